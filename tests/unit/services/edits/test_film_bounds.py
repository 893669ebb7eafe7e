"""Trimming films never runs past their files, and keeps every frame at its moment."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.model.composition import Composition
from studio.model.layers import Clip, TrackLayer, VideoLayer
from studio.services.edits.film_bounds import within_files
from studio.services.edits.films import FilmFacts, add_film, add_film_clip
from studio.services.edits.paths import node_at
from studio.services.edits.tracks import ripple_trim, trim_item
from studio.services.film_lengths import film_lengths

LENGTHS = {"walk": Fraction(4)}
FACTS = FilmFacts("walk", Fraction(4), 1080, 1920)


def film(**more: Any) -> dict[str, Any]:
    return {"type": "video", "id": "film", "media": "walk", **more}


def composition(*layers: dict[str, Any], **more: Any) -> Composition:
    return Composition.model_validate(
        {"size": {"width": 1080, "height": 1920}, "duration": 20, "layers": layers, **more}
    )


def clip(duration: float, **more: Any) -> dict[str, Any]:
    return {"kind": "clip", "id": "clip", "duration": duration, "source": {"layers": [film(**more)]}}


def test_the_end_of_a_film_stops_where_its_file_does() -> None:
    made = composition(film(start=1, end=3, source_start=1, speed=2))
    assert within_files(made, ("film",), "end", Fraction(9), LENGTHS) == 0, "3 s of it at double speed: 1.5"
    made = composition(film(start=1, end=3, source_start=1))
    assert within_files(made, ("film",), "end", Fraction(9), LENGTHS) == 1
    assert within_files(made, ("film",), "end", Fraction(-1), LENGTHS) == -1
    assert within_files(made, ("film",), "start", Fraction(-9), LENGTHS) == -1
    held = composition(film(start=1, end=3, after="freeze"))
    assert within_files(held, ("film",), "end", Fraction(9), LENGTHS) == 9


def test_clips_of_films_stop_there_too() -> None:
    track = {"type": "track", "id": "track", "items": [clip(2, source_start=1)]}
    made, path = composition(track), ("track", "clip")
    assert within_files(made, path, "end", Fraction(9), LENGTHS) == 1
    assert within_files(made, path, "start", Fraction(-9), LENGTHS) == -1
    assert within_files(made, path, "end", Fraction(9), {}) == 9, "a file that is not known"


def source_at(made: Composition, time: Fraction) -> Fraction | None:
    """Which moment of the file is seen at a moment of the track."""
    track = node_at(made, ("track",))
    assert isinstance(track, TrackLayer)
    at = Fraction(0)
    for item in track.items:
        length = getattr(item, "duration", Fraction(0))
        if isinstance(item, Clip) and at <= time < at + length:
            (layer,) = item.source.layers
            assert isinstance(layer, VideoLayer)
            if layer.start > time - at:
                return None
            return layer.source_start + layer.speed * (time - at - layer.start)
        at += length
    return None


@given(
    st.fractions(Fraction(-3), Fraction(3), max_denominator=30),
    st.fractions(Fraction(0), Fraction(2), max_denominator=30),
    st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 2)]),
)
def test_trimming_the_start_keeps_every_frame_at_its_moment(
    by: Fraction, source_start: Fraction, speed: Fraction
) -> None:
    one = clip(2, source_start=f"{source_start}", speed=f"{speed}")
    items = [{"kind": "gap", "duration": 4}, one]
    made = composition({"type": "track", "id": "track", "items": items})
    changed = trim_item(made, ("track",), 1, "start", by)
    for tenth in range(80):
        time = Fraction(tenth, 10)
        before, after = source_at(made, time), source_at(changed, time)
        assert before is None or after is None or before == after
        assert after is None or after >= 0


def test_a_rippled_start_shows_what_the_file_has_before() -> None:
    made = composition({"type": "track", "id": "track", "items": [clip(2, source_start=1)]})
    assert source_at(ripple_trim(made, ("track",), 0, "start", Fraction(-1)), Fraction(0)) == 0


def test_a_film_is_put_behind_words_and_fills_the_canvas() -> None:
    words = {"type": "text", "id": "title", "text": "حوار"}
    made, path = add_film(composition(words), FACTS, Fraction(2))
    assert [layer.id for layer in made.layers] == ["video", "title"]
    layer = node_at(made, path)
    assert isinstance(layer, VideoLayer)
    assert [layer.start, layer.end] == [2, 6]
    assert layer.place.area == "canvas"


def test_an_empty_composition_becomes_as_long_as_its_film() -> None:
    made, _ = add_film(composition(), FACTS, Fraction(2))
    assert made.duration == 4
    assert made.layers[0].start == 0


def test_a_film_becomes_a_clip_where_there_is_room() -> None:
    made = composition({"type": "track", "id": "track", "items": [{"kind": "gap", "duration": 5}]})
    changed, path = add_film_clip(made, FACTS, ("track",), Fraction(1))
    found = node_at(changed, path)
    assert isinstance(found, Clip)
    assert found.duration == 4
    assert film_lengths(changed, path, {}) == {}
