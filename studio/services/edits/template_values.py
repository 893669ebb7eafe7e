"""Other values for the template that a film was made from, without losing what was changed by hand since.

    base = template + old values      current = base + what a person changed
    next = template + new values  --> next + what the person changed      (a merge of three)

Where both changed the same place, the person's change stays.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.project import Project, TemplateUse
from studio.presets.catalog import Catalog, bundled
from studio.presets.instantiate import instantiate
from studio.services.edits.paths import refusal
from studio.services.opening import size_name

Place = tuple[str | int, ...]
"""`("hook",)`, or in a list `("figures", 0, "label")`."""


def with_value(values: Mapping[str, Any], place: Place, value: Any, language: str) -> dict[str, Any]:
    """The template's values with one changed; of a text given by language only that language's."""
    made = copy.deepcopy(dict(values))
    holder: Any = made
    for step in place[:-1]:
        holder = holder[step]
    last = place[-1]
    old = holder.get(last) if isinstance(holder, dict) else None
    by_language = isinstance(old, Mapping) and bool(old) and set(old) <= {"ar", "en", "else"}
    holder[last] = {**old, language: value} if by_language and isinstance(old, Mapping) else value
    return made


def with_template_values(
    project: Project, values: Mapping[str, Any], catalog: Catalog | None = None
) -> Project:
    """The project made anew from other values of its template; changes by hand stay.

    Raises InputError for a project without a template, DocumentError for values that it does not take.
    """
    source = project.source
    if source is None:
        raise InputError("this film was not made from a template", "Change its layers instead.")
    catalog = catalog or bundled()
    template = catalog.template(source.template)
    current = project.compositions[0]
    made = [
        instantiate(
            template,
            given,
            language=current.language,
            format=size_name(current, catalog.design()),
            digits=current.digits,
            catalog=catalog,
        )
        for given in (source.values, values)
    ]
    base, new, mine = (_plain(one) for one in (*made, current))
    data = merged(base, new, mine)
    try:
        composition = Composition.model_validate(data)
    except ValidationError as error:
        raise refusal(error, Composition, data) from error
    return project.model_copy(
        update={
            "compositions": (composition, *project.compositions[1:]),
            "source": TemplateUse(template=source.template, values=dict(values)),
        }
    )


def merged(base: Any, new: Any, mine: Any) -> Any:
    """`new` with what `mine` changed of `base`; tables by key, lists of named things by name."""
    if mine == base:
        return new
    if new == base:
        return mine
    if isinstance(base, dict) and isinstance(new, dict) and isinstance(mine, dict):
        return _tables(base, new, mine)
    if all(_is_named(one) for one in (base, new, mine)):
        return _lists(base, new, mine)
    return mine


_MISSING = object()


def _tables(base: dict[str, Any], new: dict[str, Any], mine: dict[str, Any]) -> dict[str, Any]:
    made = {}
    for key in dict.fromkeys((*new, *mine)):
        was, now, own = (one.get(key, _MISSING) for one in (base, new, mine))
        value = (
            now if own is was or own == was else own if now is was or now == was else merged(was, now, own)
        )
        if value is not _MISSING:
            made[key] = value
    return made


def _is_named(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _lists(base: list[Any], new: list[Any], mine: list[Any]) -> list[Any]:
    """In the order of the new one; what the person added stands after what it stood after."""
    was, now, own = _by_name(base), _by_name(new), _by_name(mine)
    made: dict[str, Any] = {}
    for name, value in now.items():
        if name in own:
            made[name] = merged(was.get(name), value, own[name]) if name in was else own[name]
        elif name not in was:
            made[name] = value
    order = list(made)
    names = list(own)
    for index, name in enumerate(names):
        if name not in was and name not in made:
            made[name] = own[name]
            before = next((one for one in reversed(names[:index]) if one in order), None)
            order.insert(0 if before is None else order.index(before) + 1, name)
    return [made[name] for name in order]


def _by_name(items: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Things by id; those without (transitions, gaps) by what they follow."""
    found: dict[str, dict[str, Any]] = {}
    last = ""
    for item in items:
        name = str(item.get("id") or f"{last}>{item.get('kind', '')}")
        while name in found:
            name += "+"
        found[name] = item
        last = name
    return found


def _plain(composition: Composition) -> Any:
    """As in a file, with all that was said and nothing more."""
    return composition.model_dump(mode="json", by_alias=True, exclude_unset=True)
