"""Numbers that change while they are seen: written, shaped, and how far their change has come."""

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from studio.animation.easing import easing
from studio.base.digits import DIGITS, DigitSystem, exact_decimal, format_number
from studio.base.l10n.plurals import counted
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.written import localized_digits
from studio.text.figures import widest_digit
from studio.text.fonts import FontCatalog
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph

_MAX_KEPT = 256


class NumberFormat(Struct, frozen=True):
    """How numbers of a chart are written; prefix and suffix are already in the project's digits.

    forms: of what is counted, by CLDR's categories, in `language`; empty where the number stands alone.
    """

    system: DigitSystem
    decimals: int = 0
    grouping: bool = True
    prefix: str = ""
    suffix: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def text(self, value: float) -> str:
        number = format_number(value, self.system, self.decimals, self.grouping)
        if self.forms:
            number = counted(self.forms, exact_decimal(value, self.decimals), self.language, number)
        return self.prefix + number + self.suffix


def number_format(
    context: Context, style: TextStyle, decimals: int, suffix: str, prefix: str = "", *, grouping: bool = True
) -> NumberFormat:
    system = context.digits_of(style)
    return NumberFormat(system, decimals, grouping, _localized(prefix, system), _localized(suffix, system))


def _localized(text: str, system: DigitSystem) -> str:
    """Digits and percent signs go together: ٥٠٪ or 50%."""
    written = localized_digits(text, system)
    return written.replace("٪", "%") if system == "latn" else written.replace("%", "٪")


class NumberWriter(Struct, frozen=True, eq=False):
    """Lays out numbers one by one, each on one line; a number seen again costs nothing.

    wrap: the width at which long forms take several lines, px; None: they never do.
    """

    spec: TextSpec
    format: NumberFormat
    fonts: FontCatalog
    wrap: float | None = None
    _kept: dict[str, ParagraphLayout] = field(default_factory=dict)

    def layout(self, value: float) -> ParagraphLayout:
        text = self.format.text(value)
        if text not in self._kept:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            lines = 1 if self.wrap is None else None
            line = replace(self.spec, text=text, max_width=self.wrap, max_lines=lines)
            self._kept[text] = layout_paragraph(line, self.fonts)
        return self._kept[text]

    def digit_cell(self) -> float:
        """The width of a cell that holds any digit, px."""
        ten = replace(self.spec, text=DIGITS[self.format.system], max_width=None, max_lines=1)
        return widest_digit(layout_paragraph(ten, self.fonts))


def progress(time: Fraction, start: Fraction, duration: Fraction, curve: str) -> float:
    """How far a change that begins at `start` has come, eased: 0 before it, 1 after it."""
    if time >= start + duration:
        return 1.0
    if time <= start:
        return 0.0
    return easing(curve)(float((time - start) / duration))
