"""The padlock of the brand: while it is closed, fields of colour and font offer the brand's roles alone."""

from functools import cache

from PySide6.QtCore import QObject, Signal


class BrandLock(QObject):
    """Whether films keep to their brand.  One for the program: `brand_lock()`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locked = False

    @property
    def locked(self) -> bool:
        return self._locked

    def set_locked(self, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self.changed.emit()


@cache
def brand_lock() -> BrandLock:
    """The program's one padlock."""
    return BrandLock()
