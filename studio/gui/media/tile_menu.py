"""What can be done with the tiles that are chosen, as a menu: what the bin's buttons do, and their folder."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from studio.gui.export.places import open_folder
from studio.gui.i18n import tr
from studio.gui.theme.icons import set_icon

if TYPE_CHECKING:
    from studio.gui.media.bin import MediaBin


class TileMenu(QObject):
    """For as long as the bin lives.  What a button cannot do now, the menu cannot do either."""

    def __init__(self, media: "MediaBin") -> None:
        super().__init__(media)
        self._bin = media
        self.menu: QMenu | None = None
        media.view.menu_wanted.connect(self._open)

    def _open(self, at: QPoint) -> None:
        media, chosen = self._bin, self._bin.view.chosen
        if self.menu is not None:
            self.menu.deleteLater()
        menu = self.menu = QMenu(media)
        if not chosen:
            self._add("media.import", "photo-plus", media.choose_files)
            menu.popup(at)
            return
        one = chosen[0] if len(chosen) == 1 else None
        inserts, replaces, removes = (
            part.isEnabled() for part in (media.insert_button, media.replace_button, media.remove_button)
        )
        keys = Qt.Key.Key_Enter if inserts else None  # on a missing tile Enter replaces
        self._add("media.insert", "plus", media.insert_button.click, enabled=inserts, key=keys)
        if any(item.is_missing for item in chosen):
            self._add("media.find", "search", media.find_missing)
        self._add("media.replace", "refresh", media.choose_replacement, enabled=replaces)
        self._add("media.folder", "folder-open", self._show_folder, enabled=bool(one and one.file))
        menu.addSeparator()
        self._add("media.remove", "trash", media.remove, enabled=removes, key=Qt.Key.Key_Delete)
        menu.popup(at)

    def _add(
        self,
        words: str,
        icon: str,
        run: Callable[[], object],
        *,
        enabled: bool = True,
        key: Qt.Key | None = None,
    ) -> None:
        assert self.menu is not None
        action = self.menu.addAction(tr(words))
        set_icon(action, icon)
        action.setEnabled(enabled)
        if key is not None:  # told only: the tiles have their keys themselves
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _=False: run())

    def _show_folder(self) -> None:
        for item in self._bin.view.chosen[:1]:
            if item.file is not None:
                open_folder(item.file)
