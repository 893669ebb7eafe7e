"""Every kind of layer by its tag: the one table to extend."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from studio.scene.kind import Kind

_MODULES = {
    "text": "text",
    "bilingual": "bilingual",
    "image": "image",
    "video": "video",
    "shape": "shape",
    "pattern": "pattern",
    "icon": "icon",
    "group": "group",
    "chart": "chart",
    "caption": "caption",
    "composition": "composition",
    "track": "track",
}
"""The module of `studio.scene.layers` that holds each kind as its KIND."""


class _Kinds(Mapping[str, Kind]):
    """Each module is loaded when its kind is first asked for: hardly a film needs them all, and together
    they take as long to load as a second of film to paint."""

    def __getitem__(self, tag: str) -> Kind:
        return _kind(_MODULES[tag])

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


@cache
def _kind(module: str) -> Kind:
    kind = import_module(f"studio.scene.layers.{module}").KIND
    assert isinstance(kind, Kind)
    return kind


KINDS: Mapping[str, Kind] = _Kinds()
