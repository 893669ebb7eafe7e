"""SVG path data (`M 0 0 L 10 0 …`) to and from `studio.base.geometry.Path`.

Grammar: SVG 2, chapter 9.3 (https://www.w3.org/TR/SVG2/paths.html).  All commands are read, absolute and
relative; H and V become L, S becomes C, T becomes Q, and arcs become cubic curves, a quarter turn at most.
"""

import math
import re
from functools import lru_cache
from typing import NoReturn

from studio.base.errors import InputError
from studio.base.geometry import Path, Point

_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_FLAG = re.compile(r"[01]")
_SPACE = re.compile(r"[\s,]*")


@lru_cache(maxsize=512)
def parse_svg_path(text: str) -> Path:
    """The outline; raises InputError that names the place (characters, from 1) of the first mistake."""
    return _Reader(text).read()


def format_svg_path(path: Path) -> str:
    """Absolute path data that reads back as the same outline."""
    parts = []
    for verb, numbers in path.segments():
        parts += [
            verb,
            *(f"{number:g}" if float(f"{number:g}") == number else repr(number) for number in numbers),
        ]
    return " ".join(parts)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.verbs: list[str] = []
        self.coords: list[float] = []
        self.x = self.y = 0.0  # the current point
        self.start = (0.0, 0.0)  # of the current contour
        self.control = (0.0, 0.0)  # the last curve's second control point, for S and T
        self.closed = False
        self.last = "-"  # the last command's kind

    def read(self) -> Path:
        self._skip()
        command = ""
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter.upper() in _ARGUMENTS and letter.isascii():
                if not self.verbs and letter not in "Mm":
                    self._fail("a path begins with M")
                self.at += 1
                command = letter
            elif not command or command in "Zz":
                self._fail("a command letter is missing")
            self._command(command)
            # Further pairs after a move are lines (SVG 2, 9.3.3).
            command = {"M": "L", "m": "l"}.get(command, command)
            self._skip()
        return Path("".join(self.verbs), tuple(self.coords))

    def _command(self, command: str) -> None:
        kind = command.upper()
        values = self._values(kind)
        if kind == "Z":
            self._close()
        else:
            x0, y0 = (self.x, self.y) if command.islower() else (0.0, 0.0)
            if kind == "M":
                self._move(values[0] + x0, values[1] + y0)
            else:
                self._draw(kind, values, x0, y0)
        self.last = kind

    def _close(self) -> None:
        if not self.closed:
            self.verbs.append("Z")
        self.closed = True
        self.x, self.y = self.start

    def _move(self, x: float, y: float) -> None:
        self._add("M", x, y)
        self.x, self.y = self.start = x, y
        self.closed = False

    def _draw(self, kind: str, values: list[float], x0: float, y0: float) -> None:
        if self.closed:  # the next contour begins where the last one closed
            self._move(*self.start)
        if kind == "A":
            self._arc(values, values[5] + x0, values[6] + y0)
            return
        if kind == "H":
            points = [(values[0] + x0, self.y)]
        elif kind == "V":
            points = [(self.x, values[0] + y0)]
        else:
            points = [(values[i] + x0, values[i + 1] + y0) for i in range(0, len(values), 2)]
        if kind in "ST":
            points.insert(0, self._reflected("CS" if kind == "S" else "QT"))
        self._add({"H": "L", "V": "L", "S": "C", "T": "Q"}.get(kind, kind), *(v for p in points for v in p))
        if len(points) > 1:
            self.control = points[-2]
        self.x, self.y = points[-1]

    def _arc(self, values: list[float], x: float, y: float) -> None:
        rx, ry, tilt, large, sweep = values[:5]
        if rx == 0 or ry == 0:
            self._add("L", x, y)
        elif (x, y) != (self.x, self.y):
            start, end = Point(self.x, self.y), Point(x, y)
            for curve in arc_to_cubics(
                start, end, abs(rx), abs(ry), tilt, large=large != 0, sweep=sweep != 0
            ):
                self._add("C", *curve)
        self.x, self.y = x, y

    def _reflected(self, kinds: str) -> tuple[float, float]:
        """The first control point of S and T: the last one mirrored, if the last command was of that kind."""
        if self.last not in kinds:
            return self.x, self.y
        return 2 * self.x - self.control[0], 2 * self.y - self.control[1]

    def _add(self, verb: str, *numbers: float) -> None:
        if not all(map(math.isfinite, numbers)):
            self._fail("a number is too large")
        self.verbs.append(verb)
        self.coords += numbers

    def _values(self, kind: str) -> list[float]:
        values = []
        for index in range(_ARGUMENTS[kind]):
            self._skip()
            pattern = _FLAG if kind == "A" and index in (3, 4) else _NUMBER
            match = pattern.match(self.text, self.at)
            if match is None:
                self._fail("a number is missing")
            values.append(float(match[0]))
            self.at = match.end()
        return values

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _fail(self, why: str) -> NoReturn:
        raise InputError(
            f"path data: {why} at character {self.at + 1}",
            "Write SVG path data such as 'M 0 0 L 100 0 L 100 50 Z'.",
        )


def arc_to_cubics(
    start: Point, end: Point, rx: float, ry: float, tilt: float, *, large: bool, sweep: bool
) -> list[tuple[float, float, float, float, float, float]]:
    """An elliptical arc as cubic curves of at most a quarter turn (within 0.03 % of the radius).

    rx, ry > 0; tilt in degrees.  SVG 2, appendix B.2.4: radii that cannot reach are scaled up.
    """
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    half_x, half_y = (start.x - end.x) / 2, (start.y - end.y) / 2
    # The half chord in a frame where the ellipse is the unit circle.
    u, v = (cos * half_x + sin * half_y) / rx, (cos * half_y - sin * half_x) / ry
    reach = math.hypot(u, v)
    if reach > 1:
        rx, ry, u, v, reach = rx * reach, ry * reach, u / reach, v / reach, 1.0
    height = math.sqrt(1 - reach * reach) / reach if reach > 0 else 0.0
    if large == sweep:
        height = -height
    center_u, center_v = height * v, -height * u
    first = math.atan2(v - center_v, u - center_u)
    turn = (math.atan2(-v - center_v, -u - center_u) - first) % math.tau
    if not sweep:
        turn -= math.tau
    middle_x, middle_y = (start.x + end.x) / 2, (start.y + end.y) / 2

    def place(pu: float, pv: float) -> tuple[float, float]:
        x, y = (pu + center_u) * rx, (pv + center_v) * ry
        return cos * x - sin * y + middle_x, sin * x + cos * y + middle_y

    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    handle = 4 / 3 * math.tan(step / 4)
    curves = []
    for index in range(count):
        a, b = first + index * step, first + (index + 1) * step
        c1 = place(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a))
        c2 = place(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b))
        to = (end.x, end.y) if index == count - 1 else place(math.cos(b), math.sin(b))
        curves.append((*c1, *c2, *to))
    return curves
