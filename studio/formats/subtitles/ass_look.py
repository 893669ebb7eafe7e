"""How ASS subtitles look: the one style that we write, in ASS's own measures."""

from msgspec import Struct

from studio.base.color import Rgba

_WHITE = Rgba(255, 255, 255)
_SAID = Rgba(244, 148, 99)
_BLACK = Rgba(0, 0, 0)
_SHADOW = Rgba(0, 0, 0, 128)


class AssLook(Struct, frozen=True):
    """Lengths are px of the script's picture (`width` x `height`).

    size: of the font, as libass takes it (from its highest to its lowest point, not the em).  said: of words
    that were said, where words have times.  line: outline, or the box where `boxed`; then `line_width` is
    by how much the box is larger than the text.  foot: px between the text and the lower edge.
    """

    width: int = 1080
    height: int = 1920
    font: str = "Noto Naskh Arabic"
    size: float = 72
    bold: bool = True
    ink: Rgba = _WHITE
    said: Rgba = _SAID
    line: Rgba = _BLACK
    line_width: float = 3
    shadow: float = 2
    shadow_color: Rgba = _SHADOW
    boxed: bool = False
    foot: int = 480
    side: int = 90
