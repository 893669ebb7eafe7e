"""Which column fills which parameter: by their names in both languages, as people write them.

"عنوان", "Title", "title_en", "hook"      -> the parameter of that id or label, for one language or both
"step 1", "الخطوة ٢", "figures 1 value"   -> a row of a list
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from studio.base.digits import to_digits
from studio.model.parameters import ListParameter, Parameter
from studio.model.template import Template

_SURE = 0.78
"""How alike names must be (0 … 1) to be matched."""

_FOLDED = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ـ": "",
        "_": " ",
        "-": " ",
    }
)
_LANGUAGES = {
    **dict.fromkeys(("ar", "arabic", "عربي", "العربيه", "بالعربيه"), "ar"),
    **dict.fromkeys(("en", "english", "انجليزي", "الانجليزيه", "بالانجليزيه"), "en"),
}
_SYNONYMS = (
    frozenset({"title", "headline", "heading", "hook", "عنوان", "العنوان"}),
    frozenset({"photo", "picture", "image", "صوره", "الصوره"}),
    frozenset({"number", "value", "figure", "رقم", "الرقم", "العدد", "القيمه"}),
    frozenset({"quote", "text", "اقتباس", "الاقتباس", "النص"}),
    frozenset({"name", "speaker", "author", "اسم", "الاسم", "القائل"}),
    frozenset({"role", "position", "job", "صفه", "الصفه", "المنصب"}),
    frozenset({"source", "مصدر", "المصدر"}),
    frozenset({"date", "day", "تاريخ", "التاريخ"}),
)


def folded(text: str) -> str:
    """A name as it is compared: small letters, no marks, plain Arabic letters, 0-9, single spaces."""
    plain = unicodedata.normalize("NFKD", text.translate(_FOLDED)).casefold()
    plain = "".join(one if unicodedata.category(one)[0] in "LN" else " " for one in plain if not _mark(one))
    return " ".join(to_digits(plain, "latn").translate(_FOLDED).split())


def _mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


class Target(Struct, frozen=True):
    """Where a column's cells go: a parameter, of a list the row's number (from 0) and field, a language."""

    parameter: str
    index: int | None = None
    field: str | None = None
    language: str | None = None

    @property
    def written(self) -> str:
        """`hook`, `steps.0.step`, `hook.en`."""
        parts = [self.parameter]
        if self.index is not None:
            parts.append(str(self.index))
        parts += [part for part in (self.field, self.language) if part]
        return ".".join(parts)


Mapped = Mapping[str, Target]
"""Targets by column header."""


def parse_target(template: Template, written: str) -> Target | None:
    """What `Target.written` writes; None where the template has no such place."""
    by_id = {parameter.id: parameter for parameter in template.parameters}
    parts = written.split(".")
    parameter = by_id.get(parts[0])
    if parameter is None:
        return None
    language = parts.pop() if len(parts) > 1 and parts[-1] in ("ar", "en") else None
    if len(parts) == 1:
        return Target(parts[0], language=language)
    if isinstance(parameter, ListParameter) and parts[1].isdecimal():
        fields = {one.id for one in parameter.fields}
        field = parts[2] if len(parts) > 2 else parameter.fields[0].id
        if field in fields and len(parts) <= 3:
            return Target(parts[0], int(parts[1]), field, language)
    return None


def match_columns(template: Template, headers: Sequence[str]) -> dict[str, Target]:
    """The columns that surely mean a place of the template, each place once; the best matches first."""
    found: list[tuple[float, int, str, Target]] = []
    for order, header in enumerate(headers):
        direct = parse_target(template, header.strip())
        if direct is not None:
            found.append((2.0, -order, header, direct))
            continue
        name, language = _without_language(folded(header))
        for target, names in _places(template, name):
            likeness = max((_likeness(name, one) for one in names), default=0.0)
            if likeness >= _SURE:
                made = Target(target.parameter, target.index, target.field, language)
                found.append((likeness, -order, header, made))
    found.sort(key=lambda one: (-one[0], -one[1]))
    matched: dict[str, Target] = {}
    taken: set[Target] = set()
    for _, _, header, target in found:
        if header not in matched and target not in taken:
            matched[header] = target
            taken.add(target)
    return {header: matched[header] for header in headers if header in matched}


def _without_language(name: str) -> tuple[str, str | None]:
    words = name.split()
    if len(words) > 1 and words[-1] in _LANGUAGES:
        return " ".join(words[:-1]), _LANGUAGES[words[-1]]
    return name, None


_NUMBERED = re.compile(r"^(?P<list>.*?) ?(?P<number>\d{1,3})(?: (?P<field>.+))?$")


def _places(template: Template, name: str) -> Iterator[tuple[Target, set[str]]]:
    """Places of the template that a name may mean, with what they are called."""
    numbered = _NUMBERED.match(name)
    for parameter in template.parameters:
        if not isinstance(parameter, ListParameter):
            yield Target(parameter.id), _names(parameter)
        elif numbered is not None and int(numbered["number"]) >= 1:
            index = int(numbered["number"]) - 1
            for field in parameter.fields:
                called = {
                    f"{one} {numbered['number']} {inner}"
                    for one in _names(parameter)
                    for inner in _names(field)
                }
                if field is parameter.fields[0]:
                    both = _names(parameter) | _names(field)
                    called |= {f"{one} {numbered['number']}" for one in both}
                yield Target(parameter.id, index, field.id), called


def _names(parameter: Parameter) -> set[str]:
    names = {folded(parameter.id), *(folded(label) for label in parameter.label.values())}
    for group in _SYNONYMS:
        if names & group:
            names |= group
    return names


def _likeness(first: str, second: str) -> float:
    """1: the same; the Arabic article and an English plural do not count."""
    if first == second:
        return 1.0
    first, second = _stem(first), _stem(second)
    if first == second:
        return 0.97
    if min(len(first), len(second)) < 4 or any(one.isdigit() for one in first + second):
        return 0.0
    return SequenceMatcher(None, first, second).ratio() * 0.95


def _stem(name: str) -> str:
    words = (word.removeprefix("ال") if len(word) > 4 else word for word in name.split())
    return " ".join(word.removesuffix("s") if word.isascii() and len(word) > 3 else word for word in words)
