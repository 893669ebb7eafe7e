"""The window's colours, as data: dark, light and high contrast.

Contrast was computed for all pairs that meet: text at least 5.2:1 on its ground, marks at least 3.6:1.  The
picture on the canvas is the brightest thing, and there is one accent.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

SchemeName = Literal["dark", "light", "contrast"]


class Palette(Struct, frozen=True):
    """Colours as `#RRGGBB`.

    window, panel, raised, field: grounds, from behind to in front.  on_accent: text on accent.  chosen:
    ground of what is selected.  playhead: the one red line of the timeline.
    """

    name: SchemeName
    window: str
    panel: str
    raised: str
    field: str
    border: str
    text: str
    muted: str
    link: str
    accent: str
    on_accent: str
    chosen: str
    focus: str
    ok: str
    warn: str
    error: str
    playhead: str

    @property
    def is_dark(self) -> bool:
        return self.name != "light"

    def color(self, role: str) -> str:
        """The colour of a role by its name (`accent`, `muted` …).  Raises AttributeError for another."""
        return str(getattr(self, role))


DARK = Palette(
    "dark",
    window="#14171C",
    panel="#1C2027",
    raised="#2A303A",
    field="#101317",
    border="#7F8A99",
    text="#F1F4F8",
    muted="#AEB8C5",
    link="#4FD1C1",
    accent="#2DB5A5",
    on_accent="#06201D",
    chosen="#17524B",
    focus="#8AB8FF",
    ok="#5BD08A",
    warn="#FFC24B",
    error="#FF938A",
    playhead="#FF6B5E",
)
LIGHT = Palette(
    "light",
    window="#E9EDF1",
    panel="#FFFFFF",
    raised="#F3F5F8",
    field="#FFFFFF",
    border="#727C88",
    text="#161B22",
    muted="#4D5866",
    link="#0B6E63",
    accent="#0B7A6E",
    on_accent="#FFFFFF",
    chosen="#CBEBE6",
    focus="#1458C8",
    ok="#1B6E3D",
    warn="#805200",
    error="#B3261E",
    playhead="#C62F26",
)
CONTRAST = Palette(
    "contrast",
    window="#000000",
    panel="#000000",
    raised="#000000",
    field="#000000",
    border="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    link="#FFE94A",
    accent="#FFE94A",
    on_accent="#000000",
    chosen="#3A3A00",
    focus="#00E5FF",
    ok="#6CFF9E",
    warn="#FFD24A",
    error="#FFA39B",
    playhead="#FF7AF2",
)

PALETTES: Mapping[SchemeName, Palette] = MappingProxyType({one.name: one for one in (DARK, LIGHT, CONTRAST)})

CLIPS: Mapping[str, str] = MappingProxyType(
    {
        "video": "#2F5E96",
        "image": "#2B6A70",
        "text": "#6A4799",
        "caption": "#8A5A1E",
        "audio": "#2F6B40",
        "shape": "#525D6B",
        "chart": "#93406A",
    }
)
"""Grounds of clips on the timeline by what they hold; their text is white, in every scheme."""
