"""When a value is seen in the film: what the live picture shows while it is filled in."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from studio.model.composition import Composition
from studio.model.layers import TrackLayer
from studio.model.template import Template
from studio.scene.track_time import Span, spans_of
from studio.services.stills import still_time

_SEEN = Fraction(7, 10)
"""How far into its clip a value has arrived and is not leaving yet."""


def moment_of(template: Template, composition: Composition, name: str, row: int = 0) -> Fraction:
    """A time (seconds) at which the value of a parameter, or a row of it, is on screen.

    The clip whose table in the template names the parameter; stills have one moment anyway.
    """
    if template.kind == "still":
        return still_time(composition)
    for layer in composition.layers:
        if isinstance(layer, TrackLayer):
            spans = _spans_naming(template, spans_of(layer)[0], name)
            if spans:
                span = spans[min(row, len(spans) - 1)]
                return layer.start + span.start + (span.end - span.start) * _SEEN
    return still_time(composition)


def first_moment(template: Template, composition: Composition) -> Fraction:
    """What stands for the whole: a film's opening, with its first value; a still's own moment."""
    first = next((one.id for one in template.parameters), "")
    return moment_of(template, composition, first)


def _spans_naming(template: Template, spans: tuple[Span, ...], name: str) -> list[Span]:
    named = _clips_naming(template.body, name)
    return [
        span
        for span in spans
        if span.clip is not None
        and any(
            span.clip.id == one or re.fullmatch(f"{re.escape(one)}-[0-9]+", span.clip.id) for one in named
        )
    ]


def _clips_naming(body: Mapping[str, Any], name: str) -> list[str]:
    """The ids of the template's clips whose tables use a parameter.

    A clip that only asks whether there is one (`when`) does not show it.
    """
    used = re.compile(rf"\{{[^{{}}]*\b{re.escape(name)}\b[^{{}}]*\}}|\"for\": \"{re.escape(name)}\"")
    found = []
    for layer in body.get("layers", ()):
        for item in layer.get("items", ()) if isinstance(layer, Mapping) else ():
            for clip in item.get("each", (item,)):
                repeated = item.get("for") == name
                if "id" in clip and (repeated or used.search(json.dumps(clip, default=str))):
                    found.append(str(clip["id"]))
    return found
