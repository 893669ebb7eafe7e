"""The law of segments: what a restricted document does not say, cannot be seen in that stretch."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from studio.base.time import TimeRange
from studio.model.composition import Composition, Marker
from studio.scene.restrict import restricted
from studio.scene.scene import Scene
from tests.unit.scene.composed import resources

RATE = 10
TIMED = ("duration", "start", "end")
LENGTH = 6  # seconds
Document = dict[str, Any]

# On a coarse grid, so that edges often meet.
STEP = Fraction(1, 2)
TIMES = st.integers(0, int(LENGTH / STEP)).map(lambda steps: float(steps * STEP))
SHORT = st.integers(1, 5).map(lambda steps: float(steps * STEP))
WORD = st.sampled_from(["حوار", "كلمة", "good", "7"])


def composed(layers: list[Document], duration: float = LENGTH) -> Composition:
    return Composition.model_validate(
        {
            "size": {"width": 160, "height": 160},
            "rate": {"numerator": RATE},
            "duration": duration,
            "layers": [{"id": f"layer-{number}", **layer} for number, layer in enumerate(layers)],
        }
    )


def display_lists(composition: Composition, within: TimeRange) -> list[Any]:
    scene = Scene(composition, resources())
    first = composition.rate_exact.first_frame_from(within.start)
    last = composition.rate_exact.first_frame_from(within.end)
    return [scene.display_list(composition.rate_exact.time_of(frame)) for frame in range(first, last)]


def assert_law(one: Composition, other: Composition, within: TimeRange) -> bool:
    """Whether the two say the same in the stretch; fails where they do and yet look different."""
    if restricted(one, within) != restricted(other, within):
        return False
    assert display_lists(one, within) == display_lists(other, within)
    return True


@st.composite
def time_ranges(draw: st.DrawFn) -> TimeRange:
    start = draw(st.integers(0, int(LENGTH / STEP) - 1))
    return TimeRange(start * STEP, min((start + draw(st.integers(1, 3))) * STEP, Fraction(LENGTH)))


@st.composite
def cues(draw: st.DrawFn) -> Document:
    start = draw(TIMES)
    speaker = draw(st.sampled_from(["", "", "أ", "ب", "ج"]))
    return {"start": start, "end": start + draw(SHORT), "text": draw(WORD), "speaker": speaker}


@st.composite
def times(draw: st.DrawFn) -> Document:
    start = draw(TIMES)
    ends = draw(st.booleans())
    return {"start": start, "end": start + draw(SHORT)} if ends else {"start": start}


@st.composite
def animations(draw: st.DrawFn) -> list[Document]:
    phase = draw(st.sampled_from(["in", "out", "during"]))
    presets = ["pulse", "jelly"] if phase == "during" else ["fade", "fade", "typewriter", "pen", "scramble"]
    return [{"preset": draw(st.sampled_from(presets)), "phase": phase, "duration": 0.6}]


BARE = {"place": {"area": "canvas", "width": "50%"}, "style": {"size": 20}}
MARKED = {
    "start": 0,
    "end": 1,
    "highlight": {"drawn": {"keyframes": [{"time": 1, "value": 0}, {"time": 2, "value": 1}]}},
}
CAPTION_STYLE = {"text": {"size": 20}, "fade": 0.5}
CAPTION_STYLES: list[Document] = [
    CAPTION_STYLE,
    {**CAPTION_STYLE, "leave": {"preset": "fade", "phase": "out", "duration": 1}},
    {**CAPTION_STYLE, "speaker_colors": ["accent", "ink", "muted"], "label": {}},
    {**CAPTION_STYLE, "show": "word", "enter": {"preset": "pop"}},
    {**CAPTION_STYLE, "before": {"opacity": 0}, "arrive": {"preset": "rise"}, "spoken_line": {"stays": True}},
]
MOVES: st.SearchStrategy[list[Document]] = st.one_of(st.just([]), animations())


@st.composite
def texts(draw: st.DrawFn) -> Document:
    spans = draw(st.sampled_from([[], [MARKED]]))
    moves = draw(MOVES)
    return {"type": "text", "text": draw(WORD), "spans": spans, "animations": moves, **BARE, **draw(times())}


@st.composite
def bilinguals(draw: st.DrawFn) -> Document:
    both = {"first": {"text": draw(WORD)}, "second": {"text": draw(WORD)}, "look": {"rule": "accent"}}
    return {"type": "bilingual", **both, "place": BARE["place"], "animations": draw(MOVES), **draw(times())}


@st.composite
def captions(draw: st.DrawFn) -> Document:
    said = draw(st.lists(cues(), max_size=4))
    more: Document = {"style": draw(st.sampled_from(CAPTION_STYLES)), "animations": draw(MOVES)}
    if draw(st.booleans()):
        more["second"] = {"cues": draw(st.lists(cues(), max_size=4))}
    return {"type": "caption", "cues": said, **more}


@st.composite
def clips(draw: st.DrawFn) -> Document:
    layers = [{"type": "text", "id": "text", "text": draw(WORD), "animations": draw(MOVES), **BARE}]
    source = {"background": draw(st.sampled_from([None, "surface", "accent"])), "layers": layers}
    return {"kind": "clip", "duration": draw(SHORT), "source": source}


GAPS = SHORT.map(lambda length: {"kind": "gap", "duration": length})
TRANSITIONS = st.tuples(SHORT, st.sampled_from(["cross-fade", "push", "cut"])).map(
    lambda found: {"kind": "transition", "duration": found[0], "transition": found[1]}
)


@st.composite
def tracks(draw: st.DrawFn) -> Document:
    items = draw(st.lists(st.one_of(clips(), clips(), GAPS, TRANSITIONS), max_size=6))
    return {"type": "track", "items": named(items), "animations": draw(MOVES), **draw(times())}


@st.composite
def groups(draw: st.DrawFn) -> Document:
    inner = {"type": "text", "id": "inner", "text": draw(WORD), "animations": draw(MOVES), **BARE}
    return {"type": "group", "layers": [inner], "animations": draw(MOVES), **draw(times())}


LAYER = st.one_of(texts(), bilinguals(), captions(), captions(), tracks(), tracks(), groups())


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Composition, Composition, TimeRange]:
    """Two compositions and a stretch; what tells them apart mostly stands outside of it."""
    at = draw(time_ranges())
    layers = draw(st.lists(LAYER, min_size=1, max_size=2))
    index = draw(st.integers(0, len(layers) - 1))
    layer = dict(layers[index])
    match layer["type"]:
        case "caption":
            layer["cues"] = edited(draw, layer["cues"], outside_cues(at))
        case "track":
            items = edited(draw, layer["items"], st.one_of(clips(), clips(), GAPS, TRANSITIONS))
            layer["items"] = named(items)
        case _:
            layer["end"] = float(at.end) + draw(SHORT) - 0.5
    changed = [*layers[:index], layer, *layers[index + 1 :]]
    length = draw(st.sampled_from([Fraction(LENGTH), at.end]))
    return composed(layers, LENGTH), composed(changed, float(length)), at


@st.composite
def outside_cues(draw: st.DrawFn, at: TimeRange) -> Document:
    """A cue that ends before the stretch or begins after it, often close by."""
    away, length = draw(st.integers(0, 2)) * STEP, draw(st.integers(1, 3)) * STEP
    if draw(st.booleans()) and at.start - away - length >= 0:
        start = at.start - away - length
    else:
        start = at.end + away
    return {"start": float(start), "end": float(start + length), "text": draw(WORD)}


def named(items: list[Document]) -> list[Document]:
    """The items of a track; clips are named by their place from the end, which most edits leave alone."""
    return [
        {**item, "id": f"clip-{len(items) - number}"} if item["kind"] == "clip" else item
        for number, item in enumerate(items)
    ]


def edited(draw: st.DrawFn, items: list[Document], new: st.SearchStrategy[Document]) -> list[Document]:
    """The items with one put in or replaced."""
    out = list(items)
    at = draw(st.integers(0, len(out)))
    if at < len(out) and draw(st.booleans()):
        same: Document = {key: items[at][key] for key in TIMED if key in items[at]}
        out[at] = {**draw(new), **same}
    else:
        out.insert(at, draw(new))
    return out


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(pairs())
def test_films_that_say_the_same_look_the_same(pair: tuple[Composition, Composition, TimeRange]) -> None:
    said_the_same = assert_law(*pair)
    event(f"said the same: {said_the_same}")


@st.composite
def crowded(draw: st.DrawFn) -> Document:
    """Captions of which many overlap, some stay long, some for a moment."""
    lengths = st.sampled_from([0.1, 0.5, 1, 1.5, 2, 14])
    one = st.tuples(st.integers(0, 50), lengths, WORD)
    found = st.lists(one, min_size=1, max_size=8).map(
        lambda cues: [{"start": at / 10, "end": at / 10 + length, "text": text} for at, length, text in cues]
    )
    style = {**draw(st.sampled_from(CAPTION_STYLES)), "text": {"size": draw(st.sampled_from([4, 20]))}}
    second = {"second": {"cues": draw(found)}} if draw(st.booleans()) else {}
    return {"type": "caption", "cues": draw(found), "style": style, **second}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(crowded(), time_ranges())
def test_what_is_restricted_says_all_that_is_seen_of_captions(layer: Document, at: TimeRange) -> None:
    """Drawn from the key alone, the stretch looks as in the film: so keys that are equal look the same."""
    film = composed([layer])
    assert display_lists(restricted(film, at), at) == display_lists(film, at)


def caption(*spans: tuple[float, float]) -> Document:
    said = [{"start": start, "end": end, "text": f"{start}"} for start, end in spans]
    return {"type": "caption", "cues": said, "style": CAPTION_STYLE}


def cases() -> Iterator[Any]:
    """Pairs that differ outside of 2 to 3 seconds, in what can yet be seen there."""
    text = {"type": "text", "text": "حوار", **BARE}
    out = [{"preset": "fade", "phase": "out"}]
    clip = {"kind": "clip", "duration": 2, "source": {"background": "accent"}}
    first, second = {**clip, "id": "a"}, {**clip, "id": "b", "source": {"background": "ink"}}
    third = {**clip, "id": "a", "source": {"background": "muted"}}
    transition = {"kind": "transition", "duration": 0.5}
    long = {"kind": "transition", "duration": 1.5}
    yield pytest.param([caption((1, 1.9), (2, 3))], [caption((2, 3))], id="no fade where one cue follows")
    yield pytest.param([caption((2, 3), (3, 4))], [caption((2, 3))], id="no fade where another cue comes")
    yield pytest.param([caption((0, 2.1), (2, 5))], [caption((2, 5))], id="a cue that went for another")
    yield pytest.param([caption((0, 1), (0.5, 5))], [caption((0.5, 5))], id="a cue that was there first")
    yield pytest.param([caption((0, 1), (0.5, 5), (4, 9))], [caption((0.5, 5), (4, 9))], id="its slot")
    yield pytest.param(
        [{**text, "end": 9, "animations": out}], [{**text, "end": 3, "animations": out}], id="ends"
    )
    track = {"type": "track", "items": [first, transition, long, second]}
    yield pytest.param([track], [{**track, "items": [third, transition, long, second]}], id="two transitions")


@pytest.mark.parametrize(("one", "other"), list(cases()))
def test_what_shines_in_from_outside_is_a_part_of_the_restricted_document(
    one: list[Document], other: list[Document]
) -> None:
    at = TimeRange(Fraction(2), Fraction(3))
    assert display_lists(composed(one), at) != display_lists(composed(other), at), "the case proves something"
    assert not assert_law(composed(one), composed(other), at)


def test_the_films_end_counts_for_layers_that_outlast_it() -> None:
    leaving = {
        "type": "text",
        "text": "حوار",
        "end": 9,
        "animations": [{"preset": "fade", "phase": "out"}],
        **BARE,
    }
    at = TimeRange(Fraction(2), Fraction(3))
    assert not assert_law(composed([leaving], 6), composed([leaving], 3), at)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(caption((0, 1), (2, 3), (5, 6)), caption((2, 3)), id="cues of other times"),
        pytest.param(caption((0, 1), (2, 3)), caption((0, 1.2), (2, 3)), id="a cue that ends otherwise"),
        pytest.param(
            {"type": "text", "text": "حوار", "end": 4, **BARE},
            {"type": "text", "text": "حوار", "end": 5, "name": "renamed", **BARE},
            id="when a still layer goes later, and its name",
        ),
    ],
)
def test_what_changes_elsewhere_leaves_a_segment_alone(one: Document, other: Document) -> None:
    assert assert_law(composed([one]), composed([other]), TimeRange(Fraction(2), Fraction(3)))


def test_a_word_changed_in_a_clip_leaves_the_other_clips_alone() -> None:
    def track(word: str) -> Document:
        clip = {"kind": "clip", "duration": 2}
        return {
            "type": "track",
            "items": [
                {
                    **clip,
                    "id": word,
                    "source": {"layers": [{"type": "text", "id": "t", "text": word, **BARE}]},
                }
                for word in ("one", word, "three")
            ],
        }

    one, other = composed([track("two")]), composed([track("changed")])
    for start, same in ((0, True), (2, False), (4, True)):
        at = TimeRange(Fraction(start), Fraction(start + 2))
        assert assert_law(one, other, at) is same


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LAYER, min_size=1, max_size=3), st.lists(st.integers(0, LENGTH * RATE - 1), max_size=8))
def test_a_frame_is_the_same_whatever_was_asked_before(layers: list[Document], frames: list[int]) -> None:
    composition = composed(layers)
    scene = Scene(composition, resources())
    for frame in frames:
        time = Fraction(frame, RATE)
        assert scene.display_list(time) == Scene(composition, resources()).display_list(time)


def test_a_transition_into_a_gap_is_kept_with_an_unseen_clip_behind_a_gap() -> None:
    def film(*items: Document) -> Composition:
        first = {"kind": "clip", "id": "a", "duration": 2, "source": {"background": "#FFFFFF"}}
        fade = {"kind": "transition", "duration": 1}
        return composed([{"type": "track", "items": [first, fade, *items]}])

    gap = {"kind": "gap", "duration": 1}
    behind = {"kind": "clip", "id": "b", "duration": 2, "source": {}}
    within = TimeRange(Fraction(1), Fraction(2))
    assert restricted(film(gap, behind), within) != restricted(film(), within)
    assert restricted(film(gap, behind), within) == restricted(film(gap), within)
    assert_law(film(gap, behind), film(gap), within)


def test_markers_change_no_segment() -> None:
    film = composed([{"type": "shape", "place": {"width": 40, "height": 40}}])
    marked = film.model_copy(update={"markers": (Marker(id="chorus", time=Fraction(1), name="اللازمة"),)})
    within = TimeRange(Fraction(0), Fraction(LENGTH))
    assert restricted(marked, within) == restricted(film, within)


def test_how_loud_a_film_is_leaves_its_segments_alone() -> None:
    def holding(**sound: Any) -> Composition:
        film = {"type": "video", "id": "film", "media": "walk", **sound}
        clip = {"kind": "clip", "id": "clip", "duration": 2, "source": {"layers": [film]}}
        inner = {"type": "group", "layers": [film]}
        return composed([film, inner, {"type": "track", "items": [clip]}])

    within = TimeRange(Fraction(0), Fraction(1))
    loud = holding(gain=6, muted=True, fade_in=1, fade_out=1)
    assert restricted(holding(), within) == restricted(loud, within)
    assert restricted(holding(), within) != restricted(holding(source_start=1), within)
    assert restricted(holding(), within) != restricted(holding(speed=2), within)
