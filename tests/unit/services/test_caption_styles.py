"""Own caption styles: saved, changed, deleted and brought back, handed on; mistakes are told all at once."""

from pathlib import Path

import pytest
from PIL import Image

from studio.base.errors import DocumentError, InputError
from studio.formats.caption_file import caption_bytes
from studio.model.captions import CaptionStyle
from studio.model.layers import CaptionLayer, Clip, TrackLayer
from studio.presets.caption_check import read_caption_preset
from studio.presets.catalog import bundled
from studio.services.backdrops import BACKDROPS, backdrop
from studio.services.caption_sheet import caption_picture, film
from studio.services.caption_styles import (
    all_caption_styles,
    delete_caption_style,
    export_caption_style,
    find_caption_style,
    import_caption_style,
    new_caption_style,
    own_captions_folder,
    save_caption_style,
    with_caption_style,
)


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))


def test_there_are_styles_of_every_mood_with_names_and_notes_in_both_languages() -> None:
    presets = bundled().captions().values()
    assert len(presets) >= 20
    assert {one.mood for one in presets} == {"quiet", "lively", "news", "headline", "two-languages"}
    for preset in presets:
        assert set(preset.name) == set(preset.note) == {"ar", "en"}
        assert all(text.strip() for text in (*preset.name.values(), *preset.note.values()))
    assert len({preset.name["ar"] for preset in presets}) == len({one.name["en"] for one in presets})


@pytest.mark.parametrize("name", bundled().ids("captions"))
def test_a_style_written_and_read_again_is_the_same(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.toml"
    file.write_bytes(caption_bytes(bundled().caption(name)))
    assert read_caption_preset(file) == bundled().caption(name)


def test_an_own_style_is_saved_found_changed_and_comes_first() -> None:
    made = new_caption_style("  أسلوبنا  ", CaptionStyle(highlight="sweep", box=None))
    assert made.preset.name == {"ar": "أسلوبنا"}
    assert find_caption_style(made.id).preset.style.box is None
    changed = made.preset.model_copy(update={"style": CaptionStyle(highlight="color")})
    save_caption_style(changed)
    shelf = all_caption_styles()
    assert shelf.styles[0].preset == changed
    assert shelf.styles[0].is_own
    assert len(shelf.styles) == len(bundled().ids("captions")) + 1


def test_bundled_styles_are_neither_changed_nor_deleted() -> None:
    with pytest.raises(InputError, match="comes with the program"):
        save_caption_style(bundled().caption("glow"))
    with pytest.raises(InputError, match="comes with the program"):
        delete_caption_style("glow")


def test_a_deleted_style_comes_back() -> None:
    made = new_caption_style("Ours", CaptionStyle())
    gone = delete_caption_style(made.id)
    with pytest.raises(InputError):
        find_caption_style(made.id)
    assert gone.restore() == made
    with pytest.raises(InputError, match="cannot be brought back"):
        gone.restore()


def test_one_file_hands_a_style_on(tmp_path: Path) -> None:
    file = export_caption_style(find_caption_style("marker"), tmp_path / "ours")
    assert file.name == "ours.toml"
    taken = import_caption_style(file)
    assert taken.id == "marker-2"
    assert taken.preset.style == bundled().caption("marker").style


def test_every_mistake_is_told_at_once_and_nothing_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'id = "mine"\nname = { ar = "لي" }\n[style]\nhighlite = "box"\n'
        'spoken_motion = { scale = 1.5 }\nenter = { preset = "rize" }\n',
        "utf-8",
    )
    with pytest.raises(DocumentError) as told:
        import_caption_style(file)
    messages = "\n".join(str(one) for one in told.value.mistakes)
    assert "line 4" in messages
    assert "did you mean 'highlight'" in messages
    assert "the largest value here is 1.04" in messages
    assert "did you mean 'rise'" in messages
    assert not list(own_captions_folder().glob("*")) if own_captions_folder().exists() else True


def test_a_name_that_there_is_not_gets_a_hint() -> None:
    with pytest.raises(InputError) as told:
        find_caption_style("word-pil")
    assert "did you mean 'word-pill'" in told.value.hint


def test_a_damaged_style_of_ones_own_hides_no_other() -> None:
    made = new_caption_style("Ours", CaptionStyle())
    (own_captions_folder() / "broken.toml").write_text("id = [", "utf-8")
    shelf = all_caption_styles()
    assert made.id in {one.id for one in shelf.styles}
    assert set(shelf.broken) == {"broken"}


def test_a_layer_takes_a_style_and_keeps_its_cues_and_row() -> None:
    layer = CaptionLayer.model_validate(
        {"id": "c", "cues": [{"start": 0, "end": 1, "text": "نعم"}], "style": {"row": 1}}
    )
    styled = with_caption_style(layer, find_caption_style("glow"))
    assert styled.preset == "glow"
    assert styled.cues == layer.cues
    assert styled.style == bundled().caption("glow").style.model_copy(update={"row": 1})


@pytest.mark.parametrize("name", BACKDROPS)
def test_backdrops_are_what_they_are_called(name: str) -> None:
    picture = backdrop(name, 108, 192)
    assert (picture == backdrop(name, 108, 192)).all()
    light = picture[..., :3].mean()
    assert {"light": light > 170, "dark": light < 60, "busy": picture[..., 1].std() > 40}[name]


def test_the_sheet_has_a_row_for_every_style_asked_for(tmp_path: Path) -> None:
    styles = [bundled().caption(name) for name in ("word-pill", "one-word")]
    caption_picture(tmp_path / "sheet.png", "ar", styles)
    with Image.open(tmp_path / "sheet.png") as opened:
        assert opened.width > 9 * 390
        one_row = opened.height
    caption_picture(tmp_path / "one.png", "en", styles[:1])
    with Image.open(tmp_path / "one.png") as opened:
        assert 100 < one_row - opened.height < 200


def test_the_film_has_a_clip_for_every_style() -> None:
    presets = list(bundled().captions().values())
    composition = film(presets)
    (track,) = composition.layers
    assert isinstance(track, TrackLayer)
    clips = [item for item in track.items if isinstance(item, Clip)]
    assert [clip.id for clip in clips] == [preset.id for preset in presets]
    assert sum(clip.duration for clip in clips) == composition.duration


def test_captions_keep_their_language_in_every_style_and_a_style_has_none() -> None:
    english = CaptionStyle.model_validate({"text": {"language": "en"}, "highlight": "color"})
    layer = CaptionLayer(id="captions", cues=(), style=english)
    for name in ("word-pill", "news-strip"):
        assert with_caption_style(layer, find_caption_style(name)).style.text.language == "en"
    own = new_caption_style("Ours", english, language="en")
    assert with_caption_style(CaptionLayer(id="captions", cues=()), own).style.text.language is None
