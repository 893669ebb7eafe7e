"""`studio presets`: what templates, animations, brand kits and export profiles there are."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Json, Output

if TYPE_CHECKING:
    from studio.model.parameters import Parameter
    from studio.model.template import Template
    from studio.presets.catalog import Catalog, Kind

HELP = """List presets, explain one, or check a template of your own.

\b
Examples:
  studio presets                          everything there is
  studio presets templates --lang ar      the templates, in Arabic
  studio presets our-numbers              a template's parameters and formats
  studio presets brands salam-dark        one preset of a kind
  studio presets check my-template.toml   every mistake in a template or a caption style, with its line
  studio presets fonts --sheet            the font library on one picture, fonts-en.png
  studio presets animations --sheet       all motions on a picture and in a film, animations-en.png and .mp4
  studio presets captions --sheet         all caption styles over light, dark and busy pictures, and a film

Kinds: templates, animations, captions, brands, exports; and fonts, as of `studio fonts`. `check` ends with
exit code 2 when there are mistakes.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def presets(
    what: Annotated[
        str | None, typer.Argument(metavar="KIND|ID|check", help="A kind, a preset's id, or check.")
    ] = None,
    which: Annotated[
        str | None, typer.Argument(metavar="ID|FILE", help="A preset of that kind; for check: the file.")
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", metavar="ar|en", help="The language of names and notes.")
    ] = "en",
    sheet: Annotated[bool, typer.Option("--sheet", help="Make a picture of all of a kind.")] = False,
    output: Output = None,
    as_json: Json = False,
) -> None:
    from studio.base.errors import InputError
    from studio.presets.catalog import bundled

    if sheet:
        _sheet(what, output, language, as_json)
        return
    if what == "fonts":
        from studio.cli.fonts import list_fonts, show

        if which is None:
            list_fonts(language=language, as_json=as_json)
        else:
            show(which, language, as_json)
        return
    catalog = bundled()
    if what == "check":
        if which is None:
            raise InputError("a file to check is missing", "Write studio presets check FILE.")
        _check(Path(which), as_json)
        return
    kind = _kind(what)
    if kind is not None and which is not None:
        _explain(catalog, kind, which, language, as_json)
    elif what is None or kind is not None:
        _list(catalog, KINDS if kind is None else (kind,), language, as_json)
    elif which is not None:
        raise InputError(f"there is no kind of preset '{what}'", f"There is: {', '.join(KINDS)}.")
    else:
        found = [one for one in KINDS if what in _ids(catalog, one)]
        _explain(catalog, found[0] if found else _nearest(catalog, what), what, language, as_json)


def _sheet(what: str | None, output: Path | None, language: str, as_json: bool) -> None:
    from studio.base.errors import InputError
    from studio.services.font_specimen import font_specimen

    if what not in ("fonts", "animations", "captions"):
        hint = "There is: fonts, animations, captions."
        raise InputError(f"there is no sheet of '{what or 'everything'}'", hint)
    if language not in ("ar", "en"):
        raise InputError(f"there are no labels in '{language}'", "There is: ar, en.")
    if what in ("animations", "captions"):
        _show_made(_moving_sheet(what, output, language), as_json)
        return
    picture = output or Path(f"fonts-{language}.png")
    font_specimen(picture, language)
    _show_made([picture], as_json)


def _moving_sheet(what: str, output: Path | None, language: str) -> list[Path]:
    """Makes the picture, or the film, as the name says; both without a name."""
    from studio.base.cancellation import Cancelled
    from studio.cli.progress import ProgressLine
    from studio.cli.stopping import stoppable
    from studio.services.animation_sheet import animation_film, animation_picture
    from studio.services.caption_sheet import caption_film, caption_picture

    picture, film = (
        (animation_picture, animation_film) if what == "animations" else (caption_picture, caption_film)
    )
    names = [f"{what}-{language}.png", f"{what}-{language}.mp4"]
    wanted = [output] if output is not None else [Path(name) for name in names]
    for path in wanted:
        if path.suffix.lower() != ".mp4":
            picture(path, language)
            continue
        with stoppable() as cancellation, ProgressLine() as progress:
            if film(path, language, progress, cancellation).cancelled:
                raise Cancelled
    return wanted


def _show_made(paths: "Iterable[Path]", as_json: bool) -> None:
    """What was made, with its size in px; of one file in JSON its facts, of several a list of them."""
    from studio.media.images import image_info
    from studio.media.probe import probe

    made: list[dict[str, Any]] = []
    for path in paths:
        if path.suffix.lower() == ".mp4":
            video = probe(path).video
            width, height = (video.width, video.height) if video is not None else (0, 0)
        else:
            info = image_info(path)
            width, height = info.width, info.height
        made.append({"output": str(path), "width": width, "height": height, "bytes": path.stat().st_size})
    if as_json:
        console.show_json(made[0] if len(made) == 1 else made)
        return
    for one in made:
        console.show(f"Made {one['output']}\n  {one['width']} x {one['height']}")


KINDS: "tuple[Kind, ...]" = ("templates", "animations", "captions", "brands", "exports")


def _kind(what: str | None) -> "Kind | None":
    return next((kind for kind in KINDS if what in (kind, kind.removesuffix("s"))), None)


def _nearest(catalog: "Catalog", word: str) -> "Kind":
    """The kind in which something is spelt like the word; templates otherwise."""
    from studio.formats.suggestions import did_you_mean

    return next((kind for kind in KINDS if did_you_mean(word, catalog.ids(kind))), "templates")


def _load(catalog: "Catalog", kind: "Kind", identifier: str) -> Any:
    from studio.services.caption_styles import find_caption_style

    match kind:
        case "templates":
            return catalog.template(identifier)
        case "animations":
            return catalog.animation(identifier)
        case "captions":
            return find_caption_style(identifier).preset
        case "brands":
            return catalog.brand(identifier)
        case "exports":
            return catalog.export(identifier)


def _spoken(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _ids(catalog: "Catalog", kind: "Kind") -> tuple[str, ...]:
    """What there is of a kind; of caption styles people's own first, without those that are damaged."""
    if kind != "captions":
        return tuple(catalog.ids(kind))
    from studio.services.caption_styles import all_caption_styles

    return tuple(one.id for one in all_caption_styles(catalog).styles)


def _list(catalog: "Catalog", kinds: "Iterable[Kind]", language: str, as_json: bool) -> None:
    listed = [(kind, name, _load(catalog, kind, name)) for kind in kinds for name in _ids(catalog, kind)]
    if as_json:
        console.show_json(
            [
                {"kind": kind, "id": name, "name": preset.name, "note": preset.note}
                for kind, name, preset in listed
            ]
        )
        return
    width = max((len(name) for _, name, _ in listed), default=0)
    shown = None
    for kind, name, preset in listed:
        if kind != shown:
            console.show(f"{kind}:" if shown is None else f"\n{kind}:")
            shown = kind
        note = _spoken(preset.note, language)
        label = _spoken(preset.name, language)
        console.show(f"  {name:{width}}  {label}" + (f" — {note}" if note else ""))


def _explain(catalog: "Catalog", kind: "Kind", name: str, language: str, as_json: bool) -> None:
    from studio.model.document import as_json as plain

    preset = _load(catalog, kind, name)
    if kind == "templates":
        if as_json:
            facts: dict[str, Any] = plain(preset)
            facts.pop("body")
            console.show_json({**facts, "formats": list(preset.formats)})
        else:
            console.show(_template_in_words(preset, language))
        return
    if as_json:
        console.show_json(plain(preset))
        return
    console.show(f"{name}: {_spoken(preset.name, language)}")
    note = _spoken(preset.note, language)
    if note:
        console.show(f"  {note}")
    skipped = ("id", "name", "note", "schema_version")
    for line in _lines({key: value for key, value in plain(preset).items() if key not in skipped}):
        console.show(line)


def _lines(data: Mapping[str, Any], prefix: str = "  ") -> Iterable[str]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield f"{prefix}{key}:"
            yield from _lines(value, prefix + "  ")
        else:
            yield f"{prefix}{key}: {value}"


def _template_in_words(template: "Template", language: str) -> str:
    lines = [
        f"{template.id}: {_spoken(template.name, language)} ({template.kind})",
        f"  {_spoken(template.note, language)}",
        f"  formats: {', '.join(template.formats)}; brand: {template.brand}",
        "",
        "Parameters:",
    ]
    for parameter in template.parameters:
        lines += _parameter_in_words(parameter, language, "  ")
    verb = "render" if template.kind == "film" else "still"
    lines += ["", f"Try it: studio {verb} {template.id} --samples --lang {language}"]
    return "\n".join(lines)


def _parameter_in_words(parameter: "Parameter", language: str, indent: str) -> list[str]:
    from studio.model.parameters import ListParameter

    optional = parameter.optional or parameter.default is not None
    facts = [parameter.type, "optional" if optional else "required", *_bounds(parameter)]
    lines = [f"{indent}{parameter.id} ({', '.join(facts)}): {_spoken(parameter.label, language)}"]
    note = _spoken(parameter.note, language)
    if note:
        lines.append(f"{indent}    {note}")
    if isinstance(parameter, ListParameter):
        for one in parameter.fields:
            lines += _parameter_in_words(one, language, indent + "    ")
    if parameter.default is not None:
        lines.append(f"{indent}    otherwise: {_sample(parameter.default, language)}")
    if parameter.sample is not None:
        lines.append(f"{indent}    for example: {_sample(parameter.sample, language)}")
    return lines


def _bounds(parameter: "Parameter") -> Iterable[str]:
    from studio.model.parameters import (
        ChoiceParameter,
        DateParameter,
        ListParameter,
        NumberParameter,
        PluralParameter,
        TextParameter,
    )

    match parameter:
        case DateParameter():
            yield "as 2026-01-05"
        case PluralParameter():
            yield "one form, or one, two, few, many, other"
            yield f"each at most {parameter.max_length} characters"
        case TextParameter():
            yield f"at most {parameter.max_length} characters"
            if parameter.multiline:
                yield "several lines"
        case NumberParameter():
            if parameter.minimum is not None:
                yield f"from {_number(parameter.minimum)}"
            if parameter.maximum is not None:
                yield f"to {_number(parameter.maximum)}"
        case ChoiceParameter():
            yield "one of " + " | ".join(parameter.choices)
        case ListParameter():
            yield f"{parameter.minimum} to {parameter.maximum} rows"
        case _:
            return


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def _sample(value: Any, language: str) -> str:
    """A sample as it would be written after --set."""
    if isinstance(value, Mapping):
        if "ar" in value or "en" in value:
            return _sample(value.get(language, next(iter(value.values()))), language)
        return "{" + ", ".join(f"{key} = {_quoted(one, language)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_quoted(one, language) for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def _quoted(value: Any, language: str) -> str:
    import json

    by_language = isinstance(value, Mapping) and ("ar" in value or "en" in value)
    text = _sample(value, language)
    is_text = isinstance(value, str) or (by_language and not text.startswith(("[", "{")))
    return json.dumps(text, ensure_ascii=False) if is_text else text


def _check(file: Path, as_json: bool) -> None:
    from studio.base.errors import DocumentError
    from studio.formats.document_file import read_document
    from studio.presets.caption_check import is_caption_preset, read_caption_preset
    from studio.presets.check import check_template

    if is_caption_preset(read_document(file)):
        read_caption_preset(file)
    elif mistakes := check_template(file):
        raise DocumentError(str(file), mistakes)
    if as_json:
        console.show_json({"file": str(file), "mistakes": []})
    else:
        console.show(f"{file}: no mistakes")
