"""Another template for an open film: its words and pictures are carried over where names agree.

    values of the film's template  --same name, same kind-->  values of the new one; samples for the rest

A film without a template lends the texts of its layers, by the layers' ids.  Sound that a person put on the
film stays; so do its language, digits, frame rate and, if it is not merely the old template's own, its look.
"""

from collections.abc import Mapping
from typing import Any

from studio.base.errors import StudioError
from studio.model.composition import AudioClip, Composition
from studio.model.layers import BilingualLayer, TextLayer
from studio.model.parameters import ListParameter, Parameter
from studio.model.project import Project, TemplateUse
from studio.model.template import Template
from studio.presets.catalog import Catalog, bundled
from studio.presets.instantiate import default_look, format_of, instantiate
from studio.services.edits.paths import walk
from studio.services.opening import size_name


def with_template(project: Project, identifier: str, catalog: Catalog | None = None) -> Project:
    """The project with its first composition made anew from a template.

    Raises InputError for a template that does not exist, DocumentError for one that is broken.
    """
    catalog = catalog or bundled()
    template = catalog.template(identifier)
    old = project.compositions[0]
    values = carried_values(project, template, catalog)
    format = nearest_format(old, template, catalog)
    made = instantiate(
        template,
        values,
        language=old.language,
        format=format,
        digits=old.digits,
        use_samples=True,
        catalog=catalog,
    )
    before = _template_of(project, catalog)
    own_look = before is None or old.look != default_look(before.brand, before.pair, catalog)
    changes: dict[str, Any] = {"id": old.id, "rate": old.rate}
    if own_look:
        changes["look"] = old.look
    sound = _own_sound(project, before)
    if sound:
        changes["audio"] = (*made.audio, *(one for one in sound if one.id not in {a.id for a in made.audio}))
    samples = {one.id: one.sample for one in template.parameters if one.sample is not None}
    return project.model_copy(
        update={
            "compositions": (made.model_copy(update=changes), *project.compositions[1:]),
            "source": TemplateUse(template=template.id, values={**samples, **values}),
        }
    )


def nearest_format(composition: Composition, template: Template, catalog: Catalog | None = None) -> str:
    """The template's format whose shape is most like the film's."""
    catalog = catalog or bundled()
    wanted = size_name(composition, catalog.design())
    if wanted in template.formats:
        return wanted
    ratio = composition.size.width / composition.size.height

    def apart(name: str) -> float:
        form = format_of(catalog.design(), name)
        own = form.width / form.height
        return max(ratio / own, own / ratio)

    return min(template.formats, key=apart)


def carried_values(project: Project, template: Template, catalog: Catalog | None = None) -> dict[str, Any]:
    """What the film says, as values of another template: where name and kind agree."""
    catalog = catalog or bundled()
    before = _template_of(project, catalog)
    if before is None or project.source is None:
        texts = _texts_by_id(project.compositions[0])
        return {
            one.id: texts[one.id]
            for one in template.parameters
            if one.type == "text" and one.id in texts and _fits(one, texts[one.id])
        }
    known = {one.id: one for one in before.parameters}
    samples = {one.id: one.sample for one in before.parameters}
    carried = {}
    for one in template.parameters:
        value = project.source.values.get(one.id)
        # Samples of the old template are nobody's words: the new one has its own.
        if value is None or value == samples.get(one.id) or one.id not in known:
            continue
        found = _carried(known[one.id], one, value)
        if found is not None:
            carried[one.id] = found
    return carried


def _carried(old: Parameter, new: Parameter, value: Any) -> Any:
    if isinstance(old, ListParameter) and isinstance(new, ListParameter):
        kinds = {one.id: one.type for one in old.fields}
        shared = [one for one in new.fields if kinds.get(one.id) == one.type]
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        needed = [one.id for one in new.fields if not one.optional and one.default is None]
        kept = [{one.id: row[one.id] for one in shared if one.id in row} for row in rows[: new.maximum]]
        whole = all(name in row for row in kept for name in needed)
        return kept if shared and whole and len(kept) >= max(1, new.minimum) else None
    if old.type != new.type or old.type == "choice":
        return None
    return value if _fits(new, value) else None


def _fits(parameter: Parameter, value: Any) -> bool:
    """Whether a text is not longer than its place takes."""
    limit = getattr(parameter, "max_length", 0)
    texts = value.values() if isinstance(value, Mapping) else (value,)
    return not limit or all(not isinstance(text, str) or len(text) <= limit for text in texts)


def _template_of(project: Project, catalog: Catalog) -> Template | None:
    if project.source is None:
        return None
    try:
        return catalog.template(project.source.template)
    except StudioError:
        return None


def _texts_by_id(composition: Composition) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, node in walk(composition):
        if isinstance(node, TextLayer):
            found.setdefault(path[-1], node.text)
        elif isinstance(node, BilingualLayer):
            found.setdefault(path[-1], node.first.text)
    return found


def _own_sound(project: Project, before: Template | None) -> tuple[AudioClip, ...]:
    """Sound that is not merely the old template's."""
    sound = project.compositions[0].audio
    if before is None:
        return sound
    listed = before.body.get("audio", ())
    names = {one.get("id") for one in listed if isinstance(one, Mapping)}
    return tuple(one for one in sound if one.id not in names)
