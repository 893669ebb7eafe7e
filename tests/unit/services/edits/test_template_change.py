"""Another template for an open film: what was said stays where names agree, and can be edited again."""

from pathlib import Path

import pytest

from studio.model.composition import AudioClip
from studio.model.layers import TextLayer
from studio.model.project import Project
from studio.presets.catalog import bundled
from studio.services.edits.paths import walk
from studio.services.edits.template_change import carried_values, nearest_format, with_template
from studio.services.edits.template_values import with_template_values
from studio.services.new_project import new_project
from studio.services.opening import Wishes


def film(folder: Path, template: str, **values: object) -> Project:
    return new_project(template, folder / "film", Wishes(values=values)).project


def texts(project: Project) -> str:
    return "\n".join(node.text for _, node in walk(project.compositions[0]) if isinstance(node, TextLayer))


def test_words_are_carried_over_where_names_agree_and_can_be_edited_again(tmp_path: Path) -> None:
    project = film(tmp_path, "our-numbers", hook="كلمتي أنا")
    changed = with_template(project, "a-word-heals")
    assert "كلمتي أنا" in texts(changed)
    assert changed.source is not None
    assert changed.source.template == "a-word-heals"
    again = with_template_values(changed, {**changed.source.values, "hook": "كلمة أخرى"})
    assert "كلمة أخرى" in texts(again)
    assert "كلمتي أنا" not in texts(again)


def test_samples_of_the_old_template_are_nobodys_words(tmp_path: Path) -> None:
    project = film(tmp_path, "our-numbers")
    assert carried_values(project, bundled().template("a-word-heals")) == {}


def test_what_is_too_long_for_its_new_place_is_left(tmp_path: Path) -> None:
    project = film(tmp_path, "our-numbers", hook="ك" * 30)
    template = bundled().template("a-word-heals")
    hook = next(one for one in template.parameters if one.id == "hook")
    short = template.model_copy(
        update={
            "parameters": tuple(
                one.model_copy(update={"max_length": 8}) if one is hook else one
                for one in template.parameters
            )
        }
    )
    assert "hook" in carried_values(project, template)
    assert "hook" not in carried_values(project, short)


def test_a_film_without_a_template_lends_the_texts_of_its_layers() -> None:
    project = Project.model_validate(
        {
            "compositions": [
                {
                    "size": {"width": 1080, "height": 1080},
                    "duration": 2,
                    "layers": [{"type": "text", "id": "quote", "text": "قول قديم"}],
                }
            ]
        }
    )
    assert "قول قديم" in texts(with_template(project, "pull-quote"))


def test_language_shape_sound_and_a_look_of_its_own_stay(tmp_path: Path) -> None:
    project = new_project(
        "our-numbers", tmp_path / "film", Wishes(language="en", size="4:5", brand="farah-light")
    ).project
    own = AudioClip(id="mine", media="asset:sounds/chime.wav")
    first = project.compositions[0]
    first = first.model_copy(update={"audio": (*first.audio, own)})
    project = project.model_copy(update={"compositions": (first,)})
    changed = with_template(project, "one-number").compositions[0]
    assert (changed.language, changed.size, changed.look) == (first.language, first.size, first.look)
    assert own in changed.audio


def test_a_look_that_was_the_old_templates_own_gives_way(tmp_path: Path) -> None:
    project = film(tmp_path, "pull-quote")
    changed = with_template(project, "one-number").compositions[0]
    assert changed.look.palette == bundled().brand(bundled().template("one-number").brand).look.palette


@pytest.mark.parametrize("template", bundled().ids("templates"))
def test_every_template_can_follow_every_film(template: str, tmp_path: Path) -> None:
    project = film(tmp_path, "steps")
    assert with_template(project, template).compositions[0].layers


def test_the_nearest_shape_is_taken() -> None:
    template = bundled().template("one-number").model_copy(update={"formats": ("16:9", "4:5")})
    tall = Project.model_validate(
        {"compositions": [{"size": {"width": 1080, "height": 1920}, "duration": 1}]}
    ).compositions[0]
    assert nearest_format(tall, template) == "4:5"
