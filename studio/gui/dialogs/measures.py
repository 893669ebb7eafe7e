"""Times, sizes and moments in the window's words and digits."""

import datetime
import math

from studio.base.digits import format_number, to_digits
from studio.base.l10n.dates import format_date
from studio.gui.i18n import tr, translator


def clock(seconds: float) -> str:
    """`0:14`, `1:02:03` in the window's digits, isolated left to right."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return translator().in_digits(text)


def about_seconds(seconds: float) -> str:
    """A time that is only guessed: by 5 s to a minute and a half, then by minutes."""
    if seconds < 90:
        return tr("unit.seconds", count=max(5, math.ceil(seconds / 5) * 5))
    return tr("unit.minutes", count=round(seconds / 60))


def file_size(count: float) -> str:
    """Bytes in decimal units, as systems and platforms count: `4.2 MB`."""
    for unit, size in (("gb", 1e9), ("mb", 1e6)):
        if count >= size:
            value = count / size
            return tr(f"unit.{unit}", value=_decimal(value))
    return tr("unit.kb", value=_decimal(max(1.0, count / 1e3)))


def pixels(width: int, height: int) -> str:
    """`1080 × 1920`, in this order from the left in both languages.

    Arabic digits count as right to left to the sign between them (UAX #9, N1), so each number has an isolate
    of its own.
    """
    return translator().in_digits(f"\u2066\u2066{width}\u2069 × \u2066{height}\u2069\u2069")


def _decimal(value: float) -> str:
    shown = round(value, 1) if value < 10 else round(value)
    return format_number(shown, translator().digits, decimals=None, grouping=False)


def moment(seconds: float, now: float | None = None) -> str:
    """A time of day, with the day where it is not today.  seconds, now: since 1970."""
    then = datetime.datetime.fromtimestamp(seconds).astimezone()
    today = (
        datetime.datetime.now().astimezone()
        if now is None
        else datetime.datetime.fromtimestamp(now).astimezone()
    ).date()
    time = translator().in_digits(f"{then:%H:%M}")
    days = (today - then.date()).days
    if days == 0:
        return tr("when.today", time=time)
    if days == 1:
        return tr("when.yesterday", time=time)
    day = format_date(then.date(), translator().language, translator().digits)
    return f"{day} {to_digits(time, translator().digits)}"
