"""Where films are cut: everywhere once, at scene changes, the same on every machine."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.base.time import FrameRange
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services.resources import ResourceList, contents
from studio.services.segment_plan import PlannedSegment, cut_points, plan_segments

SECONDS = 2.5


def film(clips: list[Fraction], rate: int = 30) -> Composition:
    return Composition.model_validate(
        {
            "size": {"width": 64, "height": 64},
            "rate": {"numerator": rate},
            "duration": sum(clips, Fraction(0)),
            "layers": [
                {
                    "type": "track",
                    "id": "track",
                    "items": [
                        {"kind": "clip", "id": f"clip-{index}", "duration": clip, "source": {}}
                        for index, clip in enumerate(clips)
                    ],
                }
            ],
        }
    )


def plan(composition: Composition, wanted: FrameRange | None = None) -> list[PlannedSegment]:
    profile = ExportProfile(id="test", name={}, segment_seconds=SECONDS)
    return plan_segments(composition, profile, (64, 64), lambda media: media, wanted)


clips = st.lists(st.fractions(Fraction(1, 10), 9, max_denominator=60), min_size=1, max_size=12)


@given(clips, st.sampled_from([24, 25, 30, 60]))
def test_segments_cover_the_film_once_and_have_a_sensible_length(lengths: list[Fraction], rate: int) -> None:
    composition = film(lengths, rate)
    cuts = cut_points(composition, SECONDS)
    assert cuts[0] == 0
    assert cuts[-1] == composition.frame_count
    wanted = round(SECONDS * rate)
    for start, end in pairwise(cuts):
        assert 0 < end - start <= 1.5 * wanted + 1
        assert end - start >= min(composition.frame_count, wanted // 2)


@given(clips)
def test_a_scene_change_far_from_others_begins_a_segment(lengths: list[Fraction]) -> None:
    composition = film([Fraction(4), *lengths, Fraction(4)])
    assert 4 * 30 in cut_points(composition, SECONDS)


@given(clips, st.data())
def test_a_stretch_uses_the_cuts_of_the_whole_film(lengths: list[Fraction], data: st.DataObject) -> None:
    composition = film(lengths)
    start = data.draw(st.integers(0, composition.frame_count - 1))
    end = data.draw(st.integers(start + 1, composition.frame_count))
    planned = plan(composition, FrameRange(start, end))
    assert planned[0].frames.start == start
    assert planned[-1].frames.end == end
    cuts = set(cut_points(composition, SECONDS))
    for one, next_one in pairwise(planned):
        assert one.frames.end == next_one.frames.start
        assert one.frames.end in cuts
    whole = {segment.frames: segment.key for segment in plan(composition)}
    for segment in planned:
        assert whole.get(segment.frames, segment.key) == segment.key


def test_segments_of_different_times_never_share_a_key() -> None:
    keys = [segment.key for segment in plan(film([Fraction(20)]))]
    assert len(set(keys)) == len(keys) == 8


def _key(layer: dict[str, Any], digest: str = "a", resources: tuple[str, ...] = ()) -> str:
    document = {
        "size": {"width": 64, "height": 64},
        "duration": 1,
        "layers": [{"id": "text", "type": "text", "text": "حوار", **layer}],
    }
    profile = ExportProfile(id="test", name={}, segment_seconds=SECONDS)
    found = plan_segments(
        Composition.model_validate(document), profile, (64, 64), lambda _: digest, resources=resources
    )
    return found[0].key


def test_a_picture_that_fills_letters_is_part_of_the_key() -> None:
    textured = {"style": {"texture": {"media": "wood"}}}
    assert _key(textured, "a") != _key(textured, "b")
    assert _key(textured, "a") == _key(textured, "a")


def test_what_a_text_says_of_its_looks_and_motion_is_part_of_the_key() -> None:
    layers: list[dict[str, Any]] = [
        {},
        {"spans": [{"start": 0, "end": 1, "color": "accent"}]},
        {"spans": [{"start": 0, "end": 2, "color": "accent"}]},
        {"style": {"justify": "kashida"}},
        {"style": {"glow": {}}},
        {"animations": [{"preset": "scramble", "seed": 1}]},
        {"animations": [{"preset": "scramble", "seed": 2}]},
    ]
    keys = [_key(layer) for layer in layers]
    assert len(set(keys)) == len(keys)


def test_an_own_preset_that_changed_is_part_of_the_key(tmp_path: Path) -> None:
    preset = tmp_path / "animations" / "mine.toml"
    preset.parent.mkdir()
    listed = ResourceList(presets=[tmp_path])
    keys = []
    for end in (1, 2):
        preset.write_text(f"duration = {end}\n", encoding="utf-8")
        keys.append(_key({"animations": [{"preset": "mine"}]}, resources=contents(listed)))
    assert keys[0] != keys[1]
