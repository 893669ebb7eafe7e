"""How long a card stays so that people can read it (STYLE section 4).

    0.6 s + characters / 13 (Arabic) or / 15 (English) + 0.3 s for each number, at least 1.2 s

Both rates are below normal reading aloud (IReST mean 863 characters a minute, 14.4 a second).  Characters are
what is seen: marks above and below letters and controls of direction do not count.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from studio.base.l10n.plurals import counted
from studio.base.languages import is_rtl
from studio.base.time import FrameRate, seconds

LEAD = Fraction(6, 10)
PER_NUMBER = Fraction(3, 10)
SHORTEST = Fraction(12, 10)
BILINGUAL = 0.15
"""How much longer it takes to read a text beside which stands the same in another language."""
CHARACTERS_A_SECOND = {"rtl": 13, "ltr": 15}

_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")


def visible_length(text: str) -> int:
    """How many characters are seen: all but marks (Mn, Me) and invisible controls (Cf, Cc)."""
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf", "Cc") for character in text)


def reading_time(texts: list[tuple[str, str]]) -> Fraction:
    """Seconds to read texts, each given with its language."""
    time = LEAD
    for text, language in texts:
        script = "rtl" if is_rtl(language) else "ltr"
        time += Fraction(visible_length(text), CHARACTERS_A_SECOND[script])
        time += PER_NUMBER * len(_NUMBER.findall(text))
    return max(time, SHORTEST)


def texts_of(data: Any, language: str) -> Iterator[tuple[str, str]]:
    """What there is to read in a resolved table of a composition: text layers, labels, counters, bars.

    Of a bilingual block only one language is read, while the eye strays to the other: the longer text counts,
    and 15 % of it again (STYLE section 4).  Captions are timed by their cues and hidden layers are not
    seen; neither counts.
    """
    if isinstance(data, Mapping):
        if data.get("type") == "caption" or data.get("hidden") is True:
            return
        if data.get("type") == "bilingual":
            yield from _longer_of(data, language)
            return
        style = data.get("style")
        own = style.get("language") if isinstance(style, Mapping) else None
        tongue = own if isinstance(own, str) else language
        if isinstance(data.get("text"), str):
            yield data["text"], tongue
        elif data.get("kind") == "counter":
            yield _counter(data, tongue), tongue
        elif "label" in data and "value" in data:
            yield f"{_plain(data['label'])} {_plain(data['value'])}", tongue
        for key, value in data.items():
            if key not in ("style", "text"):
                yield from texts_of(value, language)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from texts_of(item, language)


def _counter(data: Mapping[str, Any], language: str) -> str:
    """What a counter says in the end."""
    end = _plain(data.get("end", ""))
    unit = data.get("unit")
    if isinstance(unit, Mapping) and isinstance(data.get("end"), int | float):
        forms = {name: form for name, form in unit.items() if isinstance(form, str)}
        end = counted(forms, data["end"], language, end) if forms else end
    return f"{_plain(data.get('prefix', ''))}{end}{_plain(data.get('suffix', ''))}"


def _longer_of(block: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    first = list(texts_of(block.get("first"), language))
    second = list(texts_of(block.get("second"), "en" if is_rtl(language) else "ar"))
    longer = max(first, second, key=reading_time)
    yield from longer
    yield from ((text[: round(len(text) * BILINGUAL)], own) for text, own in longer)


def _plain(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def held(
    data: Any,
    language: str,
    rate: FrameRate,
    *,
    extra: float = 0,
    minimum: float | None = None,
    maximum: float | None = None,
) -> Fraction:
    """How long a table with texts stays: reading time plus `extra`, within bounds, up to a whole frame."""
    time = reading_time(list(texts_of(data, language))) + seconds(extra)
    if maximum is not None:
        time = min(time, seconds(maximum))
    if minimum is not None:
        time = max(time, seconds(minimum))
    return rate.time_of(rate.first_frame_from(time))
