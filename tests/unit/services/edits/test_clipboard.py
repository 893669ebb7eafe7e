"""Layers copied within a project and to another one; texts changed in many places; media listed."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.base.errors import InputError
from studio.model.layers import ImageLayer
from studio.model.project import Media, Project
from studio.services.edits.clipboard import copied_from_text, copy_layers, paste_layers, with_own_files
from studio.services.edits.fields import set_field
from studio.services.edits.media import (
    add_media,
    media_of,
    media_used,
    repoint_media,
    with_media_named,
)
from studio.services.edits.paths import in_composition, layer_at, sound_at
from studio.services.edits.texts import change_texts, texts_of
from studio.services.edits.times import span_of
from studio.services.tolerant import import_file
from tests.unit.services.edits.documents import document


def image(media: str) -> dict[str, object]:
    return {"type": "image", "id": "photo", "media": media}


def project(media: str = "photo", path: str = "media/photo.jpg") -> Project:
    listed = (Media(id=media, path=path, digest="ab" * 16), Media(id="unused", path="media/unused.jpg"))
    composition = document([*[layer.model_dump() for layer in document().layers], image(media)])
    return Project(compositions=(composition,), media=listed)


def test_pasting_within_a_project_gives_free_ids_and_no_new_media(tmp_path: Path) -> None:
    before = project()
    copied = copy_layers(before, "main", [("photo",), ("group",)], tmp_path)
    pasted = paste_layers(before, "main", copied, folder=tmp_path, by=Fraction(1))
    assert pasted.paths == (("photo-2",), ("group-2",))
    assert pasted.files == ()
    assert pasted.project.media == before.media
    assert layer_at(pasted.project.compositions[0], ("group-2",)).start == 2


def test_pasting_into_another_project_lists_its_media_under_a_free_name(tmp_path: Path) -> None:
    other = Project(
        compositions=(document(),), media=(Media(id="photo", path="media/photo.jpg", digest="cd" * 16),)
    )
    text = copy_layers(project(), "main", [("photo",)], tmp_path / "here").text()
    pasted = paste_layers(other, "main", copied_from_text(text), ("group",), folder=tmp_path / "there")
    assert [(item.id, item.path) for item in pasted.project.media] == [
        ("photo", "media/photo.jpg"),
        ("photo-2", "media/photo-2.jpg"),
    ]
    assert pasted.files == ((tmp_path / "here" / "media/photo.jpg", "media/photo-2.jpg"),)
    layer = layer_at(pasted.project.compositions[0], ("group", "photo"))
    assert isinstance(layer, ImageLayer)
    assert layer.media == "photo-2"
    assert media_of(pasted.project) <= {item.id for item in pasted.project.media}


def test_the_same_file_is_not_copied_again(tmp_path: Path) -> None:
    other = Project(
        compositions=(document(),), media=(Media(id="mine", path="media/mine.jpg", digest="ab" * 16),)
    )
    copied = copy_layers(project(), "main", [("photo",)], tmp_path / "here")
    pasted = paste_layers(other, "main", copied, folder=tmp_path / "there")
    assert pasted.files == ()
    assert list(media_used(layer_at(pasted.project.compositions[0], ("photo",)))) == ["mine"]


@pytest.mark.parametrize("text", ["", "مرحبا", "{}", "[]", '{"format": "application/x-hiwar-layers+json"}'])
def test_what_is_no_copy_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no layers in the clipboard"):
        copied_from_text(text)


def test_media_are_found_wherever_they_are_named() -> None:
    one = project()
    assert media_of(one) == {"photo"}
    renamed = with_media_named(one.compositions[0], lambda name: f"{name}-x")
    assert set(media_used(renamed)) == {"photo-x"}
    assert renamed.layers[0] is one.compositions[0].layers[0]


def test_media_are_listed_once_and_repointed() -> None:
    one, again = add_media(project(), "media/photo.jpg", "photo")
    assert again == "photo"
    one, identifier = add_media(one, "media/صورة.png", "صورة")
    assert identifier == "media"
    one = repoint_media(one, "photo", "media/other.jpg")
    assert one.media[0].path == "media/other.jpg"
    with pytest.raises(InputError):
        repoint_media(one, "none", "media/x.jpg")


def test_texts_are_found_and_changed_everywhere() -> None:
    before = document()
    found = list(texts_of(before))
    assert [one.text for one in found] == ["حوار", "بيت الجميع", "سطر 0", "سطر 2", "سطر 4"]
    after = change_texts(before, {(one.path, one.field): one.text + "!" for one in found})
    assert [one.text for one in texts_of(after)] == [one.text + "!" for one in found]


def test_an_edit_of_a_composition_leaves_the_others() -> None:
    both = Project(compositions=(document(id="ar"), document(id="en")))
    after = in_composition(both, "en", lambda one: set_field(one, (), ("name",), "Dialogue"))
    assert after.compositions[0] is both.compositions[0]
    with pytest.raises(InputError, match="no composition"):
        in_composition(both, "fr", lambda one: one)


def timed(*, tracks: tuple[str, ...] = ("track",), folder: str = "media") -> Project:
    """A gap, a clip of a film 1-3; a second track if asked for; music from 2 on."""
    film = {"type": "video", "id": "film", "media": "walk"}
    clip = {"kind": "clip", "id": "walk", "duration": 2, "source": {"layers": [film]}}
    items = {"track": [{"kind": "gap", "duration": 1}, clip]}
    return Project.model_validate(
        {
            "media": [
                {"id": "walk", "path": f"{folder}/walk.mp4", "digest": "ab" * 16},
                {"id": "music", "path": f"{folder}/music.wav", "digest": "cd" * 16},
            ],
            "compositions": [
                {
                    "id": "main",
                    "size": {"width": 64, "height": 48},
                    "duration": 20,
                    "layers": [{"type": "track", "id": one, "items": items.get(one, [])} for one in tracks],
                    "audio": [{"id": "music", "media": "music", "start": 2, "fade_in": 0.5}],
                }
            ],
        }
    )


BOTH = [("track", "walk"), ("sound:", "music")]


def test_clips_and_sounds_are_pasted_at_a_time_with_their_distances(tmp_path: Path) -> None:
    project = timed()
    copied = copied_from_text(copy_layers(project, "main", BOTH, tmp_path).text())
    pasted = paste_layers(project, "main", copied, folder=tmp_path, time=Fraction(8))
    assert pasted.paths == (("track", "walk-2"), ("sound:", "music-2"))
    made = pasted.project.compositions[0]
    assert [span_of(made, path).start for path in pasted.paths] == [8, 9]
    assert sound_at(made, ("sound:", "music-2")).fade_in == Fraction(1, 2)
    assert pasted.project.media == project.media


def test_a_clip_goes_into_the_track_that_is_wanted_or_there_or_new() -> None:
    project = timed(tracks=("track", "above"))
    copied = copy_layers(project, "main", BOTH[:1])
    above = paste_layers(project, "main", copied, time=Fraction(0), track=("above",))
    assert above.paths == (("above", "walk"),)
    other = timed(tracks=("above",))
    assert paste_layers(other, "main", copied).paths == (("above", "walk"),)
    bare = Project(compositions=(document([]),), media=project.media)
    assert paste_layers(bare, "main", copied).paths == (("track", "walk"),)


def test_a_clip_pasted_onto_another_lands_at_its_edge() -> None:
    project = timed()
    copied = copy_layers(project, "main", BOTH[:1])
    pasted = paste_layers(project, "main", copied, time=Fraction(5, 2))
    made = pasted.project.compositions[0]
    assert span_of(made, pasted.paths[0]).start == 3
    assert span_of(made, ("track", "walk")).start == 1


def test_files_of_another_project_come_along(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "media").mkdir(parents=True)
    there.mkdir()
    (here / "media" / "walk.mp4").write_bytes(b"film")
    copied = copied_from_text(copy_layers(timed(), "main", BOTH, here).text())
    brought = with_own_files(copied, there, lambda source: import_file(source, there))
    bare = Project(compositions=(document([]),))
    pasted = paste_layers(bare, "main", brought, folder=there)
    assert pasted.files == ()
    assert (there / "media" / "walk.mp4").read_bytes() == b"film"
    # The music was not there: it is listed, and missing.
    assert [item.path for item in pasted.project.media] == ["media/walk.mp4", "media/music.wav"]
    assert media_of(pasted.project) <= {item.id for item in pasted.project.media}
    assert with_own_files(brought, there, lambda _: ("", "")) == brought
