"""The bars of a chart as a table: pasted from a spreadsheet, added, taken out, moved."""

from collections.abc import Sequence

from studio.base.digits import to_digits
from studio.base.errors import InputError
from studio.model.charts import Bar

MOST_BARS = 24
MOST_LETTERS = 200
_SIGNS = str.maketrans({"٫": ".", "\u2212": "-", "–": "-", "٪": "%"})
_UNSEEN = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e٬_ \u00a0\u202f"
_DROPPED = dict.fromkeys(map(ord, _UNSEEN))


def parse_table(text: str) -> tuple[Bar, ...]:
    """The bars of a text with a row a line, its cells apart by tabs (or semicolons): label, value.

    Digits of any kind.  A first row without a number is a heading and left out; so are empty rows.  In a row
    of several cells the first number is the value, the words before it are the label; a row that is a number
    alone has no label.
    Raises InputError where no row has a number, or there are too many.
    """
    bars: list[Bar] = []
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    for number, line in enumerate(lines):
        cells = [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ";")]
        values = [(at, value) for at, cell in enumerate(cells) if (value := number_in(cell)) is not None]
        if not values:
            if number == 0 and len(lines) > 1:
                continue
            raise InputError(
                f"row {number + 1} has no number: {cells[0][:40]}",
                "Copy a column of words and one of numbers.",
            )
        # A label may be a year: of two numbers the last one is what is measured.
        at, value = values[0] if values[0][0] else values[-1]
        label = next((cell for place, cell in enumerate(cells) if cell and place != at), "")
        if value < 0:
            raise InputError(
                f"row {number + 1} is less than 0: bars begin there", "Give the amounts, all from 0 on."
            )
        bars.append(Bar(label=label[:MOST_LETTERS], value=value))
    if not bars:
        raise InputError("there is no table here", "Copy rows of a label and a number from a spreadsheet.")
    if len(bars) > MOST_BARS:
        raise InputError(
            f"a chart has {MOST_BARS} bars at most, this table has {len(bars)} rows",
            "Copy the most telling rows, and sum up the rest in one.",
        )
    return tuple(bars)


def number_in(cell: str) -> float | None:
    """The number that a cell is: `1,234.5`, `١٬٢٣٤٫٥`, `1.234,5`, `12 %`; None for words."""
    plain = to_digits(cell, "latn").translate(_SIGNS).translate(_DROPPED).removesuffix("%")
    plain = _one_point(plain)
    try:
        return float(plain) if any(sign.isdigit() for sign in plain) and not plain.isalpha() else None
    except ValueError:
        return None


def _one_point(plain: str) -> str:
    """Without thousands separators: of `.` and `,` the last is decimal, unless it parts thousands."""
    plain = plain.replace("،", ",")
    marks = [sign for sign in plain if sign in ".,"]
    if not marks:
        return plain
    last = marks[-1]
    whole, _, fraction = plain.rpartition(last)
    thousands = marks.count(last) > 1 or (last == "," and len(fraction) == 3 and whole not in ("", "0", "-0"))
    if thousands and len(set(marks)) == 1:
        return plain.replace(last, "")
    return f"{whole.replace('.', '').replace(',', '')}.{fraction}"


def with_row(bars: Sequence[Bar], at: int) -> tuple[Bar, ...]:
    """A new bar at a place.  Raises InputError when there are as many as a chart can have."""
    if len(bars) >= MOST_BARS:
        raise InputError(f"a chart has {MOST_BARS} bars at most", "Take one out first.")
    return (*bars[:at], Bar(label="", value=0), *bars[at:])


def without_rows(bars: Sequence[Bar], rows: Sequence[int]) -> tuple[Bar, ...]:
    """Raises InputError when none would be left."""
    kept = tuple(bar for number, bar in enumerate(bars) if number not in set(rows))
    if not kept:
        raise InputError("a chart has at least one bar", "Delete the chart's layer instead.")
    return kept


def with_row_moved(bars: Sequence[Bar], at: int, by: int) -> tuple[Bar, ...]:
    """The bar at a place stands `by` places further on, within the ends."""
    made = list(bars)
    bar = made.pop(at)
    made.insert(max(0, min(at + by, len(made))), bar)
    return tuple(made)
