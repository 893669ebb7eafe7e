"""Write the Unicode tables of `studio/text` from the files of the Unicode Character Database.

    python resources/tools/generate_unicode_tables.py /usr/share/unicode

The folder is an unpacked UCD.zip (unicode.org/Public/<version>/ucd), with `emoji-data.txt` in its `emoji`
folder; Debian's package `unicode-data` installs one. The tables and the conformance tests in `tests/unicode`
belong to the same Unicode version: replace both together, then read the change log of UAX #9, #14 and #29 for
rules that changed. Run `ruff format studio/text` after it.
"""

import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

OUTPUT = Path(__file__).parents[2] / "studio" / "text"
CODE_POINTS = 0x110000
WIDE = {"F", "W", "H"}
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)
_LINE = re.compile(r"^(?:# @missing: )?([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([^\s;#]+)")


def entries(path: Path, value: str | None = None) -> Iterator[tuple[range, str]]:
    """The (code points, value) of a UCD file: its @missing defaults first, in their order, then its data."""
    for defaults in (True, False):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# @missing:") is defaults and (match := _LINE.match(line)):
                first, last, found = match.groups()
                if value is None or found == value:
                    yield range(int(first, 16), int(last or first, 16) + 1), found


def property_values(path: Path, default: str) -> list[str]:
    values = [default] * CODE_POINTS
    for code_points, value in entries(path):
        values[code_points.start : code_points.stop] = [value] * len(code_points)
    return values


def short_names(ucd: Path, prop: str) -> dict[str, str]:
    """Long property value name -> short one, from PropertyValueAliases.txt."""
    names = {}
    for line in (ucd / "PropertyValueAliases.txt").read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if fields[0] == prop:
            names[fields[2]] = fields[1]
    return names


def bidi_classes(ucd: Path) -> list[str]:
    short = short_names(ucd, "bc")
    values = property_values(ucd / "extracted" / "DerivedBidiClass.txt", "L")
    return [short.get(value, value) for value in values]


def line_break_classes(ucd: Path, pictographic: set[int]) -> list[str]:
    """Line_Break with rule LB1 applied, and the two sets that LB30 and LB30b need split off as classes."""
    short = short_names(ucd, "lb")
    values = property_values(ucd / "extracted" / "DerivedLineBreak.txt", "XX")
    category = property_values(ucd / "extracted" / "DerivedGeneralCategory.txt", "Cn")
    width = property_values(ucd / "EastAsianWidth.txt", "N")

    def resolved(code_point: int, raw: str) -> str:
        value = short.get(raw, raw)
        if value in {"OP", "CP"} and width[code_point] in WIDE:
            return value + "_EA"
        if value == "SA":
            return "CM" if category[code_point] in {"Mn", "Mc"} else "AL"
        if value == "ID" and code_point in pictographic and category[code_point] == "Cn":
            return "ID_CN"
        return {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS"}.get(value, value)

    return [resolved(code_point, raw) for code_point, raw in enumerate(values)]


def grapheme_classes(ucd: Path, pictographic: set[int]) -> list[str]:
    values = property_values(ucd / "auxiliary" / "GraphemeBreakProperty.txt", "Other")
    for code_point in pictographic:
        if values[code_point] != "Other":
            raise SystemExit(f"U+{code_point:04X} is pictographic and {values[code_point]}: needs a pair")
        values[code_point] = "ExtPict"
    return values


def joining_types(ucd: Path) -> list[str]:
    short = short_names(ucd, "jt")
    values = property_values(ucd / "extracted" / "DerivedJoiningType.txt", "Non_Joining")
    return [short.get(value, value) for value in values]


def script_codes(ucd: Path) -> list[str]:
    short = short_names(ucd, "sc")
    values = property_values(ucd / "Scripts.txt", "Unknown")
    return [short.get(value, value) for value in values]


def ranges_by_class(values: list[str], default: str, computed: range) -> dict[str, str]:
    """Class -> its code points as hexadecimal ranges; the default class and `computed` ones left out."""
    found: dict[str, list[str]] = defaultdict(list)
    start = 0
    for end in range(1, CODE_POINTS + 1):
        if end < CODE_POINTS and values[end] == values[start] and end not in computed:
            continue
        if values[start] != default and start not in computed:
            found[values[start]].append(f"{start:X}" if end == start + 1 else f"{start:X}-{end - 1:X}")
        start = end
    return {name: " ".join(ranges) for name, ranges in sorted(found.items())}


def brackets(ucd: Path) -> tuple[str, str]:
    """Opening brackets and their closing partners, position by position (BD14, BD15)."""
    pairs = []
    for line in (ucd / "BidiBrackets.txt").read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) == 3 and fields[2] == "o":
            pairs.append((int(fields[0], 16), int(fields[1], 16)))
    return " ".join(f"{a:X}" for a, _ in pairs), " ".join(f"{b:X}" for _, b in pairs)


def canonical_brackets(ucd: Path) -> dict[int, int]:
    """Brackets that are canonically equivalent to another one (BD16 pairs them as if they were that one)."""
    known = {int(code, 16) for side in brackets(ucd) for code in side.split()}
    found = {}
    for line in (ucd / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
        fields = line.split(";")
        if int(fields[0], 16) in known and re.fullmatch("[0-9A-F]+", fields[5]):
            found[int(fields[0], 16)] = int(fields[5], 16)
    return found


def literal(text: str, indent: str) -> str:
    """One string literal, wrapped over as many lines as it needs."""
    lines = textwrap.wrap(text, 104 - len(indent), break_on_hyphens=False)
    body = [f'{indent}"{line}{" " if number < len(lines) else ""}"' for number, line in enumerate(lines, 1)]
    return "(\n" + "\n".join(body) + f"\n{indent[4:]})"


def write_table(
    name: str, what: str, version: str, default: str, classes: dict[str, str], extra: str = ""
) -> None:
    rows = "".join(f'    "{key}": {literal(ranges, " " * 8)},\n' for key, ranges in classes.items())
    text = (
        f'"""{what}, Unicode {version}.\n\n'
        "Written by resources/tools/generate_unicode_tables.py: do not edit. Data of the Unicode\n"
        "Character Database, used under the Unicode licence.\n"
        '"""\n\n'
        f'VERSION = "{version}"\nDEFAULT = "{default}"\n{extra}RANGES: dict[str, str] = {{\n{rows}}}\n'
    )
    (OUTPUT / name).write_text(text, encoding="utf-8", newline="\n")


def main(ucd: Path) -> None:
    first_line = (ucd / "LineBreak.txt").read_text(encoding="utf-8").partition("\n")[0]
    version = first_line.removeprefix("# LineBreak-").removesuffix(".txt")
    pictographic = {
        code_point
        for code_points, _ in entries(ucd / "emoji" / "emoji-data.txt", "Extended_Pictographic")
        for code_point in code_points
    }
    opening, closing = brackets(ucd)
    canonical = ", ".join(f"0x{a:X}: 0x{b:X}" for a, b in sorted(canonical_brackets(ucd).items()))
    extra = (
        f"OPENING_BRACKETS = {literal(opening, ' ' * 4)}\n"
        f"CLOSING_BRACKETS = {literal(closing, ' ' * 4)}\n"
        f"CANONICAL_BRACKETS = {{{canonical}}}\n"
    )

    bidi = ranges_by_class(bidi_classes(ucd), "L", range(0))
    write_table("bidi_table.py", "Bidi_Class and the paired brackets", version, "L", bidi, extra)
    # The 11,172 Hangul syllables alternate between two classes by arithmetic: the lookup computes them.
    line_break = ranges_by_class(line_break_classes(ucd, pictographic), "AL", HANGUL_SYLLABLES)
    write_table("line_break_table.py", "Line_Break, resolved by LB1", version, "AL", line_break)
    grapheme = ranges_by_class(grapheme_classes(ucd, pictographic), "Other", HANGUL_SYLLABLES)
    title = "Grapheme_Cluster_Break and Extended_Pictographic"
    write_table("grapheme_table.py", title, version, "Other", grapheme)
    joining = ranges_by_class(joining_types(ucd), "U", range(0))
    write_table("joining_table.py", "Joining_Type", version, "U", joining)
    scripts = ranges_by_class(script_codes(ucd), "Zzzz", range(0))
    write_table("script_table.py", "Script, by ISO 15924 code", version, "Zzzz", scripts)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
