"""The panel "Brand": the film's colours, faces and logos; kits to put on it; the padlock."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.formats.brand_file import BRAND_SUFFIX
from studio.gui.brand.applying import apply_brand
from studio.gui.brand.editor import BrandEditor
from studio.gui.brand.from_logo import FromLogo
from studio.gui.brand.parts import LogoPicture, RoleChip
from studio.gui.brand.shelf import brands
from studio.gui.brand.tile import BrandTile
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import localized, on_language, tr
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.brand_lock import brand_lock
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.label import Label
from studio.gui.widgets.scrolling import scrolled_column
from studio.gui.workspace.stage import Stage
from studio.model.brand import Look
from studio.model.document import ROLES
from studio.services.brand_sharing import export_brand, import_brand
from studio.services.brands import Brand, Deleted, delete_brand, find_brand
from studio.services.edits.looks import brand_of
from studio.services.fonts import latin_partner
from studio.text.fonts import FontCatalog

T = TypeVar("T")
_FACES = ("display", "text", "strong")


class BrandPanel(QWidget):
    """What the film is drawn with, and every kit there is."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._active = False
        self._shown: tuple[Look, str | None] | None = None
        self._gone: Deleted | None = None
        self.tiles: dict[str, BrandTile] = {}
        self.roles: dict[str, RoleChip] = {}
        self.title = Words("lead")
        self.lock = icon_button(self.toggle_lock, "lock-open", "tool")
        self.lock.setCheckable(True)
        self.lock.setObjectName("brand-lock")
        self._colors, self._faces, self._logos = Words("small"), Words("small"), Words("small")
        self._kits = Words("small")
        self.edit_button = button(self.edit, icon="edit")
        self.share_button = button(self._share_menu, icon="upload")
        self.make_button = button(self.make, icon="wand")
        self.note = QFrame()
        self._note_words = Label()
        self.undo_button = QPushButton()
        self._build()
        stage.edited.connect(self.refresh)
        brands().changed.connect(self._rebuild)
        brand_lock().changed.connect(self._show_lock)
        on_language(self, self.retranslate)

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(8), px(8), px(8), px(16))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.lock)
        column.addLayout(head)
        column.addWidget(self._colors)
        roles = QWidget()
        flow = flowing(roles, gap=px(8))
        palette = self._stage.composition.look.palette
        for role in ROLES:
            chip = self.roles[role] = RoleChip(role, palette)
            chip.clicked.connect(lambda _=False, role=role: self.edit(role))
            flow.addWidget(chip)
        column.addWidget(roles)
        column.addWidget(self._faces)
        self._face_lines = {face: Words(wrap=True) for face in _FACES}
        for line in self._face_lines.values():
            column.addWidget(line)
        column.addWidget(self._logos)
        self._logo_row = QWidget()
        self._logo_flow = flowing(self._logo_row, gap=px(8))
        column.addWidget(self._logo_row)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.edit_button, 1)
        buttons.addWidget(self.share_button, 1)
        column.addLayout(buttons)
        column.addWidget(self.make_button)
        column.addSpacing(px(8))
        column.addWidget(self._kits)
        self._tile_area = QWidget()
        self._tile_flow = flowing(self._tile_area, gap=px(8))
        column.addWidget(self._tile_area)
        column.addStretch(1)
        scroll = scrolled_column(body)
        set_look(self.note, "note")
        told = QHBoxLayout(self.note)
        told.setContentsMargins(px(8), px(4), px(8), px(4))
        self._note_words.setWordWrap(True)
        told.addWidget(self._note_words, 1)
        told.addWidget(self.undo_button)
        self.undo_button.clicked.connect(self.bring_back)
        self.note.setVisible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.note)

    # showing

    def set_active(self, active: bool) -> None:
        """It follows the film only while it is open."""
        self._active = active
        if active:
            self._rebuild()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("workspace.brand"))
        self._colors.setText(tr("brand.colors"))
        self._faces.setText(tr("brand.faces"))
        self._kits.setText(tr("brand.kits"))
        self.edit_button.setText(tr("brand.edit"))
        self.share_button.setText(tr("brand.share"))
        self.make_button.setText(tr("brand.from_logo"))
        self.undo_button.setText(tr("brand.undo"))
        self._show_lock()
        self._shown = None
        self.refresh()

    def _show_lock(self) -> None:
        locked = brand_lock().locked
        self.lock.setChecked(locked)
        set_icon(self.lock, "lock" if locked else "lock-open")
        name_button(self.lock, tr("brand.locked" if locked else "brand.unlocked"))

    @property
    def current(self) -> Brand | None:
        """The kit of the film; None for a look of its own."""
        return brand_of(self._stage.composition.look, brands().all)

    def refresh(self) -> None:
        """Shows the film's look."""
        look, brand = self._stage.composition.look, self.current
        key = (look, None if brand is None else brand.id)
        if key == self._shown:
            return
        self._shown = key
        self.title.setText(tr("brand.own_look") if brand is None else localized(brand.kit.name))
        for chip in self.roles.values():
            chip.show_palette(look.palette)
        for face, line in self._face_lines.items():
            line.setText(_face_words(face, look))
        self._show_logos(look)
        for id, tile in self.tiles.items():
            tile.setChecked(brand is not None and id == brand.id)
        self.share_button.setEnabled(True)

    def _show_logos(self, look: Look) -> None:
        while (item := self._logo_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        media = self._stage.document.resources().media
        for logo in look.logos:
            picture = LogoPicture(media.get(logo.media), look.palette.bg, logo.clear_space)
            self._logo_flow.addWidget(picture)
            picture.show()
        self._logos.setText(tr("brand.logos") if look.logos else tr("brand.no_logos"))
        self._logo_row.setVisible(bool(look.logos))

    def _rebuild(self) -> None:
        if not self._active:
            self.tiles = {}
            return
        while (item := self._tile_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        group = QButtonGroup(self._tile_area)
        group.setExclusive(False)
        self.tiles = {}
        for brand in brands().all:
            tile = BrandTile(brand.kit, self._tile_area)
            tile.clicked.connect(lambda _=False, id=brand.id: self.apply(id))
            tile.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            tile.customContextMenuRequested.connect(
                lambda at, tile=tile, brand=brand: self._menu_of(brand).popup(tile.mapToGlobal(at))
            )
            self._tile_flow.addWidget(tile)
            tile.show()
            self.tiles[brand.id] = tile
        for name, error in brands().broken.items():
            tile_words = Label(tr("brand.broken", name=name, why=words_of_error(error)[0]))
            tile_words.setWordWrap(True)
            set_look(tile_words, "warn")
            tile_words.setFixedWidth(px(200))
            self._tile_flow.addWidget(tile_words)
            tile_words.show()
        self._tile_area.updateGeometry()
        self._shown = None
        self.refresh()

    # acting

    def apply(self, id: str) -> None:
        """Puts a kit on the film."""
        brand = brands().find(id)
        if brand is not None:
            apply_brand(self._stage, brand)
        self._shown = None
        self.refresh()

    def toggle_lock(self) -> None:
        """Closes or opens the padlock; it is kept with the settings."""
        locked = not brand_lock().locked
        store = settings_near(self)
        if store is not None:
            store.change(brand_lock=locked)
        brand_lock().set_locked(locked)
        self._show_lock()

    def edit(self, role: str | None = None) -> BrandEditor:
        """Opens the film's kit; of a bundled one, or a look of the film's own, a copy is made."""
        brand = self.current
        dialog = BrandEditor(brand, self._stage.composition.look, role or None, self.window())
        look = self._stage.composition.look
        dialog.saved.connect(lambda made: self._saved(made, look))
        dialog.open()
        return dialog

    def _saved(self, brand: Brand, before: Look) -> None:
        brands().refresh()
        if self._stage.composition.look == before:
            apply_brand(self._stage, brand)

    def make(self) -> FromLogo:
        """Asks for a logo, and makes kits out of its colours."""
        dialog = FromLogo(self._stage.composition.language, self.window())
        dialog.made.connect(self._made)
        dialog.open()
        return dialog

    def _made(self, made: tuple[Brand, ...]) -> None:
        brands().refresh()
        apply_brand(self._stage, made[0])

    def _share_menu(self) -> None:
        menu = self._menu_of(self.current)
        menu.popup(self.share_button.mapToGlobal(self.share_button.rect().bottomLeft()))

    def _menu_of(self, brand: Brand | None) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if brand is not None:
            menu.addAction(tr("brand.export")).triggered.connect(lambda: self._choose_export(brand))
        menu.addAction(tr("brand.import")).triggered.connect(self._choose_import)
        if brand is not None and brand.is_own:
            menu.addSeparator()
            menu.addAction(tr("brand.delete")).triggered.connect(lambda: self.delete(brand.id))
        return menu

    def _choose_export(self, brand: Brand) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("brand.export"), f"{brand.id}{BRAND_SUFFIX}", f"*{BRAND_SUFFIX}"
        )
        if name:
            self.export(brand, Path(name))

    def export(self, brand: Brand, file: Path) -> None:
        """Writes a kit into one file."""
        self._run(
            lambda: export_brand(brand, file), lambda made: self._say(tr("brand.exported", name=made.name))
        )

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("brand.import"), "", f"*{BRAND_SUFFIX} *.toml")
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Takes a kit from a file among one's own; what is damaged is told, and nothing changes."""
        self._run(lambda: import_brand(file), self._taken)

    def _taken(self, brand: Brand) -> None:
        brands().refresh()
        self._say(tr("brand.imported", name=localized(brand.kit.name)))

    def delete(self, id: str) -> None:
        """Puts an own kit aside; films that use it keep their look."""
        try:
            brand = find_brand(id)
            self._gone = delete_brand(id)
        except StudioError as error:
            self._stage.refused.emit(error)
            return
        brands().refresh()
        self._say(tr("brand.deleted", name=localized(brand.kit.name)), undo=True)

    def bring_back(self) -> None:
        """Undoes the last deletion."""
        gone, self._gone = self._gone, None
        self.note.setVisible(False)
        if gone is None:
            return
        try:
            gone.restore()
        except StudioError as error:
            self._stage.refused.emit(error)
        brands().refresh()

    def _say(self, words: str, *, undo: bool = False) -> None:
        self._note_words.setText(words)
        self.undo_button.setVisible(undo)
        self.note.setVisible(True)

    def _run(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        bridge().run(lambda _job: work(), done, failed=self._stage.refused.emit, lane="files", owner=self)


def _face_words(face: str, look: Look) -> str:
    """`Display: El Messiri 700`, and beside it the face of its Latin letters where that is another one."""
    choice = getattr(look.type, face)
    words = f"{tr(f'brand.face_{face}')}: \u2068{choice.family} {choice.weight}\u2069"
    try:
        latin = latin_partner(FontCatalog.bundled().family(choice.family))
    except StudioError:
        return words
    return words if latin == choice.family else f"{words}\n{tr('brand.latin')}: \u2068{latin}\u2069"
