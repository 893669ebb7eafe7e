"""F1 inside a dialog: the manual, at what it says about it."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from studio.gui.actions import hub
from studio.gui.manual.viewer import ManualViewer


class DialogHelp:
    """The window's own F1 does not reach a dialog that keeps the window waiting; this one does.

    topic: one of `pages.TOPICS`.
    """

    def __init__(self, dialog: QDialog, topic: str) -> None:
        self._dialog, self.topic = dialog, topic
        self.viewer: ManualViewer | None = None
        for keys in hub().keys_of("help.manual"):
            shortcut = QShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText), dialog)
            shortcut.activated.connect(self.show)

    def show(self) -> None:
        """Opens the manual; a child of the dialog, so that it can be used while that one is open."""
        if self.viewer is None:
            self.viewer = ManualViewer(self._dialog)
        self.viewer.show_topic(self.topic)
