"""Tracks: time that transitions never change, gaps, clips on their own clocks."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.color import Rgba
from studio.base.geometry import Rect
from studio.model.layers import TrackLayer, TransitionKind
from studio.scene.display_list import DisplayList, FillPath
from studio.scene.scene import Scene
from studio.scene.track_time import spans_of
from tests.unit.scene.composed import light, scene, shot, state

RATE = 25
FRAME = Fraction(1, RATE)


def clip(name: str, duration: float, *layers: dict[str, Any], ground: str | None = None) -> dict[str, Any]:
    return {
        "kind": "clip",
        "id": name,
        "duration": duration,
        "source": {"background": ground, "layers": layers},
    }


def transition(duration: float, kind: str = "cross-fade", **more: Any) -> dict[str, Any]:
    return {"kind": "transition", "transition": kind, "duration": duration, "easing": "linear", **more}


def gap(duration: float) -> dict[str, Any]:
    return {"kind": "gap", "duration": duration}


def track(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "track", "id": "track", "items": items, **more}


def film(*items: dict[str, Any], **more: Any) -> Scene:
    return scene(
        track(*items, **more),
        language="en",
        width=100,
        height=100,
        background="#000000",
        rate={"numerator": RATE},
        duration=20,
    )


def mover(seconds: float) -> dict[str, Any]:
    """A square that moves 1 px a frame, so that a picture tells a clip's time."""
    frames = [{"time": 0, "value": (0, 0)}, {"time": seconds, "value": (seconds * RATE, 0)}]
    place = {"area": "canvas", "anchor": "start", "width": 10, "height": 10}
    return {
        "type": "shape",
        "id": "mover",
        "fill": "#FFFFFF",
        "place": place,
        "transform": {"offset": {"keyframes": frames}},
    }


lengths = st.integers(1, 80).map(lambda tenths: tenths / 10)


@st.composite
def items(draw: st.DrawFn) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            out.append(transition(draw(lengths)))
        out.append(gap(draw(lengths)) if draw(st.booleans()) else clip(f"c{number}", draw(lengths)))
    if draw(st.booleans()):
        out.append(transition(draw(lengths)))
    return out


# Time


@given(items=items())
def test_transitions_never_change_the_tracks_length(items: list[dict[str, Any]]) -> None:
    with_them, _ = spans_of(TrackLayer.model_validate(track(*items)))
    without = [item for item in items if item["kind"] != "transition"]
    spans, _ = spans_of(TrackLayer.model_validate(track(*without)))
    assert [(span.start, span.end) for span in with_them] == [(span.start, span.end) for span in spans]
    assert spans[-1].end == sum(Fraction(str(item["duration"])) for item in without)


@given(items=items())
def test_a_transition_overlaps_both_neighbours_alike_and_no_other_transition(
    items: list[dict[str, Any]],
) -> None:
    spans, changes = spans_of(TrackLayer.model_validate(track(*items)))
    for change in changes:
        cut = spans[change.into].start
        assert change.start < cut < change.end
        assert cut - change.start == change.end - cut <= change.transition.duration / 2
        assert spans[change.into - 1].start <= change.start
        assert change.end <= spans[change.into].end
    for one, other in pairwise(changes):
        assert one.end <= other.start


@given(items=items())
def test_transitions_at_an_end_are_ignored(items: list[dict[str, Any]]) -> None:
    _, changes = spans_of(TrackLayer.model_validate(track(transition(1), *items, transition(1))))
    last = sum(item["kind"] != "transition" for item in items) - 1
    assert all(1 <= change.into <= last for change in changes)


def test_a_transition_at_an_end_paints_nothing_else() -> None:
    plain = film(clip("a", 2, mover(2)))
    joined = film(transition(1), clip("a", 2, mover(2)), transition(1))
    for frame in range(60):
        assert joined.display_list(frame * FRAME) == plain.display_list(frame * FRAME)


# What is seen


def grounds(frame: DisplayList) -> list[Rgba]:
    """The colours of the operations that fill the canvas, from the bottom."""
    canvas = Rect(0, 0, 100, 100)
    return [
        operation.paint
        for operation in frame
        if isinstance(operation, FillPath)
        and operation.path.bounds == canvas
        and isinstance(operation.paint, Rgba)
    ]


def test_a_gap_shows_the_ground() -> None:
    of = film(clip("a", 1, ground="#FFFFFF"), gap(1), clip("b", 1, ground="#808080"))
    shown = [light(of, time)[50, 50] for time in ("0.5", "1.5", "2.5", "3.5")]
    assert shown == [255, 0, 128, 0]
    assert of.display_list(Fraction("1.5")) == of.display_list(Fraction(15)), "nothing but the ground"


def test_clips_are_seen_from_their_start_until_just_before_their_end() -> None:
    of = film(clip("a", 1, ground="#FFFFFF"), clip("b", 1, ground="#808080"), start=1)
    shown = [len(grounds(of.display_list(frame * FRAME))) for frame in range(80)]
    assert shown == [2 if RATE <= frame < 3 * RATE else 1 for frame in range(80)]
    colours = [grounds(of.display_list(frame * FRAME))[-1].red for frame in range(RATE, 3 * RATE)]
    assert colours == [255] * RATE + [128] * RATE


def test_a_clip_has_its_own_clock() -> None:
    of = film(gap(1), clip("a", 3, mover(3)))
    for frame in range(3 * RATE):
        left = light(of, 1 + frame * FRAME)[50].nonzero()[0].min()
        assert left == frame


@pytest.mark.parametrize("kind", [kind for kind in TransitionKind if kind is not TransitionKind.CUT])
def test_clips_wait_at_their_first_frame_and_rest_at_their_last_during_a_transition(kind: str) -> None:
    of = film(clip("a", 2, mover(2)), transition(1, kind), clip("b", 2, mover(2)))

    def times(time: Fraction) -> tuple[Any, Any]:
        now = state(of, time)
        return now.before, now.after

    _, first = times(Fraction("1.6"))
    for waiting in ("1.5", "1.8", "1.99"):
        assert times(Fraction(waiting))[1] == first, "the coming clip waits at its first frame"
    last = times(2 - FRAME)[0]
    for resting in ("2", "2.2", "2.48"):
        assert times(Fraction(resting))[0] == last, "the going clip rests at its last"
    assert times(Fraction("1.7"))[0] != last
    assert times(Fraction("2.3"))[1] != first


def test_a_cross_fade_mixes_and_the_cut_stays_where_it_is() -> None:
    of = film(clip("a", 2, ground="#000000"), transition(1), clip("b", 2, ground="#FFFFFF"))
    assert [light(of, time)[50, 50] for time in ("1.5", "2.5", "3.9")] == [0, 255, 255]
    for tenth in range(1, 10):
        time = Fraction(3, 2) + Fraction(tenth, 10)
        assert int(light(of, time)[50, 50]) == pytest.approx(25.5 * tenth, abs=2)


def test_a_transition_longer_than_its_clips_takes_half_of_the_shorter() -> None:
    of = film(clip("a", 2, ground="#000000"), transition(9), clip("b", 1, ground="#FFFFFF"), clip("c", 1))
    assert [light(of, time)[50, 50] for time in ("1.4", "1.5", "2.5", "2.9")] == [0, 0, 255, 255]
    assert int(light(of, 2)[50, 50]) == pytest.approx(128, abs=2)


def test_short_clips_between_transitions_never_jump() -> None:
    greys = ("#000000", "#FFFFFF", "#000000", "#FFFFFF")
    clips = [clip(f"c{n}", 1, ground=grey) for n, grey in enumerate(greys)]
    of = film(clips[0], transition(3), clips[1], transition(3), clips[2], transition(3), clips[3])
    shown = [int(light(of, frame * FRAME, 0.1)[5, 5]) for frame in range(4 * RATE)]
    steps = [abs(b - a) for a, b in pairwise(shown)]
    assert max(steps) <= 255 / RATE + 3


@pytest.mark.parametrize("kind", TransitionKind)
def test_a_track_in_a_small_box_is_the_film_made_small(kind: str) -> None:
    clips = clip("a", 2, mover(2), ground="#404040"), transition(1, kind), clip("b", 2, ground="#C0C0C0")
    place = {"area": "canvas", "anchor": "bottom-end", "width": 50, "height": 50}
    for time in ("1.0", "1.8", "2.0", "2.3"):
        small, large = light(film(*clips, place=place), time), light(film(*clips), time)
        assert small[:50].max() == small[:, :50].max() == 0, "nothing leaves the box"
        halved = large.reshape(50, 2, 50, 2).mean(axis=(1, 3))
        assert abs(small[50:, 50:] - halved)[1:-1, 1:-1].mean() <= 2


def test_a_track_fades_as_one() -> None:
    of = film(clip("a", 2, mover(2), ground="#808080"), opacity=0.5)
    frame = shot(of, 1)[..., 0]
    assert {int(value) for value in frame.ravel()} == {64, 127}


def test_findings_of_every_clip_are_told() -> None:
    missing = {"type": "text", "id": "words", "text": "\U0001b170", "place": {"area": "canvas"}}
    of = film(clip("a", 2), clip("b", 2, missing), clip("c", 2, {**missing, "id": "others"}))
    assert {finding.layer for finding in of.findings()} == {"words", "others"}
