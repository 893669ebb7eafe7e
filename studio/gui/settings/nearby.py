"""The settings for parts of the window that are not handed them."""

from PySide6.QtWidgets import QWidget

from studio.gui.preferences import Preferences
from studio.services.settings import SettingsStore


def settings_near(widget: QWidget) -> SettingsStore | None:
    """Those of the window that the widget is in; None outside of the program's window."""
    preferences = getattr(widget.window(), "preferences", None)
    return preferences.store if isinstance(preferences, Preferences) else None
