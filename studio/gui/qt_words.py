"""Qt's own words (menus of text fields, file dialogs) in the window's language."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from studio.gui.i18n import translator


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
        words = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._loaded = words if words.load(f"qtbase_{language}", folder) else None
        if self._loaded is not None:
            self._application.installTranslator(self._loaded)
