"""Other versions of a composition, which tell on frames where its letters are.

as it is, and with all letters in one strong colour    what differs is what is seen of the letters
the same two with nothing but letters                  what would be seen if nothing lay over them
"""

from typing import Any

from studio.model.composition import Composition
from studio.model.layers import (
    BilingualLayer,
    CaptionLayer,
    Clip,
    CompositionLayer,
    GroupLayer,
    TextLayer,
    TrackLayer,
)

MARK = "#FF00FF"
OTHER_MARK = "#00FF00"


def with_marked_letters(composition: Composition, color: str = MARK) -> Composition:
    """All words in `color`; everything stands where it stood."""
    marked: Composition = _changed(composition, color, alone=False)
    return marked


def only_letters(composition: Composition, color: str) -> Composition:
    """The words in `color` alone, on black; everything stands where it stood."""
    marked: Composition = _changed(composition, color, alone=True)
    return marked.model_copy(update={"background": "#000000"})


def _changed(holder: Any, color: str, *, alone: bool) -> Any:
    layers = tuple(_layer(layer, color, alone=alone) for layer in holder.layers)
    return holder.model_copy(update={"layers": layers})


def _layer(layer: Any, color: str, *, alone: bool) -> Any:
    update: dict[str, Any] = {}
    match layer:
        case TextLayer():
            update = _text(layer, color)
        case BilingualLayer():
            update = {
                name: text.model_copy(update=_text(text, color))
                for name, text in (("first", layer.first), ("second", layer.second))
            }
        case CaptionLayer():
            style = layer.style
            text = style.text.model_copy(update={"color": color})
            update = {"style": style.model_copy(update={"text": text})}
        case GroupLayer():
            inside = tuple(_layer(one, color, alone=alone) for one in layer.layers)
            update = {"layers": inside, **({"fill": None, "shadow": None} if alone else {})}
        case CompositionLayer():
            update = {"composition": _source(layer.composition, color, alone=alone)}
        case TrackLayer():
            items = tuple(
                one.model_copy(update={"source": _source(one.source, color, alone=alone)})
                if isinstance(one, Clip)
                else one
                for one in layer.items
            )
            update = {"items": items}
        case _ if alone:
            update = {"opacity": 0.0}
        case _:
            return layer
    return layer.model_copy(update=update)


def _source(source: Any, color: str, *, alone: bool) -> Any:
    made = _changed(source, color, alone=alone)
    return made.model_copy(update={"background": None}) if alone else made


def _text(text: Any, color: str) -> dict[str, Any]:
    style = text.style.model_copy(update={"color": color})
    spans = tuple(span.model_copy(update={"color": None}) for span in text.spans)
    return {"style": style, "spans": spans}
