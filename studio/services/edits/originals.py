"""What a template made, beside what a person has made of it: which values are their own, and the way back.

A film that was not made from a template (or a layer that it did not have) has the model's defaults as its
originals: what the document says nothing about.
"""

from functools import lru_cache
from typing import Any

from studio.base.errors import StudioError
from studio.model.composition import Composition
from studio.model.project import Project
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.edits.fields import FieldPath, field_value, is_set, reset_field, set_field
from studio.services.edits.paths import LayerPath, node_at
from studio.services.opening import size_name

_KEPT = 4


class Originals:
    """Of one composition of a project; None of it is computed before it is asked for."""

    def __init__(self, project: Project, composition: Composition) -> None:
        self._composition = composition
        self._made: Composition | None = None
        if project.source is not None and composition is project.compositions[0]:
            source = project.source
            key = (source.template, source.model_dump_json(), composition.language, composition.digits)
            size = composition.size
            self._made = _made(_Given(source.values), *key, size.width, size.height)

    def is_own(self, path: LayerPath, field: FieldPath) -> bool:
        """Whether the value of a field is not what it was at first (the dot beside a label)."""
        made = self._holder(path)
        if made is None:
            return is_set(self._composition, path, field)
        try:
            return bool(field_value(self._composition, path, field) != field_value(made, path, field))
        except StudioError:
            return is_set(self._composition, path, field)

    def is_known(self, path: LayerPath) -> bool:
        """Whether the template had made this layer."""
        return self._holder(path) is not None

    def restored(self, composition: Composition, path: LayerPath, field: FieldPath) -> Composition:
        """The composition with the value that the field had at first.  Raises InputError."""
        made = self._holder(path)
        try:
            if made is None or not is_set(made, path, field):
                return reset_field(composition, path, field)
            value: Any = field_value(made, path, field)
        except StudioError:
            return reset_field(composition, path, field)
        return set_field(composition, path, field, value)

    def _holder(self, path: LayerPath) -> Composition | None:
        """The template's composition, where it has a layer of the same kind there."""
        if self._made is None or not path:
            return self._made
        try:
            made, own = node_at(self._made, path), node_at(self._composition, path)
        except StudioError:
            return None
        return self._made if type(made) is type(own) else None


class _Given:
    """A template's values, passed beside the key that stands for them."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given)  # the key beside it tells


@lru_cache(maxsize=_KEPT)
def _made(
    given: _Given, template: str, key: str, language: str, digits: Any, width: int, height: int
) -> Composition | None:
    """What the template makes of the values; None for one that is no longer there or does not take them."""
    catalog = bundled()
    try:
        found = catalog.template(template)
        size = Composition.model_validate(
            {"size": {"width": width, "height": height}, "duration": 1, "language": language}
        )
        return instantiate(
            found,
            given.values,
            language=language,
            format=size_name(size, catalog.design()),
            digits=digits,
            catalog=catalog,
        )
    except StudioError:
        return None
