"""Which characters of a text need a glyph, and which of them are emoji."""

import unicodedata
from collections.abc import Set as AbstractSet

# Emoji_Presentation = Yes below U+1F000 (Unicode emoji-data.txt): pictures even without U+FE0F.
_EMOJI_RANGES = (
    *((0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE)),
    *((0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1)),
    *((0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4)),
    *((0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD)),
    *((0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E)),
    *((0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF)),
    *((0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55)),
)
_EMOJI_SIGNS = frozenset(code for first, last in _EMOJI_RANGES for code in range(first, last + 1))

# Default_Ignorable_Code_Point, as far as text holds them: HarfBuzz hides these whatever the font has.
_IGNORABLE_RANGES = (
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x180B, 0x180F), (0x200B, 0x200F)),
    *((0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0000, 0xE0FFF)),
)
# HarfBuzz makes these from the space or the hyphen where a font lacks them.
_STAND_INS = dict.fromkeys((0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20) | {0x2011: 0x2010}

_TEXT_SELECTOR, _EMOJI_SELECTOR, _KEYCAP = "\ufe0e", "\ufe0f", "\u20e3"


def needs_glyph(codepoint: int) -> bool:
    """False for joiners, direction marks and isolates, variation selectors, tags and control characters."""
    if codepoint < 0x20 or 0x7F <= codepoint < 0xA0 or codepoint in (0x2028, 0x2029):
        return False
    return not any(first <= codepoint <= last for first, last in _IGNORABLE_RANGES)


def is_covered(cluster: str, characters: AbstractSet[int]) -> bool:
    """Whether a font with these characters can draw the whole cluster, composed or decomposed."""
    return any(
        all(_has(ord(char), characters) for char in form)
        for form in (cluster, unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFD", cluster))
    )


def _has(codepoint: int, characters: AbstractSet[int]) -> bool:
    return (
        codepoint in characters or not needs_glyph(codepoint) or _STAND_INS.get(codepoint, -1) in characters
    )


def is_emoji(cluster: str) -> bool:
    """Whether a cluster is to be drawn as a picture when a font has one (UTS #51, presentation)."""
    if _TEXT_SELECTOR in cluster:
        return False
    if _EMOJI_SELECTOR in cluster or _KEYCAP in cluster:
        return True
    return bool(cluster) and (ord(cluster[0]) in _EMOJI_SIGNS or 0x1F000 <= ord(cluster[0]) < 0x1FC00)
