"""The settings for parts of the window that are not handed them."""

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.gui.preferences import Preferences
from studio.services.settings import Settings, SettingsStore


def settings_near(widget: QWidget) -> SettingsStore | None:
    """Those of the window that the widget is in; None outside of the program's window."""
    preferences = getattr(widget.window(), "preferences", None)
    return preferences.store if isinstance(preferences, Preferences) else None


def follow_settings(store: SettingsStore, call: Callable[[Settings], object]) -> None:
    """Calls a method of a part of the window after every change, while there is that part.

    The settings last as long as the program and do not keep the part, nor the project that it belongs to.
    """
    method = WeakMethod(call)

    def tell(settings: Settings) -> None:
        found = method()
        if found is not None and isValid(getattr(found, "__self__", None)):
            found(settings)

    store.listen(tell)
