"""Where films go: the export profiles of the presets, in the order people ask for them, and the still."""

from msgspec import Struct

from studio.gui.i18n import localized, tr
from studio.model.export import ExportProfile
from studio.presets.catalog import Catalog, bundled

STILL = "still"

_ICONS = {
    "instagram": "brand-instagram",
    "tiktok": "brand-tiktok",
    "youtube": "brand-youtube",
    "whatsapp": "brand-whatsapp",
    "x": "brand-x",
    "projector": "presentation",
    STILL: "photo",
    "archive": "database",
    "draft": "eye",
}
"""Icons by profile; others get a film's.  The order is that of the sheet."""


class Destination(Struct, frozen=True):
    """profile: None for a still."""

    id: str
    icon: str
    profile: ExportProfile | None

    @property
    def name(self) -> str:
        """In the window's language."""
        return tr("export.still") if self.profile is None else localized(self.profile.name)

    @property
    def note(self) -> str:
        """What the place asks for, in one line; may be empty."""
        return "" if self.profile is None else localized(self.profile.note)


def destinations(catalog: Catalog | None = None) -> tuple[Destination, ...]:
    """All there are: the known ones first, then what else the folders of presets hold."""
    catalog = catalog or bundled()
    ids = catalog.ids("exports")
    known = [id for id in _ICONS if id in ids or id == STILL]
    return tuple(
        Destination(id, _ICONS.get(id, "movie"), None if id == STILL else catalog.export(id))
        for id in (*known, *(id for id in ids if id not in _ICONS))
    )
