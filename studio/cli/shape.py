"""`studio shape`: how a text is shaped, mended text, and text for programs without Arabic support."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Json

if TYPE_CHECKING:
    from studio.text.bidi import Direction
    from studio.text.fonts import FontCatalog
    from studio.text.layout import TextSpec
    from studio.text.legacy import LegacyText
    from studio.text.mending import Mended

HELP = """Show how a text is shaped: levels, runs, letters and their forms, glyphs, joined groups.

\b
Examples:
  studio shape "السلام عليكم 123"                        tables of all that happens to it
  studio shape "لَمَّا" --font Amiri --picture shape.png    the same as a picture, for teaching
  studio shape --file post.txt --mend > mended.txt       mend text pasted from elsewhere
  studio shape "مرحبا بكم" --legacy                       for programs without Arabic support

--mend turns presentation forms into letters, visual order into reading order, removes stray direction
marks, doubled harakat and byte order marks, and gives look-alike letters (kaf, yeh, heh, digits) their own
language's form; the text goes to standard output, every change to standard error.

--legacy writes presentation forms in visual order. A program that orders text but does not join it wants
--no-reorder too; one that joins but does not order wants --no-shape. Break lines here (--columns): a line in
visual order must not be broken again.

TEXT - reads standard input. In a terminal that does not order Arabic itself, add --visual to the tables.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)

MAX_CHARACTERS = 20_000
"""More than anyone reads in a table; a bound on what a wrong file may cost."""


class DirectionChoice(StrEnum):
    AUTO = "auto"
    RTL = "rtl"
    LTR = "ltr"


class MarksChoice(StrEnum):
    AFTER = "after"
    BEFORE = "before"
    DELETE = "delete"


class LabelLanguage(StrEnum):
    ARABIC = "ar"
    ENGLISH = "en"


@app.command(help=HELP)
def shape(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT|-", help="The text; - reads standard input.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Read the text from a UTF-8 file.")
    ] = None,
    font: Annotated[
        str, typer.Option("--font", metavar="FAMILY|FILE", help="A family, or a font file of your own.")
    ] = "Noto Naskh Arabic",
    weight: Annotated[int, typer.Option("--weight", min=1, max=1000, help="400 is regular.")] = 400,
    size: Annotated[
        float, typer.Option("--size", min=4, max=2000, help="Pixels to the em, for measures.")
    ] = 100.0,
    width: Annotated[
        float | None, typer.Option("--width", min=1, help="Pixels after which lines are broken.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--lang", metavar="TAG", help="ar, fa, ur, ckb, en …; guessed for --mend, else ar."),
    ] = None,
    direction: Annotated[
        DirectionChoice, typer.Option("--direction", help="Of paragraphs.")
    ] = DirectionChoice.AUTO,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Paint it: .png, .jpg or .webp.")
    ] = None,
    labels: Annotated[
        LabelLanguage | None, typer.Option("--labels", help="The picture's words; else by --lang.")
    ] = None,
    visual: Annotated[
        bool, typer.Option("--visual", help="Tables for terminals that do not join or order Arabic.")
    ] = False,
    mended: Annotated[bool, typer.Option("--mend", help="Mend the text, and tell what changed.")] = False,
    phrases: Annotated[
        bool, typer.Option("--expand-phrases", help="With --mend: write ﷺ ﷽ ﷻ ﷼ out in letters.")
    ] = False,
    tatweel: Annotated[
        bool, typer.Option("--remove-tatweel", help="With --mend: remove tatweel that decorates.")
    ] = False,
    legacy: Annotated[bool, typer.Option("--legacy", help="Presentation forms in visual order.")] = False,
    marks: Annotated[
        MarksChoice,
        typer.Option("--marks", help="With --legacy: harakat after or before their letter, or none."),
    ] = MarksChoice.AFTER,
    columns: Annotated[
        int | None, typer.Option("--columns", min=1, help="With --legacy: columns after which lines end.")
    ] = None,
    joins: Annotated[
        bool, typer.Option("--shape/--no-shape", help="With --legacy: whether letters get their forms.")
    ] = True,
    reorder: Annotated[
        bool, typer.Option("--reorder/--no-reorder", help="With --legacy: whether order becomes visual.")
    ] = True,
    as_json: Json = False,
) -> None:
    from studio.text.bidi import Direction
    from studio.text.legacy import LegacyOptions, to_legacy
    from studio.text.mending import MendOptions, mend

    given = _given(text, file)
    base = None if direction is DirectionChoice.AUTO else Direction(direction.value)
    facts: dict[str, Any] = {}
    spoken = language or "ar"
    if mended:
        found = mend(given, MendOptions(language, phrases, tatweel))
        given, spoken = found.text, language or found.language or "ar"
        facts |= _mended_facts(found)
        if not as_json:
            _tell_mended(found)
            if not legacy:
                console.show(found.text)
    if legacy:
        options = LegacyOptions(joins, reorder, marks.value, columns, direction=base, language=spoken)
        old = to_legacy(given, options)
        facts |= {"legacy": old.text, "lines": old.lines, "unshaped": old.unshaped}
        if not as_json:
            _tell_legacy(old)
    wants_report = not (legacy or mended)
    if wants_report or picture is not None:
        catalog, spec = _spec(given, font, weight, size, width, spoken, base)
        if wants_report and (as_json or picture is None):
            facts |= _show_tables(spec, catalog, visual, as_json)
        if picture is not None:
            words = labels.value if labels is not None else ("ar" if spoken.startswith("ar") else "en")
            facts |= _paint(spec, catalog, picture, words, as_json)
    if as_json:
        console.show_json(facts)


def _given(text: str | None, file: Path | None) -> str:
    """The text that is meant.  Raises InputError."""
    from studio.base.errors import InputError

    if (text is None) == (file is None):
        raise InputError(
            "a text is needed, and only one",
            'Write studio shape "TEXT", studio shape - to read standard input, or studio shape --file FILE.',
        )
    if file is not None:
        found = _decoded(_read(file), str(file))
    elif text == "-":
        found = _decoded(sys.stdin.buffer.read(MAX_CHARACTERS * 4 + 1), "standard input")
    else:
        found = text or ""
    if len(found) > MAX_CHARACTERS:
        raise InputError(
            f"the text is longer than {MAX_CHARACTERS:,} characters", "Give it in parts.", str(file or "")
        )
    return found


def _read(file: Path) -> bytes:
    from studio.base.errors import InputError

    try:
        with file.open("rb") as opened:
            return opened.read(MAX_CHARACTERS * 4 + 1)
    except OSError as error:
        raise InputError(
            f"the file cannot be read: {error.strerror or error}", "Check its name and place.", str(file)
        ) from error


def _decoded(content: bytes, where: str) -> str:
    from studio.base.errors import InputError

    whole = content[: MAX_CHARACTERS * 4]
    try:
        return whole.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        if len(content) > len(whole):  # cut in the middle of a character
            raise InputError(
                f"the text is longer than {MAX_CHARACTERS:,} characters", "Give it in parts.", where
            ) from error
        raise InputError(
            f"this is no UTF-8 text: byte {error.start} does not fit", "Save it as UTF-8.", where
        ) from error


def _spec(
    text: str,
    font: str,
    weight: int,
    size: float,
    width: float | None,
    language: str,
    direction: "Direction | None",
) -> "tuple[FontCatalog, TextSpec]":
    """Raises FontError for a font that there is not."""
    from studio.text.font_reading import read_font_file
    from studio.text.fonts import FontCatalog
    from studio.text.layout import TextSpec

    catalog = FontCatalog.bundled()
    family = font
    if Path(font).suffix.lower() in (".ttf", ".otf", ".ttc", ".woff2"):
        path = Path(font)
        family = read_font_file(path)[0].family
        catalog = catalog.with_file(path)
    face = catalog.face(family, weight)
    return catalog, TextSpec(text, face, size, language, direction, max_width=width)


def _mended_facts(found: "Mended") -> dict[str, Any]:
    from msgspec import to_builtins

    return {
        "text": found.text,
        "language": found.language,
        "changes": to_builtins(found.changes),
        "notes": to_builtins(found.notes),
    }


def _tell_mended(found: "Mended") -> None:
    from studio.cli.shape_tables import change_lines

    for line in change_lines(found):
        console.say(line)


def _tell_legacy(old: "LegacyText") -> None:
    console.show(old.text)
    if old.unshaped:
        console.warn(
            f"No presentation form: {' '.join(old.unshaped)}.",
            "Unicode has none for these letters; they stand unjoined.",
        )


def _show_tables(spec: "TextSpec", catalog: "FontCatalog", visual: bool, as_json: bool) -> dict[str, Any]:
    from msgspec import to_builtins

    from studio.services.text_report import report_text

    report = report_text(spec, catalog)
    if as_json:
        facts: dict[str, Any] = to_builtins(report)
        return facts
    from studio.cli.shape_tables import tables

    console.show(tables(report, visual))
    return {}


def _paint(
    spec: "TextSpec", catalog: "FontCatalog", picture: Path, words: str, as_json: bool
) -> dict[str, Any]:
    from studio.media.images import image_info
    from studio.services.text_picture import save_text_picture
    from studio.text.paragraph import layout_paragraph

    shown = save_text_picture(spec, catalog, picture, words)
    made = image_info(picture)
    if not as_json:
        if shown < len(spec.text):
            console.warn(f"The picture shows the first {shown} of {len(spec.text)} characters.")
        if lacking := "".join(one.text for one in layout_paragraph(spec, catalog).missing)[:40]:
            console.warn(f"No font has '{lacking}': the picture shows no shape for it.")
        console.say(f"Made {picture}\n  {made.width} x {made.height}")
    return {"picture": str(picture), "width": made.width, "height": made.height, "shown": shown}
