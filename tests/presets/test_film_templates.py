"""The shipped film templates, filled with their samples, in every format and language."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from studio.base.paths import assets_dir
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.presets.check import check_template
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources
from studio.services.stills import Painter
from tests.presets.checks import (
    LANGUAGES,
    bare,
    cases,
    is_blank,
    is_safe,
    longest,
    sample,
    scene_of,
    shots,
    template_ids,
    transition_kinds,
    without_texts,
    worst_contrast,
)

FILMS = template_ids("film")
CASES = cases("film")
LONGEST = 90
"""Seconds of the longest Reel (style guide, section 2)."""
LENGTHS = {
    "our-numbers": (25, 60),
    "workshop-to-street": (25, 60),
    "myth-and-fact": (15, 30),
    "a-word-heals": (15, 30),
}
END_CARD = Fraction(5, 2)
SEEN = Fraction(7, 20)
"""Seconds behind the cut: the longest transition is over, and something new is to be seen."""
CONTRAST = 4.5
"""WCAG 1.4.3 for text of any size."""


@pytest.mark.parametrize("name", FILMS)
def test_template_has_no_mistake(name: str) -> None:
    assert check_template(bundled().template_path(name)) == []


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_sample_film_has_no_finding(name: str, language: str, form: str) -> None:
    assert scene_of(name, language, form).findings() == ()


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_sample_film_keeps_its_length(name: str, language: str, form: str) -> None:
    shortest, longest = LENGTHS.get(name, (5, LONGEST))
    assert shortest <= sample(name, language, form).duration <= longest


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_every_clip_rests_for_its_reading_time(name: str, language: str, form: str) -> None:
    for shot in shots(scene_of(name, language, form)):
        if not shot.texts:
            continue
        landed = max(text.lands for text in shot.texts)
        leaves = min(shot.leaves, *(text.leaves for text in shot.texts))
        assert leaves - landed >= shot.needed(language), shot.clip.id


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_all_text_rests_in_the_safe_box(name: str, language: str, form: str) -> None:
    scene = scene_of(name, language, form)
    outside = [text for shot in shots(scene) for text in shot.texts if not is_safe(text.ink, scene)]
    assert outside == []


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_no_text_rests_on_another(name: str, language: str, form: str) -> None:
    for shot in shots(scene_of(name, language, form)):
        for index, one in enumerate(shot.texts):
            for other in shot.texts[index + 1 :]:
                assert one.ink.intersected(other.ink).is_empty, (shot.clip.id, one.id, other.id)


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_longest_texts_still_fit(name: str, language: str, form: str) -> None:
    scene = Scene(longest(name, language, form), open_resources(ResourceList()))
    assert scene.findings() == ()
    assert [text.id for shot in shots(scene) for text in shot.texts if not is_safe(text.ink, scene)] == []


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_last_card_stays(name: str, language: str, form: str) -> None:
    last = shots(scene_of(name, language, form))[-1]
    assert last.end - last.start >= END_CARD


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_film_words_are_seen_within_two_seconds(name: str, language: str, form: str) -> None:
    first = shots(scene_of(name, language, form))[0]
    assert min(text.lands for text in first.texts) <= 2


@pytest.mark.parametrize("name", FILMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_film_has_at_most_two_kinds_of_transition(name: str, language: str) -> None:
    assert len(transition_kinds(sample(name, language, "9:16"))) <= 2


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_each_clip_paints_a_picture(name: str, language: str, form: str) -> None:
    composition = sample(name, language, form)
    painter = Painter(composition, ResourceList(), 200 / max(composition.size.width, composition.size.height))
    for shot in shots(scene_of(name, language, form)):
        assert not is_blank(painter, shot.leaves - Fraction(1, 2)), shot.clip.id


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_no_clip_is_blank_once_the_transition_to_it_is_over(name: str, language: str, form: str) -> None:
    composition = sample(name, language, form)
    painter = Painter(composition, ResourceList(), 200 / max(composition.size.width, composition.size.height))
    for shot in shots(scene_of(name, language, form))[1:]:
        assert not is_blank(painter, shot.start + SEEN), shot.clip.id


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_film_with_only_what_is_required_is_sound(name: str, language: str, form: str) -> None:
    scene = Scene(bare(name, language, form), open_resources(ResourceList()))
    assert scene.findings() == ()
    assert [text.id for shot in shots(scene) for text in shot.texts if not is_safe(text.ink, scene)] == []


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_first_card_without_a_picture_shows_more_than_words(name: str, language: str, form: str) -> None:
    composition = bare(name, language, form)
    wordless = composition.model_copy(update={"layers": without_texts(composition.layers)})
    painter = Painter(wordless, ResourceList(), 200 / max(composition.size.width, composition.size.height))
    assert not is_blank(painter, shots(painter.scene)[0].leaves - Fraction(1, 2))


@pytest.mark.parametrize("given", [sample, bare])
@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_text_keeps_its_contrast_on_what_is_behind_it(
    name: str, language: str, form: str, given: Callable[[str, str, str], Composition]
) -> None:
    composition = given(name, language, form)
    wordless = composition.model_copy(update={"layers": without_texts(composition.layers)})
    painter = Painter(wordless, ResourceList(), 0.25)
    for shot in shots(Scene(composition, open_resources(ResourceList()))):
        pixels = painter.paint(shot.leaves - Fraction(1, 10))
        for text in shot.texts:
            assert worst_contrast(text, pixels, 0.25) >= CONTRAST, (shot.clip.id, text.id)


@pytest.mark.parametrize("name", FILMS)
def test_film_has_its_music(name: str) -> None:
    sounds = sample(name, "ar", "9:16").audio
    assert sounds
    for sound in sounds:
        assert (assets_dir() / sound.media.removeprefix("asset:")).is_file()
