"""Remake the bundled subset of Noto Color Emoji.  Needs no network.

    python resources/tools/build_emoji.py NotoColorEmoji.ttf

The whole font is 11 MB; the subset holds the emoji of assets/fonts/noto-color-emoji/emoji.txt.
Ligatures of sequences that are not in the list (most flags, most skin tones) are taken out before the
subsetter follows them.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "noto-color-emoji"
FIXED_TIME = 3_786_912_000  # 2024-01-01 in seconds since 1904, the epoch of the head table
TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
INVISIBLE = "\u200d\ufe0e\ufe0f"
SELECTOR = "\ufe0f"


def wanted_sequences(text: str) -> set[str]:
    found: set[str] = set()
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, *emoji = line.split()
        found.update(emoji)
        if name == "toned":
            found.update(one[0] + tone + one[1:].replace(SELECTOR, "") for one in emoji for tone in TONES)
    return found


def prune_ligatures(font: TTFont, wanted: set[str]) -> None:
    """Keep the ligatures whose characters are a wanted sequence (the selector U+FE0F left out of both)."""
    names: dict[str, str] = {name: chr(code) for code, name in font.getBestCmap().items()}
    plain = {sequence.replace(SELECTOR, "") for sequence in wanted}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for outer in lookup.SubTable:
            table = getattr(outer, "ExtSubTable", outer)
            if not isinstance(table, otTables.LigatureSubst):
                continue
            for first, ligatures in list(table.ligatures.items()):
                kept = [
                    ligature
                    for ligature in ligatures
                    if "".join(names.get(name, "\0") for name in (first, *ligature.Component)).replace(
                        SELECTOR, ""
                    )
                    in plain
                ]
                if kept:
                    table.ligatures[first] = kept
                else:
                    del table.ligatures[first]


def main() -> int:
    wanted = wanted_sequences((FOLDER / "emoji.txt").read_text(encoding="utf-8"))
    font = TTFont(sys.argv[1], recalcTimestamp=False)
    missing = {char for sequence in wanted for char in sequence if ord(char) not in font.getBestCmap()}
    if missing - set(INVISIBLE):
        print("not in the font:", " ".join(f"U+{ord(char):04X}" for char in sorted(missing)))
        return 1
    prune_ligatures(font, wanted)
    options = Options(layout_features=["*"], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False)
    options.drop_tables += ["vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={ord(char) for sequence in wanted for char in sequence})
    subsetter.subset(font)
    font["head"].created = font["head"].modified = FIXED_TIME
    target = FOLDER / "noto-color-emoji.ttf"
    font.save(target)
    print(f"{target.name}: {len(wanted)} sequences, {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
