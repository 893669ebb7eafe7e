"""Markers of a composition: named moments, kept in order of time."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from studio.base.errors import InputError
from studio.model.composition import Composition, Marker
from studio.services.edits.paths import free_id, rebuilt


def add_marker(composition: Composition, time: Fraction, name: str = "") -> tuple[Composition, str]:
    """A marker at a time; gives its id, or that of the one that stands there already.  Raises InputError."""
    time = min(max(Fraction(0), time), composition.duration)
    for marker in composition.markers:
        if marker.time == time:
            return composition, marker.id
    id = free_id("marker-1", {marker.id for marker in composition.markers})
    added = Marker(id=id, time=time, name=name)
    return _with(composition, (*composition.markers, added)), id


def marker_at(composition: Composition, id: str) -> Marker:
    """The marker of that id.  Raises InputError."""
    for marker in composition.markers:
        if marker.id == id:
            return marker
    raise InputError(f"there is no marker '{id}'", "It may have been removed meanwhile.")


def change_marker(composition: Composition, id: str, **changes: Any) -> Composition:
    """A marker with another time (within the film), name or colour.  Raises InputError, DocumentError."""
    old = marker_at(composition, id)
    if "time" in changes:
        changes["time"] = min(max(Fraction(0), changes["time"]), composition.duration)
    new = rebuilt(old, **changes)
    if new == old:
        return composition
    return _with(composition, (new if one is old else one for one in composition.markers))


def remove_marker(composition: Composition, id: str) -> Composition:
    """Without a marker.  Raises InputError."""
    old = marker_at(composition, id)
    return _with(composition, (one for one in composition.markers if one is not old))


def _with(composition: Composition, markers: Iterable[Marker]) -> Composition:
    ordered = tuple(sorted(markers, key=lambda marker: (marker.time, marker.id)))
    return rebuilt(composition, markers=ordered)
