"""What is said beside a cue: its lines, how fast it is read, how its times are written."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from msgspec import Struct

from studio.base.languages import is_rtl, primary_language, script_of
from studio.gui.i18n import tr, translator, words_of
from studio.model.caption_limits import CaptionLimits
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.services.captions.limits import USUAL, LimitsTable
from studio.services.captions.reading_load import reading_speed
from studio.text.bidi import Direction
from studio.text.caption_lines import seen_length
from studio.text.reading_direction import reading_direction


class CueFacts(Struct, frozen=True):
    """lines: characters of each, as they are seen.  pace: characters a second."""

    lines: tuple[int, ...]
    pace: float

    @property
    def balanced(self) -> bool:
        """Whether no line is much shorter than another."""
        return len(self.lines) < 2 or min(self.lines) * 2 >= max(self.lines)


def facts_of(cue: Cue, text: str | None = None) -> CueFacts:
    """text: instead of the cue's own, while it is typed."""
    said = cue_text(cue) if text is None else text
    lines = tuple(seen_length(line.strip()) for line in said.split("\n") if line.strip())
    return CueFacts(lines, reading_speed(said, cue.end - cue.start))


def limits_of(language: str) -> CaptionLimits:
    """What captions of a language may be."""
    return _table[0].of(language)


def use_limits(table: LimitsTable) -> bool:
    """From now on a person's own limits count; whether they are other ones than before."""
    changed = _table[0] != table
    _table[0] = table
    return changed


_table = [USUAL]


def pace_role(pace: float, language: str) -> str:
    """The palette's role for a pace."""
    limits = limits_of(language)
    return "text" if pace <= limits.speed else "warn" if pace <= limits.hard_speed else "error"


def spoken_time(time: Fraction) -> str:
    """`0:03.250` in the window's digits, left to right."""
    return translator().in_digits(clock_of(time))


def clock_of(time: Fraction) -> str:
    """`0:03.250`, `1:02:03.250`."""
    sign = "-" if time < 0 else ""
    milli = round(abs(time) * 1000)
    whole, rest = divmod(milli, 1000)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    start = f"{hours}:{minutes:02}" if hours else str(minutes)
    return f"{sign}{start}:{seconds:02}.{rest:03}"


def language_name(tag: str) -> str:
    """What the window calls a language; its tag where it does not know it."""
    key = f"cues.language.{primary_language(tag)}"
    return tr(key) if key in words_of("en") else tag


def column_name(tag: str, cues: Iterable[Cue]) -> str:
    """What stands above cues: their language; `text` where the letters are of another script."""
    said = "".join(cue_text(one) for one in islice(cues, _SAMPLE))
    arabic = sum("\u0600" <= char <= "\u08ff" for char in said)
    latin = sum(char.isascii() and char.isalpha() for char in said)
    is_other = latin > 2 * arabic if script_of(tag) == "Arab" else arabic > 2 * latin
    return tr("cues.text") if is_other else language_name(tag)


_SAMPLE = 20


def reads_right_to_left(text: str, language: str) -> bool:
    """The direction in which a cue's text stands, by its words."""
    if not text.strip():
        return is_rtl(language)
    return reading_direction(text[:200], language) is Direction.RTL
