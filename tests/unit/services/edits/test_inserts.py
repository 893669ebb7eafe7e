"""What the menu "Insert" puts into a film: designed, of the brand, mirrored, fitting; sounds lowered."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.base.color import Rgba
from studio.model.composition import Composition
from studio.model.layers import ShapeKind, TrackLayer, Transition, TransitionKind
from studio.presets.catalog import bundled
from studio.services.edits.inserts import (
    CHARTS,
    MUSIC_ALONE,
    MUSIC_UNDER_SPEECH,
    SHAPES,
    ChartKind,
    add_music,
    add_track,
    add_voice,
    chart,
    cuts_of,
    has_music,
    has_speech,
    lower_third,
    nearest_cut,
    put_transition,
    shape,
)
from studio.services.edits.paths import sound_at
from studio.services.resources import ResourceList
from studio.services.stills import Painter

SIZES = {"9:16": (1080, 1920), "4:5": (1080, 1350), "1:1": (1080, 1080), "16:9": (1920, 1080)}
LOOK = bundled().brand("hiwar-dark").look


def film(layers: list[object], size: str = "1:1", language: str = "ar", duration: int = 8) -> Composition:
    width, height = SIZES[size]
    return Composition.model_validate(
        {
            "size": {"width": width, "height": height},
            "duration": duration,
            "language": language,
            "look": LOOK,
            "background": "surface",
            "layers": layers,
        }
    )


def ink(composition: Composition, time: float, role: str) -> NDArray[np.bool_]:
    """Where the frame has a role's colour, in a picture whose longer side is 960 px."""
    scale = 960 / max(composition.size.width, composition.size.height)
    pixels = Painter(composition, ResourceList(), scale).paint(Fraction(str(time))).astype(int)
    color = Rgba.parse(LOOK.palette.role(role))
    wanted = np.array([color.blue, color.green, color.red])
    found: NDArray[np.bool_] = np.abs(pixels[..., :3] - wanted).max(axis=2) <= 6
    return found


@pytest.mark.parametrize(("size", "language"), list(product(SIZES, ("ar", "en"))))
def test_a_lower_third_stands_at_the_reading_side_inside_the_safe_area(size: str, language: str) -> None:
    composition = film([lower_third("ليلى حدّاد", "ميسّرة حوار، عمّان")], size, language)
    painter = Painter(composition, ResourceList(), 270 / max(SIZES[size]))
    painter.paint(Fraction(2))
    assert not painter.scene.context.findings
    rule = ink(composition, 2, "accent")
    columns = np.nonzero(rule.any(axis=0))[0]
    middle = rule.shape[1] / 2
    assert (columns.mean() > middle) == (language == "ar")
    form = bundled().design().format_for(*SIZES[size])
    scale = 960 / max(SIZES[size])
    assert np.nonzero(rule.any(axis=1))[0].max() <= form.safe[3] * scale + 1


def test_a_lower_third_enters_in_turn_and_leaves() -> None:
    data = {**lower_third("ليلى", "ميسّرة"), "start": 0, "end": 5}
    amounts = [ink(film([data]), time, "ink").sum() for time in (0.05, 0.4, 2)]
    assert amounts[0] == 0
    assert amounts[0] <= amounts[1] < amounts[2]
    assert ink(film([data]), 4.97, "ink").sum() < amounts[2]


@pytest.mark.parametrize("kind", SHAPES)
def test_every_shape_is_seen_in_the_accent(kind: ShapeKind) -> None:
    assert ink(film([shape(kind)]), 1, "accent").sum() > 30


@pytest.mark.parametrize(("kind", "size"), list(product(CHARTS, ("9:16", "16:9"))))
def test_charts_of_sample_figures_fit_and_one_bar_stands_out(kind: ChartKind, size: str) -> None:
    labels = ["الفئة الأولى", "الفئة الثانية", "الفئة الثالثة", "الفئة الرابعة"]
    composition = film([chart(kind, labels)], size)
    painter = Painter(composition, ResourceList(), 0.25)
    painter.paint(Fraction(3))
    assert not painter.scene.context.findings
    assert ink(composition, 3, "accent").sum() > 50


def test_music_fades_and_is_lowered_under_speech() -> None:
    composition, path = add_music(
        film([]), "asset:sounds/calm-dialogue.opus", "عود", Fraction(0), loop=True, length=Fraction(40)
    )
    music = sound_at(composition, path)
    assert (music.gain, music.loop, music.duration) == (MUSIC_ALONE, True, None)
    assert music.fade_in > 0 < music.fade_out
    spoken, voice = add_voice(composition, "asset:sounds/chime.wav", "صوت", Fraction(2))
    assert has_speech(spoken)
    assert sound_at(spoken, path).gain == MUSIC_UNDER_SPEECH
    assert sound_at(spoken, voice).gain == 0
    kept, _ = add_voice(composition, "asset:sounds/chime.wav", "صوت", Fraction(2), lower_music=False)
    assert sound_at(kept, path).gain == MUSIC_ALONE
    under, later = add_music(
        spoken, "asset:sounds/news-light.opus", "", Fraction(0), loop=True, length=Fraction(37)
    )
    assert sound_at(under, later).gain == MUSIC_UNDER_SPEECH


def test_new_music_takes_the_place_of_what_sounds_at_the_same_time() -> None:
    composition, _ = add_music(
        film([]), "asset:sounds/calm-dialogue.opus", "", Fraction(0), loop=True, length=Fraction(40)
    )
    composition, _ = add_music(
        composition, "asset:sounds/chime.wav", "", Fraction(1), loop=False, length=Fraction(1)
    )
    assert has_music(composition)
    other, _ = add_music(
        composition, "asset:sounds/news-light.opus", "", Fraction(0), loop=True, length=Fraction(37)
    )
    assert [one.media.rpartition("/")[2] for one in other.audio] == ["chime.wav", "news-light.opus"]
    both, _ = add_music(
        composition,
        "asset:sounds/news-light.opus",
        "",
        Fraction(0),
        loop=True,
        length=Fraction(37),
        replace=False,
    )
    assert len(both.audio) == 3


def test_a_short_sound_is_neither_faded_nor_stretched() -> None:
    composition, path = add_music(
        film([]), "asset:sounds/pop.wav", "", Fraction(3), loop=False, length=Fraction(1, 5)
    )
    sound = sound_at(composition, path)
    assert sound.fade_in == 0
    assert sound.gain == 0
    assert sound.duration == Fraction(1, 5)


def test_a_track_takes_in_what_is_selected_each_at_its_time() -> None:
    layers = [
        {"type": "shape", "id": "first", "start": 1, "end": 3},
        {"type": "shape", "id": "stays"},
        {"type": "shape", "id": "second", "start": 4, "end": 6, "fill": "accent"},
    ]
    composition = film(layers)
    changed, path = add_track(composition, "مسار", [("second",), ("first",)])
    track = changed.layers[-1]
    assert isinstance(track, TrackLayer)
    assert path == (track.id,)
    assert [one.kind for one in track.items] == ["gap", "clip", "gap", "clip"]
    assert [one.duration for one in track.items] == [1, 2, 1, 2]
    assert [one.id for one in changed.layers] == ["stays", "track"]
    empty, _ = add_track(composition, "مسار")
    last = empty.layers[-1]
    assert isinstance(last, TrackLayer)
    assert last.items == ()
    Painter(empty, ResourceList(), 0.1).paint(Fraction(1))


def two_clips() -> Composition:
    def clip(name: str, seconds: int) -> dict[str, object]:
        return {"kind": "clip", "id": name, "duration": seconds, "source": {"layers": []}}

    return film([{"type": "track", "id": "t", "items": [clip("a", 3), clip("b", 2), clip("c", 3)]}])


def test_a_transition_goes_over_the_nearest_cut_and_never_changes_the_length() -> None:
    composition = two_clips()
    assert [cut.time for cut in cuts_of(composition)] == [3, 5]
    cut = nearest_cut(composition, Fraction(9, 2))
    assert cut is not None
    assert (cut.before.id, cut.after.id, cut.longest) == ("b", "c", Fraction(2))
    chosen = nearest_cut(composition, Fraction(9, 2), [("t", "a")])
    assert chosen is not None
    assert chosen.after.id == "b"
    changed = put_transition(composition, cut, Transition(transition=TransitionKind.PUSH, duration=30))
    track = changed.layers[0]
    assert isinstance(track, TrackLayer)
    assert isinstance(track.items[2], Transition)
    assert track.items[2].duration == 2, "as long as the clips allow"
    assert [one.time for one in cuts_of(changed)] == [3, 5]
    again = nearest_cut(changed, Fraction(5))
    assert again is not None
    assert again.transition == track.items[2]
    assert put_transition(changed, again, None) == composition


def test_without_a_cut_there_is_none() -> None:
    assert nearest_cut(film([]), Fraction(1)) is None
