"""Shortcuts among the settings: how many are one's own, and the page to change them."""

from PySide6.QtWidgets import QWidget

from studio.gui.actions import hub
from studio.gui.dialogs.shortcuts import ShortcutsDialog
from studio.gui.i18n import tr
from studio.gui.settings.rows import ButtonRow
from studio.services.settings import SettingsStore


class KeysRow(ButtonRow):
    """over: the dialog that the page opens over."""

    def __init__(self, store: SettingsStore, over: QWidget) -> None:
        super().__init__("keys", self._open)
        self._store, self._over = store, over

    def _open(self) -> None:
        page = ShortcutsDialog(hub(), self._over, self._store)
        page.finished.connect(self._tell)
        page.open()

    def retranslate(self) -> None:
        super().retranslate()
        self._tell()

    def show_value(self, value: object) -> None:
        self._tell()

    def _tell(self, *_: object) -> None:
        self.say(tr("settings.keys_own", count=len(self._store.value.keys)))
