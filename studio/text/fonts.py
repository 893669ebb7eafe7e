"""The font catalogue: families and their weights, and the font for a character that a font lacks.

A family is one folder of assets/fonts with its `font.toml`, or a person's own font file.  A weight of a
family may be several files (parts by script), where the licence forbids merging them: `face` gives the
part that holds Arabic, `fallback` finds the others.
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.errors import FontError
from studio.base.paths import assets_dir
from studio.text.coverage import is_covered, is_emoji
from studio.text.font_file import Axis, FaceSource, FontFace, open_face
from studio.text.font_reading import Embedding, FaceInfo, read_font_file

Style = Literal["naskh", "nastaliq", "ruqaa", "kufi", "sans", "display", "hand", "emoji"]
Kashida = Literal["stretch", "swap", "none"]

EMOJI_FAMILY = "Noto Color Emoji"
PLAIN_FAMILY = "IBM Plex Sans Arabic"
"""Drawn instead of a font that is missing, where nothing else is named: it has all letters, and no moods."""

# Where to look for what a family lacks, the nearest in style first.  Together they hold all that the
# bundle covers.
_NASKH = ("Noto Naskh Arabic", "Scheherazade New", "Amiri", "Noto Sans Arabic", "IBM Plex Sans Arabic")
_SANS = ("Vazirmatn", "Noto Sans Arabic", "IBM Plex Sans Arabic", "Noto Naskh Arabic", "Amiri")
_FALLBACK: Mapping[Style, tuple[str, ...]] = {
    "naskh": _NASKH,
    "nastaliq": _NASKH,
    "ruqaa": _NASKH,
    "sans": _SANS,
    "display": ("Noto Kufi Arabic", *_SANS),
    "hand": _SANS,
    "kufi": ("Noto Kufi Arabic", "Noto Sans Arabic", "Vazirmatn", "IBM Plex Sans Arabic", "Amiri"),
    "emoji": ("Noto Sans Arabic", "IBM Plex Sans Arabic"),
}
_LAST = ("Scheherazade New", "Reem Kufi", "El Messiri")  # rare marks, Vietnamese, Cyrillic


class FontFamily(Struct, frozen=True):
    """A family and how it is to be used.

    weights: the files of each; of a variable family the hundreds within its range, though every weight
    between them can be had.  axes: of a variable family, all of them.
    capabilities: what it can write, see `studio.text.font_facts`.
    kashida: "stretch" if U+0640 can be drawn longer, "swap" if runs of it become other glyphs, "none".
    Both are told of the bundled families only; of people's own `studio.text.font_check` measures them.
    license_file: None for people's own fonts.
    """

    name: str
    slug: str
    style: Style
    weights: Mapping[int, tuple[FaceSource, ...]]
    italics: Mapping[int, tuple[FaceSource, ...]] = field(default_factory=dict)
    moods: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    capabilities: frozenset[str] = frozenset()
    kashida: Kashida = "none"
    license_file: Path | None = None
    reserved_font_names: tuple[str, ...] = ()
    version: str = ""
    origin: str = ""
    embedding: Embedding = "installable"
    axes: tuple[Axis, ...] = ()

    @property
    def is_bundled(self) -> bool:
        return self.license_file is not None


def nearest_weight(wanted: int, weights: Iterable[int]) -> int:
    """The weight to use for one that a family may lack (CSS Fonts Level 4, section 5.2, font-weight)."""
    available = sorted(weights)
    lighter = [weight for weight in reversed(available) if weight < wanted]
    heavier = [weight for weight in available if weight >= wanted]
    if wanted < 400:
        order = [*heavier[: heavier[:1] == [wanted]], *lighter, *heavier]
    elif wanted > 500:
        order = [*heavier, *lighter]
    else:
        order = [*(weight for weight in heavier if weight <= 500), *lighter, *heavier]
    return order[0]


_Asked = tuple[str, str, int, bool, tuple[tuple[str, float], ...]]


class FontCatalog:
    """Families by name.  A value: adding a file makes a new catalogue."""

    def __init__(self, families: Iterable[FontFamily], stand_ins: Mapping[str, str] | None = None) -> None:
        """stand_ins: for families that are missing, by name, the family to use."""
        self._families = {family.name.casefold(): family for family in families}
        self._stand_ins = {_plain(name): family for name, family in (stand_ins or {}).items()}
        self._found: dict[_Asked, FontFace | None] = {}

    @staticmethod
    def bundled() -> "FontCatalog":
        """The families that come with the program; read once a process."""
        return _bundled(assets_dir() / "fonts")

    def families(self) -> tuple[FontFamily, ...]:
        """All families, by name."""
        return tuple(family for _, family in sorted(self._families.items()))

    def family(self, name: str) -> FontFamily:
        """The family of a name (capitals do not matter) or slug.

        Raises FontError with the nearest names if there is none.
        """
        wanted = _plain(name)
        found = self._families.get(wanted) or self._families.get(wanted.replace("-", " "))
        if found is None and wanted in self._stand_ins:
            found = self._families.get(_plain(self._stand_ins[wanted])) or self.family(PLAIN_FAMILY)
        if found is None:
            close = difflib.get_close_matches(wanted, self._families, n=3, cutoff=0.5)
            hint = "`studio fonts list` names them; `studio fonts add FILE PROJECT` adds one of your own."
            if close:
                hint = f"Did you mean {', '.join(self._families[one].name for one in close)}?"
            raise FontError(f"There is no font family “{name}”.", hint)
        return found

    def face(
        self,
        family: str,
        weight: int = 400,
        *,
        italic: bool = False,
        axes: Mapping[str, float] | None = None,
    ) -> FontFace:
        """The face nearest to a weight; upright if the family has no italic.

        A variable family is set at exactly that weight, within its range.  axes: places on its other axes
        by tag (`wdth`, `HEXP` …), clamped to their ranges; those that it lacks are passed over.

        Raises FontError if there is no such family.
        """
        return self._parts(self.family(family), weight, italic, axes or {})[0]

    def fallback_chain(self, family: str) -> tuple[str, ...]:
        """Names of the families to look in, in order: this one, those like it, emoji, people's own."""
        own = self.family(family)
        others = (*_FALLBACK[own.style], *_LAST, EMOJI_FAMILY)
        added = (one.name for one in self.families() if not one.is_bundled)
        chain = dict.fromkeys((own.name, *(name for name in others if name.casefold() in self._families)))
        return tuple(chain | dict.fromkeys(added))

    def fallback(self, cluster: str, primary: FontFace, weight: int | None = None) -> FontFace | None:
        """The face to draw a grapheme cluster in: `primary` if it can, else another; None if none can.

        The whole cluster comes from one font, so that marks stand on their letter.  Joiners, direction
        marks and selectors need no glyph.  What has no font must be reported, never drawn as a box.
        """
        weight = primary.weight if weight is None else weight
        picture = is_emoji(cluster)
        if not picture and is_covered(cluster, primary.characters):
            return primary
        key = (cluster, primary.family, weight, primary.italic, primary.source.variations)
        if key not in self._found:
            self._found[key] = self._find(cluster, primary, weight, picture)
        return self._found[key]

    def _find(self, cluster: str, primary: FontFace, weight: int, picture: bool) -> FontFace | None:
        chain = list(self.fallback_chain(primary.family))
        if picture and EMOJI_FAMILY in chain:
            chain.remove(EMOJI_FAMILY)
            chain.insert(0, EMOJI_FAMILY)
        for name in chain:
            axes = dict(primary.source.variations) if name == primary.family else {}
            for face in self._parts(self.family(name), weight, primary.italic, axes):
                if is_covered(cluster, face.characters):
                    return face
        return None

    def is_missing(self, name: str) -> bool:
        """Whether another family stands in for this one, because its file is missing."""
        return _plain(name) in self._stand_ins and _plain(name) not in self._families

    def with_stand_ins(self, stand_ins: Mapping[str, str]) -> "FontCatalog":
        """A catalogue in which families that are missing are drawn in others, by name."""
        return FontCatalog(self._families.values(), {**self._stand_ins, **stand_ins})

    def with_file(self, path: Path) -> "FontCatalog":
        """A catalogue that has the faces of a font file too; they join a family that has the same name.

        Raises FontError if the file is no font or is damaged.
        """
        families = dict(self._families)
        for info in read_font_file(path):
            name = info.family.casefold()
            families[name] = _with_face(families.get(name), info)
        return FontCatalog(families.values(), self._stand_ins)

    def _parts(
        self, family: FontFamily, weight: int, italic: bool, axes: Mapping[str, float]
    ) -> tuple[FontFace, ...]:
        slanted = italic and bool(family.italics)
        weights = family.italics if slanted or not family.weights else family.weights
        chosen = nearest_weight(weight, weights)
        sources = weights[chosen]
        axis = sources[0].axis("wght")
        if axis is not None:
            chosen = round(axis.clamped(weight))
        settings = {**axes, "wght": float(chosen)}
        return tuple(open_face(source.at(settings), family.name, chosen, slanted) for source in sources)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _steps(low: float, high: float) -> list[int]:
    """The weights to name of a variable family: its ends, and the hundreds between them."""
    first, last = max(1, round(low)), min(1000, round(high))
    return sorted({first, last, *range(-(-first // 100) * 100, last + 1, 100)})


def _with_face(family: FontFamily | None, info: FaceInfo) -> FontFamily:
    sources: dict[int, tuple[FaceSource, ...]] = {info.weight: (info.source,)}
    if info.weights:
        sources = dict.fromkeys(_steps(*info.weights), (info.source,))
    old_weights = dict(family.weights) if family else {}
    old_italics = dict(family.italics) if family else {}
    known = {axis.tag for axis in family.axes} if family else set()
    new = FontFamily(
        name=info.family,
        slug=info.family.casefold().replace(" ", "-"),
        style="sans",
        weights={},
        origin=str(info.source.path),
    )
    return replace(
        family or new,
        weights=old_weights if info.italic else old_weights | sources,
        italics=old_italics | sources if info.italic else old_italics,
        license_file=None,
        embedding=_stricter(info.embedding, family.embedding if family else "installable"),
        axes=(*(family.axes if family else ()), *(a for a in info.source.axes if a.tag not in known)),
    )


_EMBEDDINGS: tuple[Embedding, ...] = ("installable", "editable", "preview", "restricted")


def _stricter(one: Embedding, other: Embedding) -> Embedding:
    return max(one, other, key=_EMBEDDINGS.index)


@lru_cache(maxsize=4)
def _bundled(folder: Path) -> FontCatalog:
    return FontCatalog(_read_card(card) for card in sorted(folder.glob("*/font.toml")))


def _read_card(path: Path) -> FontFamily:
    card: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    folder = path.parent
    axes = tuple(Axis(tag, *map(float, values)) for tag, values in card.get("axes", {}).items())
    if "variable" in card:
        files = tuple(FaceSource(folder / name, 0, axes) for name in card["variable"])
        low, _, high = card["axes"]["wght"]
        weights = dict.fromkeys(_steps(low, high), files)
    else:
        weights = {
            int(weight): tuple(FaceSource(folder / name) for name in names)
            for weight, names in card["weights"].items()
        }
    return FontFamily(
        name=card["family"],
        slug=card["slug"],
        style=card["style"],
        weights=weights,
        moods=tuple(card["moods"]),
        pairs=tuple(card["pairs"]),
        capabilities=frozenset(card["capabilities"]),
        kashida=card["kashida"],
        license_file=folder / card["license"],
        reserved_font_names=tuple(card["reserved_font_names"]),
        version=card["version"],
        origin=card["source"],
        axes=axes,
    )
