"""How ASS subtitles look: the one style that we write, in ASS's own measures."""

from dataclasses import dataclass

from studio.base.color import Rgba

_WHITE = Rgba(255, 255, 255)
_WAITING = Rgba(255, 255, 255, 153)
_BLACK = Rgba(0, 0, 0)
_SHADOW = Rgba(0, 0, 0, 128)


@dataclass(frozen=True, slots=True)
class AssLook:
    """Lengths are px of the script's picture (`width` x `height`).

    size: of the font, as libass takes it (height of line, not em).  ink: of words that were said, and of all
    where there are no word times; waiting: of words not yet said.  line: outline, or the box where `boxed`.
    foot: px between the text and the lower edge.
    """

    width: int = 1080
    height: int = 1920
    font: str = "Noto Naskh Arabic"
    size: float = 72
    bold: bool = True
    ink: Rgba = _WHITE
    waiting: Rgba = _WAITING
    line: Rgba = _BLACK
    line_width: float = 3
    shadow: float = 2
    shadow_color: Rgba = _SHADOW
    boxed: bool = False
    foot: int = 480
    side: int = 90
