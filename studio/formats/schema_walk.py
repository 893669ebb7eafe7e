"""Following pydantic's error locations through the types of a model.

pydantic mixes keys of the document with labels of its own: `("layers", 0, "text", "opacity", "float")` is
`layers.0.opacity`, once the tag of the tagged union and the label of the plain union are taken out.  Only the
types tell which is which (a text layer has a field `text` as well), so the walk goes along them.
"""

import types
from collections.abc import Iterable
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from studio.formats.positions import Path


class Branch(Struct, frozen=True):
    """Which member of a plain union an error speaks of, and where the union stands."""

    path: Path
    label: str
    is_model: bool


class Place(Struct, frozen=True):
    """Where an error is in the document; the keys known to the table that holds it; the unions on the way."""

    path: Path
    known: tuple[str, ...]
    branches: tuple[Branch, ...]


def _members(annotation: Any) -> list[Any]:
    """The members of a union without None, with Annotated taken off; a type that is no union alone."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        return [member for member in get_args(annotation) if member is not type(None)]
    return [annotation]


def _bare(annotation: Any) -> Any:
    members = _members(annotation)
    while len(members) == 1 and members[0] is not annotation:
        annotation = members[0]
        members = _members(annotation)
    return annotation


def field_names(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields by the name that stands in files."""
    if not model.__pydantic_fields_complete__:  # names of types that stand further down in their module
        model.model_rebuild()
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _tags(model: type[BaseModel]) -> set[str]:
    tags: set[str] = set()
    for field in ("type", "kind"):
        info = model.model_fields.get(field)
        if info is not None and get_origin(info.annotation) is Literal:
            tags.update(str(tag) for tag in get_args(info.annotation))
    return tags


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _chosen(members: Iterable[Any], label: str) -> Any:
    """The member of a union that a label or tag of pydantic's speaks of."""
    bare = [_bare(member) for member in members]
    for member in bare:
        if _is_model(member) and label in _tags(member):
            return member
    for member in bare:
        if _is_model(member) and member.__name__ in label:
            return member
    for member in bare:
        name = getattr(member, "__name__", str(member))
        if label.startswith("tuple") and get_origin(member) is tuple:
            return member
        if isinstance(member, type) and not issubclass(member, Enum) and name in label:
            return member
    return None


def _child(annotation: Any, part: str | int) -> Any:
    """The type of what stands under a key or index, None when it is not known."""
    if _is_model(annotation):
        info = field_names(annotation).get(str(part))
        return info and info.annotation
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and isinstance(part, int):
        if arguments[-1] is Ellipsis:
            return arguments[0]
        return arguments[part] if part < len(arguments) else None
    if get_origin(annotation) is dict:
        return arguments[1]
    if get_origin(annotation) is list:
        return arguments[0]
    return None


def place_of(model: Any, location: tuple[str | int, ...]) -> Place:
    """What a location of pydantic's means for documents of type `model` (a model or an annotated type)."""
    current: Any = model
    path: Path = ()
    known: tuple[str, ...] = ()
    branches: list[Branch] = []
    for part in location:
        current = _bare(current)
        members = _members(current)
        if len(members) > 1:
            current = _bare(_chosen(members, str(part)))
            branches.append(Branch(path, str(part), _is_model(current)))
            continue
        known = tuple(field_names(current)) if _is_model(current) else ()
        path = (*path, part)
        current = _child(current, part)
    return Place(path, known, tuple(branches))
