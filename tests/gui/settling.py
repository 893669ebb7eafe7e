"""Waiting until the window is at rest."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.bridge import bridge

WAIT = 120_000
"""Milliseconds that something may take on a machine with much else to do; it waits no longer than it must."""


def settle(qtbot: QtBot) -> None:
    """Until no work is left, its results are in the window, and what they led to is done as well."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
        QApplication.processEvents()
