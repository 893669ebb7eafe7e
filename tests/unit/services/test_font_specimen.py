from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.base.errors import InputError
from studio.base.geometry import Rect
from studio.media.images import image_info
from studio.scene.kind import Laid
from studio.scene.scene import Scene
from studio.scene.writing.content import TextContent
from studio.services.font_specimen import font_specimen, specimen
from studio.services.fonts import library
from studio.services.resources import ResourceList, open_resources


def texts(layers: object) -> Iterator[tuple[Laid, TextContent]]:
    assert isinstance(layers, tuple)
    for laid in layers:
        if isinstance(laid.content, TextContent):
            yield laid, laid.content
        else:
            yield from texts(tuple(getattr(laid.content, "children", ())))


def scene(language: str) -> Scene:
    return Scene(specimen(language), open_resources(ResourceList()))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_specimen_has_nothing_to_find_fault_with(language: str) -> None:
    assert scene(language).findings() == ()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_family_is_shown_in_its_own_letters(language: str) -> None:
    shown = {
        glyph.face.family
        for laid, content in texts(tuple(scene(language)._layers))
        for glyph in content.layout.glyphs
        if laid.layer.id.endswith(("-sample", "-text", "-kashida"))
    }
    assert shown == {family.name for family in library()}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_texts_stay_on_the_page_and_names_do_not_meet_moods(language: str) -> None:
    made = scene(language)
    width, height = made.composition.size.width, made.composition.size.height
    inks = {}
    for laid, content in texts(tuple(made._layers)):
        ink = content.layout.ink.moved(content.x, content.y)
        inks[laid.layer.id] = ink
        assert Rect(0, 0, width, height).contains(ink), laid.layer.id
    for family in library():
        assert not inks[f"{family.slug}-name"].intersects(inks[f"{family.slug}-mood"])
        assert not inks[f"{family.slug}-text"].intersects(inks[f"{family.slug}-latin"])


def test_a_stretched_word_fills_its_box_in_every_font_that_can() -> None:
    widths = {
        laid.layer.id: (content.layout.ink.width, laid.box.width)
        for laid, content in texts(tuple(scene("ar")._layers))
        if laid.layer.id.endswith("-kashida")
    }
    assert set(widths) == {f"{family.slug}-kashida" for family in library() if family.kashida != "none"}
    assert all(ink > 0.9 * box for ink, box in widths.values()), widths


def test_the_specimen_is_painted_at_any_scale(tmp_path: Path) -> None:
    painter = font_specimen(tmp_path / "fonts.png", "en", 0.25)
    info = image_info(tmp_path / "fonts.png")
    size = painter.scene.composition.size
    assert (info.width, info.height) == (size.width // 4, round(size.height / 4))
    with pytest.raises(InputError):
        font_specimen(tmp_path / "fonts.txt", "en", 0.1)
