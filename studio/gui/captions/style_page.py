"""Styles of captions: tiles with the person's own cue on their own picture; a click gives the film the style.

Fields of the style are changed in the form of the inspector; what came out can be saved as one's own.
"""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.formats.caption_file import CAPTION_SUFFIX
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.style_pictures import RATIO, Sample, StylePictures, sample_of
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.theme.theme import px
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.moving_tile import RATE, MovingTile
from studio.gui.widgets.search_field import SearchField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.tile_keys import TileKeys
from studio.gui.workspace.inspector.form import LayerForm
from studio.services.caption_styles import (
    OwnableStyle,
    all_caption_styles,
    delete_caption_style,
    export_caption_style,
    import_caption_style,
    new_caption_style,
    with_caption_style,
)
from studio.services.editing import StepName

_LANE = "caption styles"
_NARROW = 420
"""Logical px under which only what must be there is."""
_TILE = 200
_SETTLE_MS = 500
Position = Literal["foot", "middle", "top"]
POSITIONS: tuple[Position, ...] = ("foot", "middle", "top")


class StyleTile(MovingTile):
    """A style on the sample; the chosen one is marked."""

    def __init__(self, style: OwnableStyle, pictures: StylePictures) -> None:
        super().__init__(_TILE, RATIO, _LANE)
        self.style_ = style
        self._pictures = pictures
        self.setObjectName(f"caption-style:{style.id}")

    def show_sample(self, sample: Sample) -> None:
        preset, pictures = self.style_.preset, self._pictures
        self.setText(localized(preset.name))
        self.setAccessibleName(self.text())
        self.setToolTip(localized(preset.note) or self.text())
        look, width = preset.style, self.picture_width
        self.show_motion(
            (sample, look, width),
            lambda: pictures.still(sample, look, width),
            lambda: pictures.frames(sample, look, width, RATE),
        )


class StylePage(QWidget):
    """Tiles are painted only while the page is seen."""

    def __init__(self, desk: CueDesk) -> None:
        super().__init__()
        self._desk = desk
        self._active = False
        self._pictures = StylePictures()
        self.tiles: list[StyleTile] = []
        self._styles: tuple[OwnableStyle, ...] = ()
        self.form: LayerForm | None = None
        self._opened: dict[str, bool] = {"look": True}
        self.part, self.position = Segments(), Segments()
        self.search = SearchField("styles.search")
        self.told = Words("small", wrap=True)
        self.name = QLineEdit()
        self.save_button, self.keep_button = button(self._ask_name), button(self.save)
        self.more_button = button(self._menu, icon="dots")
        self._gallery, self._fields = _scroll(), _scroll()
        self._keys = TileKeys(self, lambda: self.tiles, self._gallery.ensureWidgetVisible)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._gallery)
        self.pages.addWidget(self._fields)
        self._lay_out()
        self.part.chosen.connect(lambda _: self._show_part())
        self.position.chosen.connect(self._place)
        self.search.textChanged.connect(lambda _: self._filter())
        self.name.returnPressed.connect(self.save)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self.refresh)
        for changed in (desk.rows_changed, desk.chosen_changed, desk.layer_changed):
            changed.connect(self._changed)
        on_language(self, self.retranslate)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(4), px(8), px(4))
        column.setSpacing(px(8))
        top, foot = QWidget(), QWidget()
        row, below = flowing(top, gap=8), flowing(foot, gap=8)
        tools: tuple[QWidget, ...] = (self.part, self.position, self.search)
        for tool in tools:
            row.addWidget(tool)
        self.search.setFixedWidth(px(180))
        naming = QHBoxLayout()
        naming.setSpacing(px(8))
        naming.addWidget(self.name, 1)
        naming.addWidget(self.keep_button)
        for widget in (self.save_button, self.more_button):
            below.addWidget(widget)
        column.addWidget(top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.told)
        column.addLayout(naming)
        column.addWidget(foot)
        self.name.hide()
        self.keep_button.hide()
        self.told.hide()

    def retranslate(self) -> None:
        kept = self.part.value or "gallery"
        self.part.set_options([(one, tr(f"styles.{one}"), "") for one in ("gallery", "fields")])
        self.part.setAccessibleName(tr("styles.name"))
        self.part.set_value(kept)
        self.position.set_options([(one, tr(f"styles.{one}"), "") for one in POSITIONS])
        self.position.setAccessibleName(tr("styles.position"))
        self.save_button.setText(tr("styles.save"))
        self.keep_button.setText(tr("styles.keep"))
        self.more_button.setText(tr("styles.more"))
        self.name.setPlaceholderText(tr("styles.own-name"))
        self.name.setAccessibleName(tr("styles.own-name"))
        self._gallery.setAccessibleName(tr("styles.gallery"))
        self._styles = ()
        self._changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_part()

    def set_active(self, active: bool) -> None:
        """Whether it is seen."""
        self._active = active
        if active:
            self.refresh()
        else:
            self._later.stop()

    def _changed(self) -> None:
        if self._active:
            self._later.start()

    def refresh(self) -> None:
        """Tiles on the cue that is chosen; the style that the captions have is marked."""
        layer = self._desk.layer
        for widget in (self.save_button, self.more_button, self.position, self.part):
            widget.setEnabled(layer is not None)
        if layer is None:
            self._tell(tr("check.empty"))
            return
        if not self._styles:
            self._build()
        sample = sample_of(self._desk, tr("styles.sample"))
        chosen = self.chosen
        for tile in self.tiles:
            if sample is not None:
                tile.show_sample(sample)
            tile.setChecked(chosen is not None and tile.style_.id == chosen.id)
        self.position.set_value(layer.style.position)
        self._show_part()

    @property
    def chosen(self) -> OwnableStyle | None:
        """The style that the captions have; None for one that there is not (any more)."""
        layer = self._desk.layer
        preset = None if layer is None else layer.preset
        return next((one for one in self._styles if one.id == preset), None)

    def _build(self) -> None:
        shelf = all_caption_styles()
        two = self._desk.second is not None
        # One's own first, then those made for as many languages as there are.
        order = sorted(shelf.styles, key=lambda one: (not one.is_own, one.preset.two_languages != two))
        self._styles = tuple(order)
        body = QWidget()
        body.setObjectName("scrolled")
        flow = flowing(body, gap=8)
        self.tiles = []
        for style in self._styles:
            tile = StyleTile(style, self._pictures)
            tile.clicked.connect(lambda _=False, style=style: self.apply(style))
            self._keys.watch(tile)
            self.tiles.append(tile)
            flow.addWidget(tile)
        self._gallery.setWidget(body)
        self._filter()

    def tile(self, id: str) -> StyleTile:
        """The tile of a style.  Raises StopIteration."""
        return next(one for one in self.tiles if one.style_.id == id)

    def apply(self, style: OwnableStyle) -> None:
        """Gives the captions a style."""
        step = StepName("step.cue-style", {"name": localized(style.preset.name)})
        self._desk.edit_layer(step, lambda layer: with_caption_style(layer, style))
        self.refresh()

    def _place(self, position: object) -> None:
        """At the foot, in the middle, at the top: within what no platform covers."""
        self._desk.edit_layer(
            "step.cue-place",
            lambda layer: layer.model_copy(
                update={"style": layer.style.model_copy(update={"position": position})}
            ),
        )

    def _filter(self) -> None:
        wanted = self.search.text().strip().casefold()
        for tile in self.tiles:
            preset = tile.style_.preset
            names = (preset.id, *preset.name.values(), *preset.note.values())
            tile.setVisible(not wanted or any(wanted in name.casefold() for name in names))

    def _show_part(self) -> None:
        fields = self.part.value == "fields"
        self.pages.setCurrentWidget(self._fields if fields else self._gallery)
        narrow = self.width() < px(_NARROW)
        self.search.setVisible(not fields and not narrow)
        self.position.setVisible(not narrow)  # the form has it too
        path = self._desk.path
        if fields and self.form is None and path is not None:
            self.form = LayerForm(self._desk.stage, path, self._opened)
            self.form.rebuilt.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
            self._desk.stage.edited.connect(self._refresh_form)
            self._desk.layer_changed.connect(self._rebuild)
            self._fields.setWidget(self.form)

    def _refresh_form(self) -> None:
        if self.form is not None and self.form.isVisible():
            self.form.refresh()

    def _rebuild(self) -> None:
        old, self.form = self.form, None
        if old is not None:
            self._desk.stage.edited.disconnect(self._refresh_form)
            self._desk.layer_changed.disconnect(self._rebuild)
            self._fields.takeWidget()
            old.hide()
            old.deleteLater()
        self._show_part()

    # one's own

    def _ask_name(self) -> None:
        for widget in (self.name, self.keep_button):
            widget.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """The captions' style as one's own, under the name that was written."""
        layer = self._desk.layer
        if layer is None:
            return
        chosen = self.chosen
        like = None if chosen is None else chosen.preset
        try:
            style = new_caption_style(self.name.text(), layer.style, like, translator().language)
        except StudioError as error:
            self._desk.stage.refused.emit(error)
            return
        self.name.clear()
        self.name.hide()
        self.keep_button.hide()
        self._styles = ()
        self.apply_after_save(style)

    def apply_after_save(self, style: OwnableStyle) -> None:
        self._build()
        self.apply(style)
        self._tell(tr("styles.saved", name=localized(style.preset.name)))

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("styles.import")).triggered.connect(lambda: self._ask_import())
        chosen = self.chosen
        if chosen is not None:
            menu.addAction(tr("styles.export")).triggered.connect(lambda: self._ask_export(chosen))
            if chosen.is_own:
                menu.addAction(tr("styles.delete")).triggered.connect(lambda: self.delete(chosen))
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def delete(self, style: OwnableStyle) -> None:
        """Puts an own style aside; films that have it keep their look."""
        try:
            delete_caption_style(style.id)
        except StudioError as error:
            self._desk.stage.refused.emit(error)
            return
        self._styles = ()
        self.refresh()
        self._tell(tr("styles.deleted", name=localized(style.preset.name)))

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, tr("styles.import"))
        dialog.setNameFilter(f"*{CAPTION_SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.bring(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def bring(self, path: Path) -> None:
        """Takes a style from a file among one's own."""
        try:
            style = import_caption_style(path)
        except StudioError as error:
            self._desk.stage.refused.emit(error)
            return
        self.apply_after_save(style)

    def _ask_export(self, style: OwnableStyle) -> None:
        dialog = QFileDialog(self, tr("styles.export"), f"{style.id}{CAPTION_SUFFIX}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.share(style, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def share(self, style: OwnableStyle, path: Path) -> None:
        """Writes a style into one file."""
        try:
            written = export_caption_style(style, path)
        except StudioError as error:
            self._desk.stage.refused.emit(error)
            return
        self._tell(tr("styles.shared", name=written.name))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))


def _scroll() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
