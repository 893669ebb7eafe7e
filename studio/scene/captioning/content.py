"""What is laid out of captions, once: texts in their places with the words that light up, and grounds."""

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct, field

from studio.base.color import Rgba
from studio.base.geometry import Path, Rect
from studio.model.captions import Cue
from studio.scene.captioning.styles import CaptionColors
from studio.scene.captions import Light
from studio.scene.display_list import Operation
from studio.scene.sweep import SweepPart
from studio.scene.writing.content import TextContent
from studio.scene.writing.style import TextPaint


class CueContent(Struct, frozen=True, eq=False):
    """A cue in one language that is laid out.

    ground: the outline behind it where it is hugged.  lights: what is lit when.  glyphs: those of each light,
    and of what is never lit.  pills: behind each.  sweep: what is coloured in turn where the style sweeps.
    words: for each light its words (units of the text).  lines: the paint of each line.  bands: what each
    line takes, canvas px.  letters: when each letter is said, where the style types them.
    """

    cue: Cue
    text: TextContent
    colors: CaptionColors
    ground: Path
    lights: tuple[Light, ...]
    glyphs: tuple[tuple[int, ...], ...]
    pills: tuple[Path, ...]
    sweep: tuple[SweepPart, ...] = ()
    words: tuple[tuple[int, ...], ...] = ()
    lines: tuple[TextPaint, ...] = ()
    bands: tuple[Rect, ...] = ()
    letters: tuple[Fraction, ...] = ()
    _kept: dict[object, tuple[Operation, ...]] = field(default_factory=dict)
    _painted: dict[TextPaint, TextContent] = field(default_factory=dict)

    def painted(self, paint: TextPaint) -> TextContent:
        """The text in another paint; outlines are shared."""
        if paint is self.text.paint:
            return self.text
        if len(self._painted) > 64:
            self._painted.clear()
        if paint not in self._painted:
            text = self.text
            self._painted[paint] = TextContent(
                text.layout, text.x, text.y, paint, (), text._paths, text._letters, [], text._made_of
            )
        return self._painted[paint]


class Ground(Struct, frozen=True):
    """An outline filled behind the words; fatter: px by which it is widened in all."""

    path: Path
    color: Rgba
    fatter: float = 0.0


class BlockContent(Struct, frozen=True, eq=False):
    """What is seen at once, laid out in [start, end).

    second: cues of the second language, each from when it is shown on.  box: around all of it, canvas px.
    """

    start: Fraction
    end: Fraction
    first: CueContent | None
    second: tuple[tuple[Fraction, CueContent], ...]
    grounds: tuple[Ground, ...]
    box: Rect
    label: TextContent | None = None
    _kept: dict[object, tuple[Operation, ...]] = field(default_factory=dict)

    def shown(self, time: Fraction) -> tuple[tuple[CueContent, Fraction, Fraction], ...]:
        """The cues at a time, each with when it is seen from and until."""
        found: list[tuple[CueContent, Fraction, Fraction]] = []
        if self.first is not None:
            found.append((self.first, self.start, self.end))
        for number, (start, content) in enumerate(self.second):
            last = number + 1 == len(self.second)
            end = self.end if last else self.second[number + 1][0]
            if (number == 0 or start <= time) and (last or time < end):
                found.append((content, self.start if number == 0 else start, end))
        return tuple(found)


Speakers = Mapping[str, int]
"""The number of each speaker's colour."""
