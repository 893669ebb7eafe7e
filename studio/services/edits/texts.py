"""All that can be read in a composition, and changing it in many places at once."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from studio.model.charts import BarChart
from studio.model.composition import Composition
from studio.model.layers import BilingualLayer, CaptionLayer, ChartLayer, TextLayer
from studio.services.edits.fields import FieldPath, set_fields
from studio.services.edits.paths import LayerPath, walk


class TextAt(Struct, frozen=True):
    """A text and where it stands: the layer, and the field in it."""

    path: LayerPath
    field: FieldPath
    text: str


def texts_of(composition: Composition) -> Iterator[TextAt]:
    """Every text in painter order; cues one by one."""
    for path, node in walk(composition):
        match node:
            case TextLayer():
                yield TextAt(path, ("text",), node.text)
            case BilingualLayer():
                yield TextAt(path, ("first", "text"), node.first.text)
                yield TextAt(path, ("second", "text"), node.second.text)
            case CaptionLayer():
                for number, cue in enumerate(node.cues):
                    if cue.text:
                        yield TextAt(path, ("cues", number, "text"), cue.text)
                for number, cue in enumerate(() if node.second is None else node.second.cues):
                    if cue.text:
                        yield TextAt(path, ("second", "cues", number, "text"), cue.text)
            case ChartLayer(chart=BarChart() as chart):
                for number, bar in enumerate(chart.bars):
                    yield TextAt(path, ("chart", "bars", number, "label"), bar.label)
            case _:
                pass


def change_texts(composition: Composition, texts: Mapping[tuple[LayerPath, FieldPath], str]) -> Composition:
    """Sets many texts at once, each layer once.  A cue's words, which are of its old text, go.

    Raises InputError.
    """
    by_layer: dict[LayerPath, dict[FieldPath, object]] = {}
    for (path, field), text in texts.items():
        values = by_layer.setdefault(path, {})
        values[field] = text
        if field[-3:-2] == ("cues",) and field[-1] == "text":
            values[(*field[:-1], "words")] = ()
    for path, values in by_layer.items():
        composition = set_fields(composition, path, values)
    return composition
