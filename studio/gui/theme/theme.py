"""The look in force: scheme, scale and fonts.  One for the program: `theme()`.

theme().palette.accent      a colour
px(8)                       8 logical pixels at the chosen scale
theme().changed.connect(…)  repaint what was painted by hand
"""

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

from studio.base.paths import assets_dir
from studio.gui.i18n import translator
from studio.gui.theme.arrow import arrow_file
from studio.gui.theme.palettes import DARK, PALETTES, Palette, SchemeName
from studio.gui.theme.rescale import rescale_widgets
from studio.gui.theme.style import style_sheet

SchemeChoice = Literal["system", "dark", "light", "contrast"]
MotionChoice = Literal["system"] | bool
"""Whether less is to move."""

FAMILY = "IBM Plex Sans Arabic"
"""Both scripts: the Latin in it is IBM Plex Sans."""

TextSize = Literal["small", "body", "lead", "title", "display"]
SIZES: dict[TextSize, int] = {"small": 12, "body": 13, "lead": 15, "title": 20, "display": 28}
"""Logical pixels; Arabic stands one larger, as its letters are lower."""

MAX_SCALE = 2.0


class Theme(QObject):
    """Follows the system's scheme unless one is chosen."""

    changed = Signal()
    """Colours or sizes are others now; style sheet and palette of the application are in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: SchemeChoice = "system"
        self._palette = DARK
        self._scale = self._laid_out_at = 1.0
        self._reduced_motion: MotionChoice = "system"
        self._applied: object = None
        self._installed: QApplication | None = None

    @property
    def palette(self) -> Palette:
        return self._palette

    @property
    def choice(self) -> SchemeChoice:
        return self._choice

    @property
    def scale(self) -> float:
        return self._scale

    @property
    def motion(self) -> int:
        """How long a change of the window takes, ms; 0 where people asked for less motion."""
        if self._reduced_motion == "system":
            # Qt tells of the system's wish in this hint alone: where it animates nothing, it is 0.
            hint = QStyle.StyleHint.SH_Widget_Animation_Duration
            return 150 if QApplication.style().styleHint(hint) else 0
        return 0 if self._reduced_motion else 150

    def install(self, application: QApplication) -> None:
        """Fusion, the fonts, the palette; and the system's scheme followed from now on."""
        if self._installed is application:
            return
        self._installed = application
        for file in sorted((assets_dir() / "fonts" / "ibm-plex-sans-arabic").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        application.setStyle(QStyleFactory.create("Fusion"))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self._accessibility = hints.accessibility()  # kept: without a name it is gone, and its signal with it
        self._accessibility.contrastPreferenceChanged.connect(self._follow)
        translator().changed.connect(self._apply)
        self._follow()

    def choose(
        self,
        scheme: SchemeChoice | None = None,
        *,
        scale: float | None = None,
        reduced_motion: MotionChoice | None = None,
    ) -> None:
        """Changes what is given, at once.  scale: 1 … 2."""
        self._choice = scheme or self._choice
        if scale is not None:
            self._scale = min(max(scale, 1.0), MAX_SCALE)
        if reduced_motion is not None:
            self._reduced_motion = reduced_motion
        self._follow()

    def px(self, length: float) -> int:
        """Logical pixels at the chosen scale, whole."""
        return round(length * self._scale)

    def pixel_size(self, size: TextSize = "body") -> int:
        return self.px(SIZES[size] + (1 if translator().right_to_left else 0))

    def font(self, size: TextSize = "body", weight: int = 400) -> QFont:
        """A font of the window.  weight: 400, 500, 600 or 700."""
        font = QFont(FAMILY)
        font.setPixelSize(self.pixel_size(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def _follow(self) -> None:
        self._palette = PALETTES[self._scheme()]
        self._apply()

    def _scheme(self) -> SchemeName:
        if self._choice != "system":
            return self._choice
        hints = QGuiApplication.styleHints()
        accessibility = hints.accessibility()  # kept: without a name it is gone before it is asked
        if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"

    def _apply(self) -> None:
        application = QApplication.instance()
        state = (self._palette, self._scale, translator().language)
        if not isinstance(application, QApplication) or state == self._applied:
            return
        self._applied = state
        application.setPalette(_qt_palette(self._palette))
        application.setFont(self.font())
        sizes: dict[str, int] = {name: self.pixel_size(name) for name in SIZES}
        arrow = arrow_file(self._palette.muted, self.px(16))
        # Taken away first: Qt applies a sheet to every widget once, but another one over it to every widget
        # once for each of its parents.  With the workspace open that is six times slower.
        application.setStyleSheet("")
        application.setStyleSheet(style_sheet(self._palette, sizes, self.px, arrow))
        rescale_widgets(self._laid_out_at, self._scale)
        self._laid_out_at = self._scale
        self.changed.emit()


@cache
def theme() -> Theme:
    """The program's one theme."""
    return Theme()


def px(length: float) -> int:
    """Logical pixels at the window's scale, whole."""
    return theme().px(length)


def _qt_palette(colors: Palette) -> QPalette:
    role = QPalette.ColorRole
    qt = QPalette()
    for where, name in (
        (role.Window, "panel"),
        (role.WindowText, "text"),
        (role.Base, "field"),
        (role.AlternateBase, "raised"),
        (role.Text, "text"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.BrightText, "error"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "chosen"),
        (role.HighlightedText, "text"),
        (role.Link, "link"),
        (role.LinkVisited, "link"),
        (role.Accent, "accent"),
        (role.Light, "raised"),
        (role.Midlight, "raised"),
        (role.Mid, "border"),
        (role.Dark, "window"),
        (role.Shadow, "window"),
    ):
        qt.setColor(where, QColor(colors.color(name)))
    for where in (role.WindowText, role.Text, role.ButtonText):
        dim = QColor(colors.muted)
        dim.setAlphaF(0.55)
        qt.setColor(QPalette.ColorGroup.Disabled, where, dim)
    return qt
