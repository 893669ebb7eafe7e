"""People as simple warm figures.  One unit is the height of a head; (0, 0) is its middle."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QPainterPath, QPainterPathStroker

from resources.tools.pictures.kit import Canvas, Points, blob, darker, lighter, mix, oval

SKINS = ("#f0c9a2", "#dba578", "#c08457", "#9a6240", "#744629")
Cover = Literal["short", "curly", "bald", "long", "bun", "hijab"]


@dataclass(frozen=True)
class Person:
    skin: str
    top: str
    hair: str
    cover: Cover = "short"
    """For `hijab`, `hair` is the colour of the cloth."""
    beard: bool = False
    glasses: bool = False


HEAD: Points = (
    (0, -0.5),
    (0.24, -0.43),
    (0.365, -0.17),
    (0.355, 0.1),
    (0.27, 0.34),
    (0.1, 0.49),
    (-0.1, 0.49),
    (-0.27, 0.34),
    (-0.355, 0.1),
    (-0.365, -0.17),
    (-0.24, -0.43),
)


def _torso(width: float = 1.0) -> QPainterPath:
    right = ((0.2, 0.6), (0.4, 0.73), (0.72, 0.86), (0.9, 1.16), (0.96, 1.7), (0.98, 2.6), (0.98, 5.0))
    points = [(x * width, y) for x, y in right]
    return blob([*points, *[(-x, y) for x, y in reversed(points)]])


def _face(canvas: Canvas, who: Person, look: float) -> None:
    """Few, calm features; `look` (-1 … 1) turns the face to the left or right."""
    shift = 0.1 * look
    ink = mix(who.skin, "#2a1512", 0.78)
    for side in (-1, 1):
        x = shift + side * (0.155 - 0.02 * abs(look))
        brow = blob([(x - 0.075, -0.075), (x, -0.105), (x + 0.075, -0.08)], closed=False)
        canvas.line(brow, ink, 0.028, 0.85)
        canvas.flat(oval(x + 0.012 * look, 0.01, 0.026, 0.032), ink)
        canvas.flat(oval(x + 0.03 * side, 0.16, 0.075, 0.055), "#d9624a", 0.16)
    nose = blob(
        [(shift + 0.02 * look, 0.02), (shift + 0.045 * (look or 1), 0.13), (shift, 0.15)], closed=False
    )
    canvas.line(nose, darker(who.skin, 0.4), 0.022, 0.7)
    smile = blob([(shift - 0.1, 0.25), (shift, 0.29), (shift + 0.1, 0.25)], closed=False)
    canvas.line(smile, mix(who.skin, "#7a1f24", 0.7), 0.03)
    if who.glasses:
        for side in (-1, 1):
            canvas.line(oval(shift + side * 0.15, 0.015, 0.1, 0.085), ink, 0.018)
        canvas.line(
            blob([(shift - 0.05, 0.0), (shift, -0.012), (shift + 0.05, 0.0)], closed=False), ink, 0.016
        )


def _hijab(canvas: Canvas, who: Person, look: float) -> None:
    cloth = who.hair
    drape = blob(
        [
            (0, -0.62),
            (0.33, -0.53),
            (0.5, -0.18),
            (0.48, 0.25),
            (0.55, 0.62),
            (0.86, 0.98),
            (0.6, 1.3),
            (0.1, 1.42),
            (-0.45, 1.34),
            (-0.86, 0.98),
            (-0.55, 0.62),
            (-0.48, 0.25),
            (-0.5, -0.18),
            (-0.33, -0.53),
        ]
    )
    canvas.shadow(drape, 0.0, 14, 18, alpha=0.22)
    canvas.fill(drape, cloth, 0.12)
    for fold in (
        [(-0.4, 0.5), (-0.1, 0.78), (0.45, 0.86), (0.74, 1.0)],
        [(-0.3, 0.66), (0.0, 0.98), (0.4, 1.1)],
        [(0.4, 0.42), (0.2, 0.66), (-0.25, 0.72), (-0.66, 0.98)],
    ):
        canvas.line(blob(fold, closed=False), darker(cloth, 0.35), 0.028, 0.55)
    canvas.line(
        blob([(-0.38, -0.2), (-0.25, -0.47), (0, -0.55), (0.18, -0.5)], closed=False),
        lighter(cloth, 0.35),
        0.03,
        0.5,
    )
    shift = 0.06 * look
    opening = blob(
        [
            (shift, -0.4),
            (shift + 0.24, -0.3),
            (shift + 0.31, 0.0),
            (shift + 0.25, 0.28),
            (shift + 0.08, 0.44),
            (shift - 0.08, 0.44),
            (shift - 0.25, 0.28),
            (shift - 0.31, 0.0),
            (shift - 0.24, -0.3),
        ]
    )
    canvas.line(opening, darker(cloth, 0.3), 0.05)
    canvas.fill(opening, who.skin, 0.07)
    rim = blob(
        [
            (shift - 0.3, 0.05),
            (shift - 0.23, -0.29),
            (shift, -0.385),
            (shift + 0.23, -0.29),
            (shift + 0.3, 0.05),
        ],
        closed=False,
    )
    canvas.shade_inside(opening, _stroked(rim, 0.1), darker(who.skin, 0.6), 0.3, 12)


def _stroked(path: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    return stroker.createStroke(path)


def _hair_front(canvas: Canvas, who: Person, look: float) -> None:
    side = 1 if look >= 0 else -1
    if who.cover == "bald":
        canvas.flat(oval(-0.12, -0.36, 0.12, 0.06, -20), "#ffffff", 0.18)
        return
    if who.cover == "curly":
        cap = QPainterPath()
        for x, y, r in (
            (-0.34, -0.2, 0.15),
            (-0.27, -0.4, 0.18),
            (-0.08, -0.52, 0.2),
            (0.13, -0.52, 0.2),
            (0.3, -0.38, 0.18),
            (0.35, -0.18, 0.14),
        ):
            cap = cap.united(oval(x, y, r, r))
        canvas.fill(cap, who.hair, 0.14)
        return
    line = {
        "short": [
            (-0.385, 0.02),
            (-0.42, -0.28),
            (-0.24, -0.55),
            (0.06, -0.6),
            (0.33, -0.46),
            (0.42, -0.2),
            (0.385, 0.02),
            (0.33, -0.14),
            (0.2 * side + 0.05, -0.3),
            (-0.12 * side, -0.25),
            (-0.31, -0.18),
        ],
        "long": [
            (-0.4, 0.2),
            (-0.45, -0.2),
            (-0.28, -0.54),
            (0.02, -0.61),
            (0.33, -0.5),
            (0.46, -0.18),
            (0.4, 0.2),
            (0.33, -0.12),
            (0.12 * side, -0.36),
            (-0.26, -0.2),
        ],
        "bun": [
            (-0.39, 0.06),
            (-0.41, -0.25),
            (-0.22, -0.53),
            (0.06, -0.57),
            (0.32, -0.44),
            (0.41, -0.18),
            (0.39, 0.06),
            (0.3, -0.22),
            (0.0, -0.36),
            (-0.28, -0.22),
        ],
    }[who.cover if who.cover in ("short", "long") else "bun"]
    cap = blob(line, tension=0.9)
    canvas.fill(cap, who.hair, 0.14)
    canvas.line(
        blob([(-0.22, -0.42), (-0.02, -0.51), (0.18, -0.48)], closed=False),
        lighter(who.hair, 0.4),
        0.025,
        0.35,
    )


def bust(
    canvas: Canvas, who: Person, x: float, y: float, size: float, look: float = 0.0, tilt: float = 0.0
) -> None:
    """Head and shoulders from the front; `size` is the head's height in px."""
    paint = canvas.painter
    paint.save()
    paint.translate(x, y)
    paint.scale(size, size)
    woman = who.cover in ("long", "bun", "hijab")
    torso = _torso(0.9 if woman else 1.02)
    if who.cover == "long":
        back = blob(
            [
                (0, -0.55),
                (0.42, -0.35),
                (0.5, 0.2),
                (0.56, 0.8),
                (0.3, 1.05),
                (-0.3, 1.05),
                (-0.56, 0.8),
                (-0.5, 0.2),
                (-0.42, -0.35),
            ]
        )
        canvas.fill(back, darker(who.hair, 0.15), 0.1)
    if who.cover == "bun":
        canvas.fill(oval(0.0, -0.62, 0.2, 0.17), who.hair, 0.12)
    canvas.shadow(torso, 10, 18, 40, alpha=0.25)
    canvas.fill(torso, who.top, 0.13)
    for side in (-1, 1):
        crease = blob([(side * 0.6, 1.5), (side * 0.65, 2.2), (side * 0.62, 4.0)], closed=False)
        canvas.line(crease, darker(who.top, 0.3), 0.03, 0.5)
    neck = blob(
        [(-0.18, 0.2), (0.18, 0.2), (0.19, 0.66), (0.27, 0.78), (0, 0.96), (-0.27, 0.78), (-0.19, 0.66)]
    )
    if who.cover != "hijab":
        canvas.fill(neck, who.skin, 0.06)
        canvas.shade_inside(neck, oval(0.03, 0.4, 0.36, 0.24), darker(who.skin, 0.55), 0.5, size * 0.06)
        collar = blob([(-0.29, 0.72), (-0.17, 0.9), (0, 1.0), (0.17, 0.9), (0.29, 0.72)], closed=False)
        canvas.line(collar, lighter(who.top, 0.22), 0.06)
    paint.rotate(tilt)
    if who.cover == "hijab":
        _hijab(canvas, who, look)
    else:
        for side in (-1, 1):
            canvas.fill(oval(side * 0.37 - 0.03 * look, 0.03, 0.06, 0.09), darker(who.skin, 0.08), 0.05)
        head = blob(HEAD)
        canvas.fill(head, who.skin, 0.07)
        canvas.shade_inside(head, oval(0.42, 0.15, 0.2, 0.55), darker(who.skin, 0.5), 0.3, size * 0.08)
        if who.beard:
            beard = blob(
                [
                    (-0.36, 0.06),
                    (-0.3, 0.36),
                    (-0.12, 0.55),
                    (0.12, 0.55),
                    (0.3, 0.36),
                    (0.36, 0.06),
                    (0.24, 0.17),
                    (0.1, 0.185),
                    (-0.1, 0.185),
                    (-0.24, 0.17),
                ]
            )
            canvas.fill(beard, who.hair, 0.1)
    if who.cover != "hijab":
        _hair_front(canvas, who, look)
    if who.beard:
        shift = 0.1 * look
        canvas.fill(oval(shift, 0.265, 0.1, 0.035), mix(who.skin, "#a4483f", 0.4), 0.0)
    _face(canvas, who, look)
    paint.restore()


def back_view(canvas: Canvas, who: Person, x: float, y: float, size: float, lean: float = 0.0) -> None:
    """Head and shoulders from behind."""
    paint = canvas.painter
    paint.save()
    paint.translate(x, y)
    paint.scale(size, size)
    woman = who.cover in ("long", "bun", "hijab")
    torso = _torso(0.9 if woman else 1.02)
    canvas.shadow(torso, 14, 20, 44, alpha=0.3)
    canvas.fill(torso, who.top, 0.16)
    paint.rotate(lean)
    if who.cover == "hijab":
        cloth = blob(
            [
                (0, -0.6),
                (0.33, -0.5),
                (0.48, -0.12),
                (0.42, 0.32),
                (0.56, 0.72),
                (0.7, 1.06),
                (0.3, 1.34),
                (0, 1.5),
                (-0.3, 1.34),
                (-0.7, 1.06),
                (-0.56, 0.72),
                (-0.42, 0.32),
                (-0.48, -0.12),
                (-0.33, -0.5),
            ]
        )
        canvas.shadow(cloth, 0, 10, 16, alpha=0.2)
        canvas.fill(cloth, who.hair, 0.16)
        for fold in ([(-0.3, 0.35), (-0.12, 0.7), (-0.1, 1.2)], [(0.3, 0.3), (0.2, 0.75), (0.26, 1.15)]):
            canvas.line(blob(fold, closed=False), darker(who.hair, 0.35), 0.028, 0.5)
    else:
        neck = blob([(-0.18, 0.2), (0.18, 0.2), (0.2, 0.68), (0.3, 0.8), (-0.3, 0.8), (-0.2, 0.68)])
        canvas.fill(neck, darker(who.skin, 0.1), 0.08)
        for side in (-1, 1):
            canvas.fill(oval(side * 0.37, 0.04, 0.06, 0.09), darker(who.skin, 0.1), 0.05)
        if who.cover == "bald":
            canvas.fill(blob(HEAD), who.skin, 0.14)
        elif who.cover == "long":
            canvas.fill(
                blob(
                    [
                        (0, -0.58),
                        (0.4, -0.38),
                        (0.48, 0.2),
                        (0.5, 0.8),
                        (0.25, 1.12),
                        (-0.25, 1.12),
                        (-0.5, 0.8),
                        (-0.48, 0.2),
                        (-0.4, -0.38),
                    ]
                ),
                who.hair,
                0.18,
            )
        else:
            hair = blob(
                [
                    (0, -0.58),
                    (0.32, -0.46),
                    (0.42, -0.12),
                    (0.36, 0.22),
                    (0.2, 0.42),
                    (-0.2, 0.42),
                    (-0.36, 0.22),
                    (-0.42, -0.12),
                    (-0.32, -0.46),
                ]
            )
            canvas.fill(hair, who.hair, 0.18)
            if who.cover == "bun":
                canvas.shadow(oval(0, -0.3, 0.24, 0.2), 4, 8, 10, alpha=0.3)
                canvas.fill(oval(0, -0.3, 0.24, 0.2), lighter(who.hair, 0.08), 0.14)
    paint.restore()


def hand(
    canvas: Canvas, skin: str, x: float, y: float, size: float, degrees: float = 0.0, flip: bool = False
) -> None:
    """A resting hand seen from above; fingers point along the turned x axis.  `size`: its length in px."""
    paint = canvas.painter
    paint.save()
    paint.translate(x, y)
    paint.rotate(degrees)
    paint.scale(size, -size if flip else size)
    palm = blob([(-0.2, -0.2), (0.25, -0.24), (0.48, -0.2), (0.5, 0.18), (0.25, 0.24), (-0.2, 0.2)])
    canvas.shadow(palm, 4, 10, 12, alpha=0.3)
    for k, (reach, spread) in enumerate(((0.9, -0.2), (1.0, -0.07), (0.97, 0.06), (0.86, 0.18))):
        canvas.limb(
            [(0.35, spread * 0.85), (0.62, spread), (reach, spread * 0.95)],
            skin,
            0.125 - 0.008 * (k == 3),
            0.16,
        )
    canvas.fill(palm, skin, 0.05)
    canvas.limb([(0.02, -0.2), (0.28, -0.36), (0.5, -0.36)], skin, 0.13, 0.14)
    paint.restore()


def arm(
    canvas: Canvas,
    who: Person,
    points: Points,
    width: float,
    reach: float,
    degrees: float,
    *,
    flip: bool = False,
) -> None:
    """A sleeve through shoulder, elbow and wrist and a hand `reach` px long that points along `degrees`."""
    canvas.shadow(_stroked(blob(points, closed=False), width), 6, 16, 16, alpha=0.16)
    hand(canvas, who.skin, *points[-1], reach, degrees, flip)
    canvas.limb(points, who.top, width, 0.12)
    canvas.line(blob(points, closed=False), lighter(who.top, 0.1), width * 0.3, 0.18)
