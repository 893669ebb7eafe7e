"""Qt's own words (menus of text fields, file dialogs) in the window's language.

The window wears them in its own look, too: `dress` gives Qt's file dialog, which systems without one of their
own show, the window's icons.
"""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton, QWidget

from studio.gui.i18n import translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look

_LATER: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("QFileDialog", "&Look in:"): "ا&بحث في:",
        ("QFileDialog", "Files of &type:"): "ن&وع الملفّات:",
        ("QAbstractFileIconProvider", "Drive"): "قرص",
        ("QAbstractFileIconProvider", "Folder"): "مجلّد",
        ("QAbstractFileIconProvider", "File Folder"): "مجلّد",
        ("QAbstractFileIconProvider", "File"): "ملفّ",
        ("QAbstractFileIconProvider", "%1 File"): "ملفّ %1",
        ("QAbstractFileIconProvider", "Shortcut"): "اختصار",
        ("QAbstractFileIconProvider", "Unknown"): "مجهول",
    }
)
"""What Qt 6.11 says in its file dialog that its own Arabic translation does not have."""

_BUTTONS: Mapping[str, str] = MappingProxyType(
    {
        "backButton": "arrow-left",
        "forwardButton": "arrow-right",
        "toParentButton": "arrow-up",
        "newFolderButton": "folder-plus",
        "listModeButton": "list",
        "detailModeButton": "list-details",
    }
)
"""Icons of Qt's file dialog, by its buttons' names: Qt's are dark on dark."""


class _Words(QTranslator):
    """Qt's words, and beside them those that it says since they were translated."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, sourceText: str, /, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        said = super().translate(context, sourceText, disambiguation, n)
        return said or _LATER.get((context, sourceText))  # none at all: Qt says its own word


class QtWords(QObject):
    """Follows the window's language for as long as the application lives."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._loaded: QTranslator | None = None
        translator().changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Loads Qt's words of the language; without them Qt speaks English."""
        language = translator().language
        QLocale.setDefault(QLocale(language))
        if self._loaded is not None:
            self._application.removeTranslator(self._loaded)
        words = _Words(self) if language == "ar" else QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._loaded = words if words.load(f"qtbase_{language}", folder) or language == "ar" else None
        if self._loaded is not None:
            self._application.installTranslator(self._loaded)


def dress(_old: QWidget | None, now: QWidget | None) -> None:
    """Once the keyboard comes into Qt's own file dialog: the window's icons, and kinds of files without the
    long lists of their endings.
    """
    dialog = None if now is None else now.window()
    if not isinstance(dialog, QFileDialog) or dialog.property("dressed"):
        return
    dialog.setProperty("dressed", True)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    for name, icon in _BUTTONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            set_look(button, "tool")
            set_icon(button, icon)
    path = dialog.findChild(QComboBox, "lookInCombo")
    if path is not None:  # /home/… begins with its slash in Arabic, too
        path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
