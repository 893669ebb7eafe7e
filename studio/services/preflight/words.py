"""Findings that are read in the document: its words, digits, samples and how long they stay."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from studio.base.languages import script_of
from studio.base.time import seconds
from studio.model.composition import Composition
from studio.model.document import as_json
from studio.model.layers import (
    BilingualLayer,
    CaptionLayer,
    ChartLayer,
    Clip,
    ImageLayer,
    LayerBase,
    TextLayer,
)
from studio.model.project import ASSET, Project
from studio.model.style import TextStyle
from studio.presets.catalog import Catalog
from studio.presets.reading_time import reading_time, visible_length
from studio.presets.reading_time import texts_of as texts_to_read
from studio.scene.context import Context
from studio.scene.findings import Finding, FindingKind, SetField
from studio.scene.written import digit_systems, written_text
from studio.services.edits.paths import Node, node_at, walk
from studio.services.edits.texts import TextAt, texts_of
from studio.services.edits.times import span_of
from studio.text.draft import Change, Fault
from studio.text.mending import MendOptions, mend

_HURRIED = Fraction(9, 10)
"""A text that stays for less than this share of its reading time is too quick."""


def word_findings(composition: Composition, context: Context) -> Iterator[Finding]:
    """Empty texts, faults that can be mended, Latin punctuation, two kinds of digits."""
    for one in texts_of(composition):
        if is_hidden(composition, one.path):
            continue
        if not visible_length(one.text.strip()):
            yield Finding(
                "empty-text",
                one.path[-1],
                f"The text '{one.path[-1]}' is empty.",
                "Write something, or delete it.",
                "note",
                one.path,
            )
            continue
        style = style_of(node_at(composition, one.path), one)
        language = style.language or composition.language
        yield from _faults(one, language)
        yield from _digits(one, style, language, context)


def style_of(node: Node, one: TextAt) -> TextStyle:
    """The style that a text is written in."""
    match node:
        case TextLayer():
            return node.style
        case BilingualLayer():
            if one.field[0] == "second":
                language = node.second.style.language or "en"
                return node.second.style.model_copy(update={"language": language})
            return node.first.style
        case CaptionLayer():
            return node.style.text
        case _:
            return TextStyle()


def is_hidden(composition: Composition, path: tuple[str, ...]) -> bool:
    """Whether a layer, or something that holds it, is hidden."""
    nodes = (node_at(composition, path[:length]) for length in range(1, len(path) + 1))
    return any(isinstance(node, LayerBase) and node.hidden for node in nodes)


def short(text: str) -> str:
    """A text as a finding names it."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


_UNSEEN = frozenset({Fault.NORMALIZATION, Fault.MARK_ORDER})
"""Spellings that look the same."""


def _faults(one: TextAt, language: str) -> Iterator[Finding]:
    mended = mend(one.text, MendOptions(language=language))
    kinds = dict.fromkeys(_kind_of(change) for change in mended.changes if change.fault not in _UNSEEN)
    fix = (SetField(one.path, one.field, mended.text),)
    for kind, message in kinds:
        said = message.format(short(one.text))
        hint = "Fix writes it as it should be."
        yield Finding(kind, one.path[-1], said, hint, "warning", one.path, about=one.text, fix=fix)


_PRESENTATION = "The text '{}' holds letters as old programs draw them, which break apart elsewhere."
_REVERSED = "The text '{}' stands in reversed order."
_CONTROLS = "The text '{}' holds invisible signs that do nothing."
_MARKS = "The text '{}' has marks that stand twice or without a letter."
_PUNCTUATION = "The text '{}' has Latin punctuation after Arabic letters."
_ALIKE = "The text '{}' has letters or digits of another language that look alike."
_SENTENCES: Mapping[Fault, str] = {
    Fault.PRESENTATION_FORM: _PRESENTATION,
    Fault.VISUAL_ORDER: _REVERSED,
    Fault.STRAY_CONTROL: _CONTROLS,
    Fault.DOUBLED_MARK: _MARKS,
    Fault.ORPHAN_MARK: _MARKS,
}


def _kind_of(change: Change) -> tuple[FindingKind, str]:
    if change.fault is Fault.LOOK_ALIKE and change.before in (",", ";", "?"):
        return "latin-punctuation", _PUNCTUATION
    return "text-fault", _SENTENCES.get(change.fault, _ALIKE)


def _digits(one: TextAt, style: TextStyle, language: str, context: Context) -> Iterator[Finding]:
    """Digits that differ from the film's: a text that chose its own, or that mixes two kinds."""
    if script_of(language) != "Arab" or style.digits is None:
        return
    found = digit_systems(written_text(one.text, style, context))
    usual = context.digits
    if not found - {usual}:
        return
    node = node_at(context.composition, one.path)
    field = {TextLayer: ("style", "digits"), CaptionLayer: ("style", "text", "digits")}.get(type(node))
    if isinstance(node, BilingualLayer):
        field = (str(one.field[0]), "style", "digits")
    fix = () if field is None else (SetField(one.path, field, None),)
    yield Finding(
        "mixed-digits",
        one.path[-1],
        f"The text '{short(one.text)}' has other digits than the film.",
        "Use one kind of digits in a film: ١٢٣ or 123.",
        "warning",
        one.path,
        about=one.text,
        fix=fix,
    )


def sample_findings(project: Project, composition: Composition, catalog: Catalog) -> Iterator[Finding]:
    """Words and pictures of the template that nobody has replaced."""
    if project.source is None or project.source.template not in catalog.ids("templates"):
        return
    template = catalog.template(project.source.template)
    words: set[str] = set()
    for parameter in template.parameters:
        words |= set(_strings(parameter.sample, composition.language))
    words = {word for word in words if visible_length(word) > 2}
    for one in texts_of(composition):
        if one.text.strip() in words and not is_hidden(composition, one.path):
            yield Finding(
                "sample-words",
                one.path[-1],
                f"The words '{short(one.text)}' are the template's sample.",
                "Write your own.",
                "warning",
                one.path,
                about=one.text,
            )
    for path, node in walk(composition):
        if isinstance(node, ImageLayer) and node.media.startswith(ASSET) and node.media in words:
            yield Finding(
                "sample-picture",
                node.id,
                f"The picture '{node.name or node.id}' is the template's sample.",
                "Choose a picture of your own.",
                "note",
                path,
                about=node.media,
            )


def _strings(sample: Any, language: str) -> Iterator[str]:
    if isinstance(sample, str):
        yield sample.strip()
    elif isinstance(sample, Mapping):
        for key, value in sample.items():
            if key not in ("ar", "en") or key == language.partition("-")[0]:
                yield from _strings(value, language)
    elif isinstance(sample, list | tuple):
        for value in sample:
            yield from _strings(value, language)


def reading_findings(composition: Composition) -> Iterator[Finding]:
    """Cards and texts that go before they can be read."""
    told: set[tuple[str, ...]] = set()
    for path, node in walk(composition):
        if is_hidden(composition, path):
            continue
        if isinstance(node, Clip):
            stays = Fraction(node.duration)
        elif isinstance(node, TextLayer | BilingualLayer | ChartLayer):
            stays = span_of(composition, path).duration
        else:
            continue
        if any(path[: len(above)] == above for above in told):
            continue  # its card is told already
        texts = list(texts_to_read(as_json(node), composition.language))
        needed = reading_time(texts)
        if not any(visible_length(text.strip()) for text, _ in texts) or stays >= needed * _HURRIED:
            continue
        told.add(path)
        message = f"'{node.name or node.id}' stays {_tenths(stays)} s; reading it takes {_tenths(needed)} s."
        hint = "Shorten the words, or let it stay longer."
        yield Finding(
            "reading-time",
            node.id,
            message,
            hint,
            "warning",
            path,
            about="\n".join(text for text, _ in texts) + f"\n{seconds(stays)}",
        )


def _tenths(time: Fraction) -> str:
    return f"{float(time):.1f}".removesuffix(".0")
