"""A value is one's own where it differs from what the template made; the way back leads exactly there."""

from studio.model.composition import Composition
from studio.model.project import Project
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.edits.fields import set_field
from studio.services.edits.originals import Originals
from studio.services.edits.paths import walk


def made() -> Project:
    template = bundled().template("pull-quote")
    values = {one.id: one.sample for one in template.parameters if one.sample is not None}
    return Project.model_validate(
        {
            "compositions": [instantiate(template, values, language="ar")],
            "source": {"template": "pull-quote", "values": values},
        }
    )


def text_path(composition: Composition) -> tuple[str, ...]:
    return next(path for path, node in walk(composition) if getattr(node, "type", "") == "text")


def test_what_the_template_made_is_not_ones_own() -> None:
    project = made()
    film = project.compositions[0]
    originals = Originals(project, film)
    for path, node in walk(film):
        for name in type(node).model_fields:
            if name not in ("type", "kind", "id"):
                assert not originals.is_own(path, (name,)), (path, name)


def test_a_change_is_ones_own_and_can_be_taken_back() -> None:
    project = made()
    path = text_path(project.compositions[0])
    for field, value in ((("text",), "كلامي"), (("style", "color"), "warning"), (("opacity",), 0.5)):
        film = set_field(project.compositions[0], path, field, value)
        changed = project.model_copy(update={"compositions": (film,)})
        originals = Originals(changed, film)
        assert originals.is_own(path, field)
        assert originals.restored(film, path, field) == project.compositions[0]


def test_without_a_template_what_is_said_is_ones_own() -> None:
    project = made().model_copy(update={"source": None})
    film = project.compositions[0]
    path = text_path(film)
    assert Originals(project, film).is_own(path, ("text",))
    film = set_field(film, path, ("opacity",), 0.5)
    originals = Originals(project.model_copy(update={"compositions": (film,)}), film)
    assert originals.is_own(path, ("opacity",))
    assert not originals.is_known(path)
    assert originals.restored(film, path, ("opacity",)) == project.compositions[0]
