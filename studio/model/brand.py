"""Brand kits, palettes and type pairs: what templates name by role."""

from typing import Annotated, Literal

from pydantic import Field

from studio.model.document import Identifier, Model, Unit
from studio.model.style import AxisSettings

Hex = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Palette(Model):
    """Eight roles; every pair that carries text keeps WCAG 4.5:1 (STYLE section 5).  Default: Hiwar, dark."""

    bg: Hex = "#002527"
    surface: Hex = "#023538"
    ink: Hex = "#F6F1E7"
    muted: Hex = "#A2BEBD"
    accent: Hex = "#F49463"
    accent_2: Annotated[Hex, Field(alias="accent-2")] = "#C2B7F9"
    positive: Hex = "#81DFC1"
    warning: Hex = "#F4DC62"

    model_config = Model.model_config | {"populate_by_name": True}

    def role(self, name: str) -> str:
        return str(getattr(self, name.replace("-", "_")))


class FontChoice(Model):
    """A face; `axes` are places on a variable family's other axes, e.g. `{ HEXP = 60 }`."""

    family: str
    weight: Annotated[int, Field(ge=100, le=900)] = 400
    axes: AxisSettings = Field(default_factory=dict)


class TypePair(Model):
    """A display face for hooks, titles and numbers, and a text face for the rest (T1 … T7 of STYLE 4)."""

    display: FontChoice = FontChoice(family="El Messiri", weight=700)
    text: FontChoice = FontChoice(family="IBM Plex Sans Arabic", weight=400)
    strong: FontChoice = FontChoice(family="IBM Plex Sans Arabic", weight=600)
    """The text face where it is stressed: captions, labels over footage."""


class Logo(Model):
    """A logo of a kit.  media: a media id of the project, or a file beside the kit."""

    media: str
    clear_space: Unit = 0.5
    """Free space around it as a share of its height."""


class Look(Model):
    """The palette and faces that a composition is drawn with."""

    palette: Palette = Palette()
    type: TypePair = TypePair()
    logos: tuple[Logo, ...] = ()


class BrandKit(Model):
    """A named look, from presets/brands or the person's own; sets defaults for every template."""

    schema_version: Literal[1] = 1
    id: Identifier
    name: dict[str, str]
    note: dict[str, str] = Field(default_factory=dict)
    look: Look = Look()
