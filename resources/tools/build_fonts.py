"""Remake assets/fonts from a folder of unpacked font packages.  Needs no network.

    python resources/tools/build_fonts.py PACKAGES [SLUG ...]

PACKAGES holds one unpacked folder for each package that a `[build] package` in assets/fonts/*/font.toml
names, without its scope (`cairo` for `@fontsource/cairo`).
How a family is built is said by its font.toml (`space`: the width of a space, in units of a thousandth):

- mode "merge": the files of all subsets become one font, unhinted, with clean names.
- mode "keep": the files are only unpacked from WOFF2.  Their licence reserves the name for files that
  nobody has changed, and unpacking is no change (OFL FAQ 2.2).  The catalogue reads the parts as one face.
- mode "trim": unpacked parts, for variable fonts, which cannot be merged.  The Arabic part gives up the few
  Latin letters that it holds, so that Latin words come whole from the Latin part, with their kerning.

A merge is checked before it is written: every Arabic sample and every pair of Latin letters must give the
same outlines at the same places as the file of that script alone; else the build fails.
The same packages give the same bytes: no time of day is written.
"""

import itertools
import logging
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.merge import Merger, Options
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables import otTables

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
UPEM = 1000
FIXED_TIME = 3_786_912_000  # 2024-01-01 in seconds since 1904, the epoch of the head table
UNUSED_TABLES = ["fpgm", "prep", "cvt ", "gasp", "STAT", "DSIG", "meta", "VDMX", "hdmx", "LTSH"]
WEIGHT_NAMES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
LATIN_ONLY = {*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250)}
CONTROLS = {*range(0x20), *range(0x7F, 0xA0)}

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیٹڈڑںھہۂۃےۓٱ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"
SENTENCES = (
    "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ",
    "الحِوارُ الرَّقميُّ مَساحَةٌ لِلتَّلاقي، لا لِلتَّنافُر؛ فهل نَبدأ؟",
    "صِف خَلقَ خَودٍ كَمِثلِ الشَمسِ إِذ بَزَغَت — يَحظى الضَجيعُ بِها نَجلاءَ مِعطارِ",
    "لأنّ الإنسانَ لآدم لإبراهيم لا إله إلّا الله ﷺ ﷲ ﴾١٢٣﴿ ٤٥٦٪ ٧٫٨٩",
    "گفت‌وگو می‌خواهم؛ پژوهشگران چهار روز ۰۱۲۳۴۵۶۷۸۹",
    "یہ ایک ٹھنڈا دن ہے، ڑاکٹر کے گھر میں بڑھئی",
    "حـوار حــوار عـ‍ـ هـ ‍ه‍",
    "إِنَّا أَنزَلْنَٰهُ قُرْءَٰنًا عَرَبِيًّا لَّعَلَّكُمْ تَعْقِلُونَ ۝ ۚ ۖ",
)


def subset_file(package: Path, slug: str, subset: str, weight: str) -> Path:
    """weight: a number, or the axes that the package names its variable files by (`wght`, `full`)."""
    return package / "files" / f"{slug}-{subset}-{weight}-normal.woff2"


def load(path: Path) -> TTFont:
    font = TTFont(path, recalcTimestamp=False, lazy=False)
    font.flavor = None
    return font


def set_cmap(font: TTFont, without: set[int]) -> None:
    for table in font["cmap"].tables:
        if table.format in (4, 12):
            table.cmap = {code: name for code, name in table.cmap.items() if code not in without}


def anchored_marks(font: TTFont) -> set[str]:
    """The glyphs that GPOS attaches to a letter as marks."""
    found: set[str] = set()
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for outer in lookup.SubTable:
            table = getattr(outer, "ExtSubTable", outer)
            if isinstance(table, otTables.MarkBasePos):
                found.update(table.MarkCoverage.glyphs)
    return found


def repair_marks(font: TTFont) -> None:
    """Take out ligatures of marks (shadda with a vowel) that the font attaches to nothing.

    Changa gives them a width, so that a word falls apart; in Tajawal and El Messiri they stand at the pen.
    Without them the shadda is attached to the letter and the vowel to the shadda, as the font can well do.
    """
    marks = {name for code, name in font.getBestCmap().items() if 0x064B <= code <= 0x0670}
    marks -= {name for code, name in font.getBestCmap().items() if 0x0660 <= code <= 0x066F}
    anchored = anchored_marks(font)
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for outer in lookup.SubTable:
            table = getattr(outer, "ExtSubTable", outer)
            if not isinstance(table, otTables.LigatureSubst):
                continue
            for first in [name for name in table.ligatures if name in marks]:
                table.ligatures[first] = [
                    one
                    for one in table.ligatures[first]
                    if one.LigGlyph in anchored or not marks.issuperset(one.Component)
                ]
                if not table.ligatures[first]:
                    del table.ligatures[first]


def prepare(fonts: list[TTFont], latin_keeps: set[int]) -> None:
    """Give each character to one file, so that the merger has no doubles to swap by `locl`.

    The Arabic file keeps the space and the signs (its kerning speaks of them), the Latin files keep the
    Latin letters that the Arabic file holds only to make its Latin script tables non-empty, and what the
    recipe's `latin_keeps` names (Vazirmatn kerns the space in Latin only).
    """
    repair_marks(fonts[0])
    taken: set[int] = set()
    for index, font in enumerate(fonts):
        others = {code for other in fonts[1:] for code in other.getBestCmap()}
        without = taken | CONTROLS | (((LATIN_ONLY | latin_keeps) & others) if index == 0 else set())
        set_cmap(font, without)
        taken |= set(font.getBestCmap())
        scale_upem(font, UPEM)
        for glyph in font["glyf"].glyphs.values():
            glyph.removeHinting()


def rename(font: TTFont, family: str, weight: int) -> None:
    """Keep copyright, version and licence; the family name is the right one, the rest follows from it."""
    table = font["name"]
    kept = {code: table.getDebugName(code) for code in (0, 5, 13, 14)}
    table.names = []
    style = WEIGHT_NAMES[weight]
    basic = weight in (400, 700)
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {
        **kept,
        1: family if basic else f"{family} {style}",
        2: style if basic else "Regular",
        3: f"{kept[5]};{postscript};merged",
        4: f"{family} {style}",
        6: postscript,
    }
    if not basic:
        names |= {16: family, 17: style}
    for code, value in sorted(names.items()):
        if value:
            table.setName(value, code, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0x61) | (0x20 if weight == 700 else 0x40)
    font["head"].macStyle = 1 if weight == 700 else 0


def merge(parts: list[Path], family: str, weight: int, target: Path, latin_keeps: set[int]) -> None:
    fonts = [load(path) for path in parts]
    first = fonts[0]
    metrics = {
        (tag, name): getattr(first[tag], name) * UPEM / first["head"].unitsPerEm
        for tag, name in (
            *(("hhea", name) for name in ("ascent", "descent", "lineGap")),
            *(("OS/2", f"sTypo{name}") for name in ("Ascender", "Descender", "LineGap")),
            *(("OS/2", f"usWin{name}") for name in ("Ascent", "Descent")),
        )
    }
    prepare(fonts, latin_keeps)
    with tempfile.TemporaryDirectory() as folder:
        prepared = []
        for index, font in enumerate(fonts):
            prepared.append(str(Path(folder) / f"{index}.ttf"))
            font.save(prepared[-1])
        merged = Merger(options=Options(drop_tables=UNUSED_TABLES)).merge(prepared)
        for (tag, name), value in metrics.items():
            setattr(merged[tag], name, round(value))
        rename(merged, family, weight)
        merged["post"].formatType = 3.0
        merged["head"].created = merged["head"].modified = FIXED_TIME
        merged.recalcTimestamp = False
        merged.save(target)


def trim(parts: list[Path], family: str, targets: list[Path]) -> None:
    fonts = [load(path) for path in parts]
    others = {code for font in fonts[1:] for code in font.getBestCmap()}
    for index, (font, target) in enumerate(zip(fonts, targets, strict=True)):
        if index == 0:
            repair_marks(font)
        set_cmap(font, CONTROLS | ((LATIN_ONLY & others) if index == 0 else set()))
        for tag in (tag for tag in ("fpgm", "prep", "cvt ", "gasp", "DSIG", "meta") if tag in font):
            del font[tag]
        for glyph in font["glyf"].glyphs.values():
            glyph.removeHinting()
        font["name"].setName(family, 16, 3, 1, 0x409)  # some name the family after its default weight
        font.save(target, reorderTables=None)


def widen_space(path: Path, width: int) -> None:
    """Give a font a space where it has none: manuscripts ran their words together, readers today do not."""
    font = TTFont(path, recalcTimestamp=False)
    for code in (0x20, 0xA0):
        name = font.getBestCmap().get(code)
        if name is not None:
            font["hmtx"][name] = (width, 0)
            font["GDEF"].table.GlyphClassDef.classDefs[name] = 1  # a mark has no width
    font.save(path)


Shape = list[tuple[object, ...]]


class Shaper:
    """One font file for comparing: text to outlines and places, scaled to UPEM."""

    def __init__(self, path: Path) -> None:
        font = load(path)
        if "GSUB" in font and "GPOS" in font:
            repair_marks(font)
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.ttf"
            font.save(plain)
            self._face = hb.Face(plain.read_bytes())
        self._font = hb.Font(self._face)
        self._scale = UPEM / self._face.upem
        self.characters = frozenset(self._face.unicodes)
        self._outlines: dict[int, tuple[object, ...]] = {}

    def _outline(self, glyph: int) -> tuple[object, ...]:
        if glyph not in self._outlines:
            pen = RecordingPen()
            self._font.draw_glyph_with_pen(glyph, pen)
            self._outlines[glyph] = tuple(
                (verb, tuple(round(value * self._scale) for point in points for value in point))
                for verb, points in pen.value
            )
        return self._outlines[glyph]

    def shape(self, text: str) -> Shape:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer)
        return [
            (self._outline(info.codepoint), info.cluster, *(round(v * self._scale) for v in place.position))
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]


def arabic_samples() -> Iterator[str]:
    yield from SENTENCES
    for one, two in itertools.product(LETTERS, repeat=2):
        yield f"{one}{two} ب{one}{two}ب"
    for letter, mark in itertools.product(LETTERS, MARKS):
        yield f"{letter}{mark} ب{letter}{mark}ب ل{letter}{mark}{MARKS[6]}"


def latin_samples() -> Iterator[str]:
    letters = [chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))]
    for one, two in itertools.product([*letters, ".", ",", "1", "7", "é", "Ö"], repeat=2):
        yield one + two
    yield from ("office fi ffl fjord", "To Av. We, Ty 1234567890", "Ligne à l'école — naïve cœur")


def nearly(one: object, two: object) -> bool:
    """Equal, but for two roundings where the units per em were changed."""
    if isinstance(one, tuple | list) and isinstance(two, tuple | list):
        return len(one) == len(two) and all(itertools.starmap(nearly, zip(one, two, strict=True)))
    if isinstance(one, int) and isinstance(two, int):
        return abs(one - two) <= 2
    return one == two


def differences(alone: Path, merged: Path, samples: Iterator[str]) -> list[str]:
    """The samples, as far as the file alone covers them, that the merged font sets otherwise."""
    before, after = Shaper(alone), Shaper(merged)
    ignorable = set(map(ord, "\u200c\u200d"))
    wrong = []
    for sample in samples:
        text = "".join(char for char in sample if ord(char) in before.characters | ignorable)
        if text and not nearly(before.shape(text), after.shape(text)):
            wrong.append(text)
    return wrong


def build(folder: Path, packages: Path) -> None:
    card = tomllib.loads((folder / "font.toml").read_text(encoding="utf-8"))
    recipe: dict[str, Any] = card["build"]
    package = packages / str(recipe["package"]).split("/")[-1]
    licence = (package / recipe.get("license", "LICENSE")).read_bytes()
    (folder / "OFL.txt").write_bytes(licence.replace(b"\r\n", b"\n"))
    faces = card.get("weights") or {recipe["axes"]: card["variable"]}
    for weight, names in faces.items():
        if "files" in recipe:
            parts = [package / name for name in recipe["files"][weight]]
        else:
            parts = [subset_file(package, card["slug"], subset, weight) for subset in recipe["subsets"]]
        targets = [folder / name for name in names]
        if recipe["mode"] == "trim":
            trim(parts, card["family"], targets)
        elif recipe["mode"] == "keep":
            for part, target in zip(parts, targets, strict=True):
                font = load(part)
                font.save(target, reorderTables=None)
        else:
            latin_keeps = set(map(ord, recipe.get("latin_keeps", "")))
            merge(parts, card["family"], int(weight), targets[0], latin_keeps)
            latin = parts[recipe["subsets"].index("latin")]
            wrong = differences(parts[0], targets[0], arabic_samples())
            wrong += differences(latin, targets[0], latin_samples())
            if wrong:
                print(f"{targets[0].name}: merging changed {len(wrong)} samples, first: {wrong[:12]}")
                FAILED.append(targets[0].name)
        if "space" in recipe:
            widen_space(targets[0], recipe["space"])
        print(f"{targets[0].name}: {sum(target.stat().st_size for target in targets):,} bytes")


FAILED: list[str] = []


def main() -> int:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    packages, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    for card in sorted(FONTS.glob("*/font.toml")):
        recipe = tomllib.loads(card.read_text(encoding="utf-8")).get("build")
        if recipe and (not wanted or card.parent.name in wanted):
            build(card.parent, packages)
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
