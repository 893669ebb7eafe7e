"""Preflight on real films: each fault is found where it is and only there; Fix puts it right."""

import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.base.cancellation import Cancellation, Cancelled
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.model.project import Media, Project, TemplateUse
from studio.scene.findings import Finding
from studio.services.preflight.check import Film, ignored, preflight, with_answer, with_fix, with_ignored
from studio.services.preflight.moments import moments_of
from studio.services.resources import ResourceList
from studio.services.tolerant import Missing

SIZE = (540, 960)
MIDDLE = {"area": "canvas", "width": 400, "anchor": "center"}


def film(*layers: dict[str, Any], seconds: float = 4, **more: Any) -> Film:
    """A film on a black ground; its words in the middle stay long enough."""
    composition = Composition.model_validate(
        {
            "id": "main",
            "size": {"width": SIZE[0], "height": SIZE[1]},
            "duration": seconds,
            "background": "#000000",
            "layers": layers,
            **more,
        }
    )
    return Film(Project(compositions=(composition,)), composition, ResourceList())


def text(words: str, id: str = "title", **more: Any) -> dict[str, Any]:
    style = {"size": 60, "color": "#FFFFFF", "align": "center", **more.pop("style", {})}
    return {"type": "text", "id": id, "text": words, "style": style, "place": MIDDLE, **more}


def box(color: str, id: str = "box", **more: Any) -> dict[str, Any]:
    place = {"area": "canvas", "width": "100%", "height": "100%"}
    return {"type": "shape", "id": id, "fill": color, "place": place, **more}


def kinds(found: tuple[Finding, ...]) -> list[str]:
    return [one.kind for one in found if one.kind != "no-sound"]


def only(found: tuple[Finding, ...], kind: str) -> Finding:
    (one,) = [one for one in found if one.kind == kind]
    return one


def fixed(looked_at: Film, finding: Finding) -> Film:
    project = with_fix(looked_at.project, "main", finding)
    return Film(project, project.compositions[0], looked_at.resources)


def test_a_good_film_has_no_findings() -> None:
    assert kinds(preflight(film(text("حوار")))) == []


def test_words_too_near_to_their_ground_are_found_on_the_picture_itself() -> None:
    found = preflight(film(box("#777777"), text("حوار", style={"color": "#8A8A8A"})))
    low = only(found, "low-contrast")
    assert low.path == ("title",)
    assert low.time is not None
    assert 0 < low.time < 4
    assert kinds(preflight(film(box("#777777"), text("حوار")))) == [], "4.5 to 1"


def test_a_ground_under_the_words_counts() -> None:
    style = {"color": "#FFFFFF", "knock_out": None}
    dark = {"type": "shape", "id": "plate", "fill": "#101010", "place": {**MIDDLE, "height": 160}}
    assert kinds(preflight(film(box("#F0F0F0"), dark, text("حوار", style=style)))) == []


def test_large_words_need_less_contrast() -> None:
    grey = {"color": "#6A6A6A"}  # 3.9 to 1 on black
    assert kinds(preflight(film(text("حوار", style={"size": 90, **grey})))) == []
    assert "low-contrast" in kinds(preflight(film(text("حوار", style={"size": 28, **grey}))))


def test_words_too_small_for_a_phone_are_found_and_shrunk_ones_noted() -> None:
    assert "small-text" in kinds(preflight(film(text("حوار", style={"size": 20}))))
    place = {**MIDDLE, "height": 120}
    words = {**text("حوار مفتوح بين الناس كلهم", style={"size": 120, "min_size": 40}), "place": place}
    assert kinds(preflight(film(words))) == ["text-shrunk"]


def test_words_behind_something_block() -> None:
    found = preflight(film(text("حوار"), box("#204060")))
    assert only(found, "hidden-words").level == "block"
    assert only(found, "hidden-words").path == ("title",)


def test_words_over_words_are_found() -> None:
    found = preflight(film(text("حوار مفتوح"), text("كلام آخر هنا", "other")))
    assert "hidden-words" in kinds(found)


def test_words_outside_the_safe_area_are_moved_in_by_fix() -> None:
    place = {"area": "canvas", "width": 300, "anchor": "bottom"}
    looked_at = film({**text("حوار"), "place": place})
    finding = only(preflight(looked_at), "unsafe-place")
    assert finding.fix
    assert kinds(preflight(fixed(looked_at, finding))) == []


def test_faults_of_old_programs_are_mended_by_fix() -> None:
    looked_at = film(text("ﻣﺮﺣﺒﺎ"))
    finding = only(preflight(looked_at, frames=False), "text-fault")
    again = fixed(looked_at, finding)
    assert again.composition.layers[0].text == "مرحبا"  # type: ignore[union-attr] # a text layer
    assert preflight(again, frames=False) == ()


def test_latin_punctuation_in_arabic_is_found_and_fixed() -> None:
    looked_at = film(text("مرحبا, كيف الحال?"))
    finding = only(preflight(looked_at, frames=False), "latin-punctuation")
    assert preflight(fixed(looked_at, finding), frames=False) == ()


def test_digits_of_another_kind_than_the_films_are_found_and_fixed() -> None:
    looked_at = film(text("٧٢ مشاركًا"), {**text("في 2026", "year"), "style": {"digits": "latn"}})
    finding = only(preflight(looked_at, frames=False), "mixed-digits")
    assert finding.path == ("year",)
    assert preflight(fixed(looked_at, finding), frames=False) == ()


def test_digits_in_addresses_are_left_alone() -> None:
    looked_at = film(text("زوروا hiwar24.org", style={"digits": "typed"}))
    assert preflight(looked_at, frames=False) == ()


def test_empty_words_are_noted() -> None:
    assert only(preflight(film(text(" \u200f")), frames=False), "empty-text").level == "note"


def test_words_that_go_too_soon_are_found() -> None:
    long = "هذا نصٌّ طويل لا يُقرأ في نصف ثانية مهما كان القارئ سريعًا"
    assert "reading-time" in kinds(preflight(film(text(long, end=1)), frames=False))
    assert kinds(preflight(film(text(long), seconds=8), frames=False)) == []


def test_a_hidden_layer_is_not_looked_at() -> None:
    assert kinds(preflight(film(text("مرحبا, كيف الحال?", hidden=True)))) == []


def test_pictures_too_small_for_their_place_are_found(tmp_path: Path) -> None:
    small = tmp_path / "small.png"
    Image.fromarray(np.full((120, 80, 3), 40, np.uint8)).save(small)
    photo = {"type": "image", "id": "photo", "media": "small", "place": box("#000000")["place"]}
    looked_at = film(photo)
    found = preflight(Film(looked_at.project, looked_at.composition, ResourceList({"small": small})))
    assert only(found, "low-resolution").path == ("photo",)


def test_missing_media_block_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    stripes = tmp_path / "stripes.png"
    Image.fromarray(np.full((9, 9, 3), 90, np.uint8)).save(stripes)
    photo = {"type": "image", "id": "photo", "media": "tea", "place": box("#000000")["place"]}
    looked_at = film(photo, text("مرحبا, أهلا"))
    missing = (Missing("media", "tea", "media/tea.png"),)
    found = preflight(Film(looked_at.project, looked_at.composition, ResourceList({"tea": stripes}), missing))
    assert found[0].kind == "missing-media"
    assert found[0].level == "block"
    assert found[0].path == ("photo",)
    assert "latin-punctuation" in kinds(found)
    assert "low-resolution" not in kinds(found), "a stand-in is no picture"


def test_a_film_that_cannot_be_read_blocks_as_the_export_refuses_it(tmp_path: Path) -> None:
    broken = tmp_path / "tea.mp4"
    broken.write_text("no film\n" * 100, encoding="utf-8")
    stripes = tmp_path / "stripes.png"
    Image.fromarray(np.full((9, 9, 3), 90, np.uint8)).save(stripes)
    video = {"type": "video", "id": "tea", "media": "tea", "place": box("#000000")["place"]}
    looked_at = film(video, text("حوار"))
    resources = ResourceList({"tea": broken}, stand_in=stripes)
    found = preflight(Film(looked_at.project, looked_at.composition, resources))
    unread = only(found, "missing-media")
    assert (unread.level, unread.path) == ("block", ("tea",))


def flashing(rate: int, color: str = "#FFFFFF") -> Film:
    """A box over everything that comes and goes `rate` times a second."""
    keys = [
        {"time": f"{number}/{2 * rate}", "value": float(number % 2), "easing": "hold"}
        for number in range(4 * rate)
    ]
    return film(box(color, opacity={"keyframes": keys}), seconds=2)


@pytest.mark.parametrize(("rate", "flashes"), [(2, False), (3, False), (5, True), (8, True)])
def test_more_than_three_flashes_a_second_block(rate: int, flashes: bool) -> None:
    assert ("flashes" in kinds(preflight(flashing(rate)))) is flashes


def test_saturated_red_flashes_are_found() -> None:
    assert "flashes" in kinds(preflight(flashing(6, "#C00000")))


def test_a_small_flash_is_none() -> None:
    small = {"area": "canvas", "width": 100, "height": 100, "anchor": "center"}
    layer = flashing(8).composition.layers[0].model_dump(mode="json", exclude_defaults=True)
    assert "flashes" not in kinds(preflight(film({"type": "shape", **layer, "place": small}, seconds=2)))


def sound(path: Path, level: float) -> Path:
    wave_form = np.sin(np.arange(48_000 * 2) * 0.06) * 32_767 * level
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(wave_form.astype("<i2").tobytes())
    return path


@pytest.mark.parametrize(("level", "kind"), [(0.0, "silent-sound"), (0.006, "quiet-sound"), (0.3, None)])
def test_sound_is_listened_to(tmp_path: Path, level: float, kind: str | None) -> None:
    music = sound(tmp_path / "music.wav", level)
    looked_at = film(text("حوار"), seconds=2, audio=[{"id": "a", "media": "music"}])
    resources = ResourceList({"music": music})
    found = kinds(preflight(Film(looked_at.project, looked_at.composition, resources)))
    assert found == ([] if kind is None else [kind])


def test_a_longer_film_without_sound_is_noted() -> None:
    assert "no-sound" in [one.kind for one in preflight(film(text("حوار")))]
    assert "no-sound" not in [one.kind for one in preflight(film(text("حوار"), seconds=2))]


def test_a_sound_without_licence_asks_for_one_and_takes_the_answer() -> None:
    looked_at = film(text("حوار"), audio=[{"id": "a", "media": "music"}])
    project = looked_at.project.model_copy(update={"media": (Media(id="music", path="media/m.wav"),)})
    asking = Film(project, looked_at.composition, ResourceList())
    finding = only(preflight(asking, frames=False), "no-licence")
    answered = with_answer(project, "main", finding, " CC BY 4.0, أمل ")
    assert answered.media[0].licence == "CC BY 4.0, أمل"
    assert preflight(Film(answered, looked_at.composition, ResourceList()), frames=False) == ()


def test_an_infographic_asks_for_alt_text() -> None:
    looked_at = film(text("حوار"))
    project = looked_at.project.model_copy(update={"source": TemplateUse(template="one-number")})
    finding = only(preflight(Film(project, looked_at.composition, ResourceList())), "no-alt-text")
    answered = with_answer(project, "main", finding, "دائرة من الناس يتحاورون")
    again = Film(answered, answered.compositions[0], ResourceList())
    assert kinds(preflight(again)) == []


def test_words_of_the_template_are_told() -> None:
    looked_at = film(text("المرحلة الثانية"))
    project = looked_at.project.model_copy(update={"source": TemplateUse(template="one-number")})
    found = preflight(Film(project, looked_at.composition, ResourceList()), frames=False)
    assert "sample-words" in kinds(found)


def test_a_film_longer_than_its_destination_takes_is_told() -> None:
    place = ExportProfile(id="short", name={"en": "Short"}, max_seconds=3)
    looked_at = film(text("حوار"))
    to_place = Film(looked_at.project, looked_at.composition, looked_at.resources, (), place)
    assert "film-too-long" in kinds(preflight(to_place, frames=False))


def test_what_is_ignored_comes_back_when_it_is_about_something_else() -> None:
    looked_at = film(text("مرحبا, أهلا"))
    finding = only(preflight(looked_at, frames=False), "latin-punctuation")
    project = with_ignored(looked_at.project, "main", finding)
    assert ignored(finding, Film(project, looked_at.composition, looked_at.resources))
    other = film(text("مرحبا, وسهلا"))
    changed = only(preflight(other, frames=False), "latin-punctuation")
    assert not ignored(changed, Film(project, other.composition, other.resources))
    assert with_ignored(project, "main", finding, ignore=False) == looked_at.project


def test_a_look_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        preflight(film(text("حوار")), Cancellation(lambda: True))


def test_every_text_is_looked_at_in_its_middle() -> None:
    looked_at = film(*(text("كلمة", f"t{n}", start=n, end=n + 1) for n in range(4)))
    times = moments_of(looked_at.composition)
    for number in range(4):
        assert any(number + Fraction(2, 5) <= time <= number + Fraction(17, 20) for time in times)
