"""The templates, as tiles that can be narrowed down by kind, size, mood, language and words."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.gui.i18n import WindowLanguage, on_language, tr, translator
from studio.gui.search import rank
from studio.gui.start.previews import Previews, Wanted
from studio.gui.start.tile import PICTURE_HEIGHT, TemplateTile
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.label import Label
from studio.gui.widgets.segments import Segments
from studio.model.template import FORMATS, Template


class Filter(Struct, frozen=True):
    """What is looked for; an empty text is anything.  language: of the film, shown in the previews."""

    kind: str = ""
    format: str = ""
    mood: str = ""
    words: str = ""
    language: WindowLanguage = "ar"

    def format_of(self, template: Template) -> str:
        """The format that the preview of a template has."""
        if self.format in template.formats:
            return self.format
        usual = "9:16" if template.kind == "film" else "4:5"
        return usual if usual in template.formats else template.formats[0]

    def place_of(self, template: Template) -> int | None:
        """How well a template answers; None: not at all."""
        if self.kind not in ("", template.kind) or self.mood not in ("", template.mood):
            return None
        if self.format and self.format not in template.formats:
            return None
        moods = [translator().words(f"mood.{template.mood}", language=one) for one in ("ar", "en")]
        return rank(self.words, *template.name.values(), *template.note.values(), template.id, *moods)


class Gallery(QWidget):
    """Filters above tiles; `chosen` tells which template, in which format and language."""

    chosen = Signal(str, str, str)
    cleared = Signal()
    """All filters were taken away."""

    def __init__(self, templates: list[Template], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._filter = Filter(language=translator().language)
        self._own_language = False
        self.previews = Previews(self)
        self.tiles: list[TemplateTile] = []
        self.formats = Segments()
        self.languages = Segments()
        self.moods = QComboBox()
        self.empty = Label()
        set_look(self.empty, "muted")
        self.clear_button = QPushButton()
        self.clear_button.clicked.connect(self.clear)
        self._build()
        self.formats.chosen.connect(lambda value: self._narrow(replace(self._filter, format=str(value))))
        self.languages.chosen.connect(self._choose_language)
        self.moods.activated.connect(
            lambda: self._narrow(replace(self._filter, mood=self.moods.currentData()))
        )
        theme().changed.connect(self._show)
        on_language(self, self.retranslate)

    def _build(self) -> None:
        row = QWidget()
        filters = flowing(row, gap=px(16))  # in two lines where the window is narrow
        for widget in (self.formats, self.moods, self.languages):
            filters.addWidget(widget)
        nothing = QHBoxLayout()
        nothing.addWidget(self.empty)
        nothing.addWidget(self.clear_button)
        nothing.addStretch(1)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._flow = flowing(self._inside, gap=px(16))
        self._flow.setContentsMargins(px(6), px(6), px(6), px(16))  # room for the keyboard's ring
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        column.addWidget(row)
        column.addLayout(nothing)
        column.addWidget(self._scroll, 1)

    def retranslate(self) -> None:
        if not self._own_language:
            self._filter = replace(self._filter, language=translator().language)
        any_size = ("", tr("start.any_size"), "")
        sizes = [(size, translator().in_digits(size), "") for size in FORMATS]
        self.formats.set_options([any_size, *sizes])
        self.formats.set_value(self._filter.format)
        self.formats.setAccessibleName(tr("start.size"))
        self.languages.set_options([("ar", tr("language.ar"), ""), ("en", tr("language.en"), "")])
        self.languages.set_value(self._filter.language)
        self.languages.setAccessibleName(tr("start.film_language"))
        self.moods.clear()
        self.moods.addItem(tr("start.any_mood"), "")
        for mood in sorted({one.mood for one in self._templates if one.mood}):
            self.moods.addItem(tr(f"mood.{mood}"), mood)
        self.moods.setCurrentIndex(max(0, self.moods.findData(self._filter.mood)))
        self.moods.setAccessibleName(tr("start.mood"))
        self.empty.setText(tr("start.no_match"))
        self.clear_button.setText(tr("start.clear_filters"))
        self._show()

    @property
    def filter(self) -> Filter:
        return self._filter

    def set_kind(self, kind: str) -> None:
        """film, still, or empty for both."""
        self._narrow(replace(self._filter, kind=kind))

    def set_words(self, words: str) -> None:
        self._narrow(replace(self._filter, words=words))

    def clear(self) -> None:
        """Shows all templates again."""
        self._filter = Filter(language=self._filter.language)
        self.retranslate()
        self.cleared.emit()

    def _choose_language(self, language: object) -> None:
        self._own_language = True
        self._narrow(replace(self._filter, language="ar" if language == "ar" else "en"))

    def _narrow(self, narrowed: Filter) -> None:
        if narrowed != self._filter:
            self._filter = narrowed
            self._show()

    def _show(self) -> None:
        self.previews.forget_waiting()
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        places = [(self._filter.place_of(one), one) for one in self._templates]
        found = sorted(((place, one) for place, one in places if place is not None), key=lambda pair: pair[0])
        self.tiles = [self._tile(template) for _, template in found]
        self.empty.setVisible(not self.tiles)
        self.clear_button.setVisible(not self.tiles)
        self._inside.updateGeometry()

    def _tile(self, template: Template) -> TemplateTile:
        ratio = self.devicePixelRatioF()
        height = round(px(PICTURE_HEIGHT) * ratio)
        wanted = Wanted(template.id, self._filter.format_of(template), self._filter.language, height)
        tile = TemplateTile(template, wanted, self.previews, self._inside)
        tile.clicked.connect(self._choice(wanted))
        self._flow.addWidget(tile)
        tile.show()
        return tile

    def _choice(self, wanted: Wanted) -> Callable[[], None]:
        return lambda: self.chosen.emit(wanted.template, wanted.format, wanted.language)
