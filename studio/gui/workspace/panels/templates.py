"""The panel "Templates": every template as a tile that plays; pressed, it is put on the open film."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.start.gallery import Filter
from studio.gui.start.previews import Previews, Wanted
from studio.gui.start.tile import TemplateTile
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.scrolling import scrolled_column
from studio.gui.widgets.search_field import SearchField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.tile_keys import TileKeys
from studio.gui.workspace.stage import Stage
from studio.model.template import Template
from studio.presets.catalog import Catalog, bundled
from studio.services.editing import StepName
from studio.services.edits.template_change import nearest_format, with_template

_WIDTHS = {"9:16": 124, "4:5": 124, "1:1": 124, "16:9": 200}
_CAPTION = 48
_RATIOS = {"9:16": 9 / 16, "4:5": 4 / 5, "1:1": 1.0, "16:9": 16 / 9}


class PanelTile(TemplateTile):
    """As on Start, narrow enough for a panel; Enter presses it, arrows go on."""

    def sizeHint(self) -> QSize:
        width = px(_WIDTHS[self.wanted.format])
        return QSize(width, round(width / _RATIOS[self.wanted.format]) + px(_CAPTION))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class BrokenTile(QFrame):
    """A preset that cannot be used: grey, with the reason."""

    def __init__(self, name: str, error: StudioError) -> None:
        super().__init__()
        self.setObjectName(f"broken:{name}")
        set_look(self, "card")
        self.setFixedWidth(px(124))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(40), px(8), px(8))
        title, why = Words("strong", wrap=True), Words("small", wrap=True)
        title.setText(name)
        message, hint = words_of_error(error)
        why.setText(message.splitlines()[0] if "\n" not in message else tr("templates.broken"))
        self.setToolTip(f"{message}\n{hint}".strip())
        self.setAccessibleName(f"{name}: {message}")
        column.addWidget(title)
        column.addWidget(why)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF((self.width() - px(24)) / 2, px(12), px(24), px(24))
        draw_icon(painter, "alert-triangle", box, theme().palette.muted)
        painter.end()


class TemplatesPanel(QWidget):
    """Kind, search, tiles in the film's own shape and language."""

    applied = Signal(str)

    def __init__(self, stage: Stage, catalog: Catalog | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._catalog = catalog or bundled()
        self._active = False
        self._built: object = None
        self.previews = Previews(self)
        self.tiles: list[PanelTile] = []
        self.broken: list[BrokenTile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        self.kinds = Segments()
        self.kinds.chosen.connect(lambda _: self._filter())
        self.search = SearchField("templates.search")
        self.search.textChanged.connect(lambda _: self._filter())
        self._hint = Words("small", wrap=True)
        self.clear_button = QPushButton()
        set_look(self.clear_button, "quiet")
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.setVisible(False)
        self._scroll = scrolled_column()
        self._keys = TileKeys(self, lambda: self.tiles, self._scroll.ensureWidgetVisible)
        for widget in (self.kinds, self.search, self._hint, self.clear_button):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)
        stage.edited.connect(self._follow)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("workspace.templates"))
        kept = self.kinds.value
        self.kinds.set_options(
            [
                ("", tr("templates.all"), ""),
                ("film", tr("templates.film"), ""),
                ("still", tr("templates.still"), ""),
            ]
        )
        self.kinds.set_value(kept or "")
        self._hint.setText(tr("templates.hint"))
        self.clear_button.setText(f"{tr('templates.nothing')} · {tr('common.clear')}")
        self._built = None
        self._follow()

    def set_active(self, active: bool) -> None:
        """Tiles are made and painted only while the panel is open."""
        self._active = active
        if active:
            self._follow()
        else:
            self.previews.stop()

    def clear(self) -> None:
        """Shows all templates again."""
        self.kinds.set_value("")
        self.search.clear()
        self._filter()

    def _follow(self) -> None:
        """Tiles anew when the film's shape or language is another; the film's own template is marked."""
        composition = self._stage.composition
        key = (composition.size, composition.language, translator().language, theme().scale)
        if self._active and key != self._built:
            self._built = key
            self._build()
        source = self._stage.document.project.source
        for tile in self.tiles:
            tile.setChecked(source is not None and tile.template.id == source.template)

    def _build(self) -> None:
        self.previews.forget_waiting()
        body = QWidget()
        body.setObjectName("scrolled")
        flow = flowing(body, gap=px(12))
        flow.setContentsMargins(px(4), px(4), px(4), px(16))  # room for the keyboard's ring
        composition = self._stage.composition
        language = "ar" if composition.is_rtl else "en"
        self.tiles, self.broken = [], []
        for id in self._catalog.ids("templates"):
            try:
                template = self._catalog.template(id)
            except StudioError as error:
                broken = BrokenTile(id, error)
                self.broken.append(broken)
                flow.addWidget(broken)
                continue
            format = nearest_format(composition, template, self._catalog)
            height = round(px(_WIDTHS[format]) / _RATIOS[format] * self.devicePixelRatioF())
            tile = PanelTile(template, Wanted(id, format, language, height), self.previews, body)
            tile.setCheckable(True)
            tile.clicked.connect(lambda _=False, template=template: self.apply(template))
            self._keys.watch(tile)
            self.tiles.append(tile)
            flow.addWidget(tile)
        self._scroll.setWidget(body)
        self._filter()

    def apply(self, template: Template) -> None:
        """Makes the film anew from a template, as one step; what it says is carried over."""
        name = StepName("step.template-change", {"name": localized(template.name)})
        self._stage.select(())
        if self._stage.edit_project(name, lambda project: with_template(project, template.id, self._catalog)):
            self.applied.emit(template.id)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._filter()

    def _filter(self) -> None:
        asked = Filter(kind=str(self.kinds.value or ""), words=self.search.text())
        found = False
        for tile in self.tiles:
            fits = asked.place_of(tile.template) is not None
            found = found or fits
            tile.setVisible(fits)
        whole = not asked.kind and not asked.words.strip()
        for broken in self.broken:
            broken.setVisible(whole)
        self.clear_button.setVisible(bool(self.tiles) and not found)
