"""What a font can write, measured from its files.

The cards of the bundled families hold these facts, so that no font has to be opened to list them; a test
compares the cards with the files.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from studio.text.coverage import is_covered
from studio.text.font_file import FontFace

_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي؟،؛"

CAPABILITIES: Mapping[str, str] = {
    "arabic": _ARABIC + "٠١٢٣٤٥٦٧٨٩",
    # Tashkeel: tanwin, fatha, damma, kasra, shadda, sukun.
    "vocalised": _ARABIC + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",
    "persian": "پچژگکی۰۱۲۳۴۵۶۷۸۹",
    "urdu": "پچژگکیٹڈڑںھہےٱۂۓ",
    "kurdish": "ئاەێۆوویپچژگکڕڵڤهخغ",  # Sorani
    # Pauses, small letters and the sukun of the Cairo and Madinah editions.
    "quranic": "\u06d6\u06d7\u06da\u06dd\u06e1\u06e5\u06e6\u0670\u0653ٱ",
    "latin": "".join(map(chr, range(0x20, 0x7F))) + "éèêàçôöüß«»“”‘’–—…©",
    "latin-ext": "āčďěğıłńőřşťūżŁŠŽ€",  # Central European, Turkish
    "cyrillic": "АЖЯажяё",
    "emoji": "😀🙏",
}
"""What a family can write, by the characters that it takes; in the order in which it is told."""


def capabilities_of(characters: AbstractSet[int]) -> tuple[str, ...]:
    """The capabilities of a font with these characters, in the order of CAPABILITIES."""
    return tuple(name for name, text in CAPABILITIES.items() if not lacking(text, characters))


def characters_of(faces: Iterable[FontFace]) -> frozenset[int]:
    """The characters of a family whose weight may be several files."""
    return frozenset().union(*(face.characters for face in faces))


def lacking(text: str, characters: AbstractSet[int]) -> str:
    """The characters of a text that a font cannot draw, each once, in the order of the text."""
    return "".join(char for char in dict.fromkeys(text) if not is_covered(char, characters))
