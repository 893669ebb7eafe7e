"""The files that a project lists, and where its compositions name them."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from studio.base.errors import InputError
from studio.model.layers import CaptionLayer
from studio.model.project import ASSET, Media, Project
from studio.services.edits.paths import free_id, rebuilt

M = TypeVar("M", bound=BaseModel)


def media_used(value: BaseModel) -> Iterator[str]:
    """Every media reference in a composition, layer or other part of the document."""
    if isinstance(value, CaptionLayer):  # cues are many, and name no files
        yield from media_used(value.style)
        return
    for name in value.model_fields_set:
        part = getattr(value, name)
        if name == "media" and isinstance(part, str):
            yield part
        elif isinstance(part, BaseModel):
            yield from media_used(part)
        elif isinstance(part, tuple):
            for one in part:
                if isinstance(one, BaseModel):
                    yield from media_used(one)


def with_media_named(value: M, change: Callable[[str], str]) -> M:
    """The part of the document with every media reference changed."""
    changes: dict[str, Any] = {}
    for name in value.model_fields_set:
        part = getattr(value, name)
        if name == "media" and isinstance(part, str):
            made: Any = change(part)
        elif isinstance(part, BaseModel):
            made = with_media_named(part, change)
        elif isinstance(part, tuple):
            inner = tuple(
                with_media_named(one, change) if isinstance(one, BaseModel) else one for one in part
            )
            made = part if all(a is b for a, b in zip(inner, part, strict=True)) else inner
        else:
            continue
        if made is not part and made != part:
            changes[name] = made
    return rebuilt(value, **changes) if changes else value


def media_of(project: Project) -> set[str]:
    """The media ids that any composition uses, and those that no composition lists (`asset:` left out)."""
    used = {name for one in project.compositions for name in media_used(one)}
    return {name for name in used if not name.startswith(ASSET)}


def add_media(
    project: Project, path: str, wanted: str = "media", digest: str | None = None
) -> tuple[Project, str]:
    """Lists a file of the project's folder (or `asset:…`) and gives its id; one that is listed already is
    found again.  Raises DocumentError for a path that cannot be used."""
    for item in project.media:
        if item.path == path or (digest is not None and item.digest == digest):
            return project, item.id
    identifier = free_id(_as_id(wanted), {item.id for item in project.media})
    item = rebuilt(Media(id=identifier, path=path), digest=digest)
    return project.model_copy(update={"media": (*project.media, item)}), identifier


def _as_id(text: str) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)
    return plain.strip("-")[:40] or "media"


def repoint_media(project: Project, identifier: str, path: str, digest: str | None = None) -> Project:
    """The same media, another file.  Raises InputError for an id that is not listed."""
    if all(item.id != identifier for item in project.media):
        raise InputError(f"there is no media '{identifier}'", "It may have been removed meanwhile.")
    media = tuple(
        rebuilt(item, path=path, digest=digest) if item.id == identifier else item for item in project.media
    )
    return project.model_copy(update={"media": media})


def with_licence(project: Project, identifier: str, words: str) -> Project:
    """Who made a media and on what terms it may be used, as the person writes it."""
    media = tuple(
        rebuilt(item, licence=words) if item.id == identifier and item.licence != words else item
        for item in project.media
    )
    return project.model_copy(update={"media": media})


def repoint_font(project: Project, old: str, path: str, digest: str | None = None) -> Project:
    """Another file for the font whose file was `old`.  Raises DocumentError."""
    fonts = tuple(rebuilt(one, path=path, digest=digest) if one.path == old else one for one in project.fonts)
    return project.model_copy(update={"fonts": fonts})
