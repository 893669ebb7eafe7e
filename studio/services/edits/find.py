"""Finding words in a whole project, and replacing them: layers, cues, chart labels, names, template values.

    find_in(project, "حوار")            -> Hit, Hit …       in the order of the film
    replace_in(project, hits, "نقاش")    -> the project      styles of parts, times of words kept

What a template's form says is told apart only where no layer says the very same: else the layer is found, and
the form follows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Any, Literal

from msgspec import Struct

from studio.base.errors import StudioError
from studio.model.captions import Cue, Word
from studio.model.charts import BarChart, Counter
from studio.model.composition import Composition
from studio.model.layers import BilingualLayer, CaptionLayer, ChartLayer, TextLayer
from studio.model.parameters import ListParameter, Parameter, PluralParameter, TextParameter
from studio.model.project import Project
from studio.presets.catalog import bundled
from studio.services.edits.fields import FieldPath, field_value, set_fields
from studio.services.edits.paths import LayerPath, in_composition, walk
from studio.services.edits.span_moves import moved_spans
from studio.services.edits.template_values import with_template_values
from studio.services.edits.times import span_of
from studio.text.search import ANY, Found, SearchOptions, find_spans, replaced

Kind = Literal["text", "cue", "label", "name", "film", "value"]
"""What a text is: of a layer, a caption's cue, a chart's label, a layer's or the film's name, a value of the
template's form."""


_LANDED = Fraction(3, 2)
"""Seconds after which most motions in have come to rest."""


class TextPlace(Struct, frozen=True):
    """Where a text of a project stands.

    composition, path: of the layer or clip; empty for the film's name and the template's values.
    field: within the layer, or within the values.
    """

    kind: Kind
    composition: str
    path: LayerPath
    field: FieldPath
    text: str


class Hit(Struct, frozen=True):
    """[start, end): code points of the place's text."""

    place: TextPlace
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.place.text[self.start : self.end]


def find_in(project: Project, wanted: str, options: SearchOptions = ANY) -> tuple[Hit, ...]:
    """All places of the project where words stand, as `studio.text.search` finds them."""
    return tuple(
        Hit(place, start, end)
        for place in places_of(project)
        for start, end in find_spans(place.text, wanted, options)
    )


def places_of(project: Project) -> Iterator[TextPlace]:
    """Every text of a project, in the order of the film; names behind what they name."""
    said: set[str] = set()
    for composition in project.compositions:
        for path, node in walk(composition):
            for kind, field, text in _texts(node):
                said.add(text)
                yield TextPlace(kind, composition.id, path, field, text)
            if name := getattr(node, "name", ""):
                yield TextPlace("name", composition.id, path, ("name",), name)
    if project.name:
        yield TextPlace("film", "", (), ("name",), project.name)
    for field, text in _values(project):
        if text not in said:
            yield TextPlace("value", "", (), field, text)


def _texts(node: Any) -> Iterator[tuple[Kind, FieldPath, str]]:
    match node:
        case TextLayer():
            yield "text", ("text",), node.text
        case BilingualLayer():
            yield "text", ("first", "text"), node.first.text
            yield "text", ("second", "text"), node.second.text
        case CaptionLayer():
            for number, cue in enumerate(node.cues):
                yield "cue", ("cues", number), cue_text(cue)
            for number, cue in enumerate(() if node.second is None else node.second.cues):
                yield "cue", ("second", "cues", number), cue_text(cue)
        case ChartLayer(chart=BarChart() as chart):
            for number, bar in enumerate(chart.bars):
                yield "label", ("chart", "bars", number, "label"), bar.label
        case ChartLayer(chart=Counter() as counter):
            for name in ("prefix", "suffix"):
                yield "label", ("chart", name), getattr(counter, name)
        case _:
            pass


def cue_text(cue: Cue) -> str:
    """What a cue says, also where only its words are given."""
    return cue.text or " ".join(word.text for word in cue.words)


def seen_at(composition: Composition, place: TextPlace) -> Fraction:
    """A moment at which a place's words can be seen: a little after they came, as they may come in motion.

    In the composition's time; 0 for what stands on no frame.  Raises InputError for a layer that is gone.
    """
    if not place.path or place.composition != composition.id:
        return Fraction(0)
    span = span_of(composition, place.path)
    start, end = span.start, span.end
    if place.kind == "cue":
        cue = field_value(composition, place.path, place.field)
        start, end = start + cue.start, min(end, start + cue.end)
    return start + max(Fraction(0), min(_LANDED, (end - start) / 2))


def replace_in(project: Project, hits: Iterable[Hit], by: str) -> Project:
    """The project with these places replaced; all hits of one text at once.

    Raises InputError for what a field cannot hold (a text that grew too long), or for a place that changed.
    """
    groups = [
        (place, [(hit.start, hit.end) for hit in group])
        for place, group in groupby(sorted(hits, key=_order), key=lambda hit: hit.place)
    ]
    changed = {(place.kind, place.text): replaced(place.text, spans, by) for place, spans in groups}
    for (composition, path), found in groupby(groups, key=lambda one: (one[0].composition, one[0].path)):
        inside = [(place, spans) for place, spans in found if place.kind not in ("film", "value")]
        if inside:
            edit = partial(_in_layer, path=path, places=inside, by=by)
            project = in_composition(project, composition, edit)
    for place, _ in groups:
        if place.kind == "film":
            project = project.model_copy(update={"name": changed[place.kind, place.text]})
    same = {text: new for (kind, text), new in changed.items() if kind in ("text", "label")}
    project = _following(project, same)
    values = {place.field: changed[place.kind, place.text] for place, _ in groups if place.kind == "value"}
    return _in_values(project, values)


def _order(hit: Hit) -> tuple[str, LayerPath, str, int]:
    place = hit.place
    return place.composition, place.path, ".".join(f"{step:>8}" for step in map(str, place.field)), hit.start


def _in_layer(
    composition: Composition, path: LayerPath, places: Sequence[tuple[TextPlace, Sequence[Found]]], by: str
) -> Composition:
    """All that is replaced in one layer, checked once: captions may have thousands of cues."""
    values: dict[FieldPath, Any] = {}
    tracks: dict[FieldPath, list[Any]] = {}  # of cues, in one language or two
    for place, spans in places:
        text = replaced(place.text, spans, by)
        if place.kind == "cue":
            track, number = place.field[:-1], int(place.field[-1])
            if track not in tracks:
                tracks[track] = list(field_value(composition, path, track))
            cues = tracks[track]
            cues[number] = _cue(cues[number], text, spans, by)
            continue
        values[place.field] = text
        if place.kind == "text":
            styled = (*place.field[:-1], "spans")
            old = field_value(composition, path, styled)
            if old:
                values[styled] = moved_spans(old, place.text, spans, by)
    values |= {track: tuple(cues) for track, cues in tracks.items()}
    return set_fields(composition, path, values)


def _cue(cue: Cue, text: str, spans: Sequence[Found], by: str) -> dict[str, Any]:
    """As data, to be checked like a file."""
    data = {name: getattr(cue, name) for name in cue.model_fields_set}
    if cue.text:
        data["text"] = text
    if cue.words:
        data["words"] = _words(cue, spans, by)
    return data


def _words(cue: Cue, spans: Sequence[Found], by: str) -> tuple[Word, ...]:
    """The words with the same replaced: each keeps its time; none where they are not those of the text."""
    ranges: list[Found] = []
    text, at = cue_text(cue), 0
    for word in cue.words:
        start = text.find(word.text, at)
        if start < 0:
            return ()
        at = start + len(word.text)
        ranges.append((start, at))
    made: list[Word] = []
    for word, (start, end) in zip(cue.words, ranges, strict=True):
        parts, here = "", start
        for first, last in spans:
            if last <= start or first >= end:
                continue
            parts += text[here : max(here, first)]
            if first >= start:  # what reaches into the next words is said by the first of them
                parts += by
            here = max(here, min(last, end))
        parts = (parts + text[here:end]).strip()
        if parts:
            made.append(word.model_copy(update={"text": parts}))
        elif made:
            made[-1] = made[-1].model_copy(update={"end": word.end})
    return tuple(made)


# the template's form


def _values(project: Project) -> Iterator[tuple[FieldPath, str]]:
    """The words that a person gave to the template, with the place of each among its values."""
    if project.source is None:
        return
    try:
        parameters = bundled().template(project.source.template).parameters
    except StudioError:
        return  # a template of an earlier version
    yield from _given(parameters, project.source.values, ())


def _given(
    parameters: Sequence[Parameter], values: Mapping[str, Any], before: FieldPath
) -> Iterator[tuple[FieldPath, str]]:
    for parameter in parameters:
        value, field = values.get(parameter.id), (*before, parameter.id)
        if isinstance(parameter, ListParameter):
            for number, row in enumerate(value if isinstance(value, list | tuple) else ()):
                if isinstance(row, Mapping):
                    yield from _given(parameter.fields, row, (*field, number))
        elif isinstance(parameter, TextParameter | PluralParameter):
            if isinstance(value, str):
                yield field, value
            elif isinstance(value, Mapping):  # by language, or by plural form
                for name, text in value.items():
                    if isinstance(text, str):
                        yield (*field, str(name)), text


def _following(project: Project, same: Mapping[str, str]) -> Project:
    """The form says what the layers say now, where it said the very same before."""
    values = dict(project.source.values) if project.source is not None else {}
    changes = {field: same[text] for field, text in _values(project) if text in same}
    if project.source is None or not changes:
        return project
    source = project.source.model_copy(update={"values": _with(values, changes)})
    return project.model_copy(update={"source": source})


def _in_values(project: Project, changes: Mapping[FieldPath, str]) -> Project:
    if project.source is None or not changes:
        return project
    return with_template_values(project, _with(dict(project.source.values), changes))


def _with(values: dict[str, Any], changes: Mapping[FieldPath, str]) -> dict[str, Any]:
    for field, text in changes.items():
        values = _put(values, field, text)
    return values


def _put(holder: Any, field: FieldPath, text: str) -> Any:
    if not field:
        return text
    step, rest = field[0], field[1:]
    if isinstance(holder, Mapping):
        return {**holder, step: _put(holder[step], rest, text)}
    items = list(holder)
    items[int(step)] = _put(items[int(step)], rest, text)
    return items
