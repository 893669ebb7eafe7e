"""All brand kits, for whoever lists them; a signal when one was made, changed or deleted."""

from functools import cache

from PySide6.QtCore import QObject, Signal

from studio.base.errors import StudioError
from studio.services.brands import Brand, Shelf, all_brands


class BrandShelf(QObject):
    """Read once, and anew after `refresh`.  One for the program: `brands()`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        if self._shelf is None:
            self._shelf = all_brands()
        return self._shelf

    @property
    def all(self) -> tuple[Brand, ...]:
        """People's own first."""
        return self.shelf.brands

    @property
    def broken(self) -> dict[str, StudioError]:
        return self.shelf.broken

    def find(self, identifier: str) -> Brand | None:
        return next((one for one in self.all if one.id == identifier), None)

    def refresh(self) -> None:
        """Own kits are others now."""
        self._shelf = None
        self.changed.emit()


@cache
def brands() -> BrandShelf:
    """The program's one shelf."""
    return BrandShelf()
