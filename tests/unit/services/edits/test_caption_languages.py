"""Two languages in one caption layer, in two, and in one again."""

from fractions import Fraction
from typing import Any

import pytest

from studio.base.errors import InputError
from studio.model.captions import Cue
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.model.project import Project
from studio.services.edits.caption_languages import (
    second_language_apart,
    second_language_joined,
    with_second_language,
)
from studio.services.edits.find import find_in, replace_in
from studio.services.edits.linked_captions import close_time, open_time
from studio.services.edits.texts import change_texts, texts_of
from studio.services.edits.times import with_inner_times


def film(**more: Any) -> Composition:
    layer = {
        "type": "caption", "id": "words", "cues": [{"start": 1, "end": 3, "text": "كلمة"}],
        "second": {"cues": [{"start": 1, "end": 4, "text": "A word"}]}, **more,
    }  # fmt: skip
    clip = {"kind": "clip", "id": "clip", "duration": 9, "source": {}}
    track = {"type": "track", "id": "track", "items": [clip]}
    document = {"size": {"width": 108, "height": 192}, "duration": 9, "layers": [track, layer]}
    return Composition.model_validate(document)


def captions(composition: Composition) -> list[CaptionLayer]:
    return [layer for layer in composition.layers if isinstance(layer, CaptionLayer)]


def test_a_second_language_is_given_and_taken() -> None:
    cue = Cue(start=Fraction(0), end=Fraction(2), text="Yes")
    (layer,) = captions(with_second_language(film(), ("words",), [cue], "en"))
    assert layer.second is not None
    assert layer.second.cues == (cue,)
    (layer,) = captions(with_second_language(film(), ("words",), []))
    assert layer.second is None


def test_languages_apart_leave_room_for_each_other_and_come_together_again() -> None:
    apart = second_language_apart(film(), ("words",))
    above, below = captions(apart)
    assert (above.style.row, below.style.row) == (1, 0)
    assert below.style.text.language == "en"
    assert [cue.text for cue in below.cues] == ["A word"]
    (joined,) = captions(second_language_joined(apart, ("words",), (below.id,)))
    assert joined.cues == captions(film())[0].cues
    assert joined.second is not None
    assert joined.second.cues == below.cues


def test_what_cannot_be_is_said() -> None:
    one = with_second_language(film(), ("words",), [])
    with pytest.raises(InputError, match="in one language"):
        second_language_apart(one, ("words",))
    with pytest.raises(InputError, match="no captions"):
        second_language_apart(one, ("track",))
    with pytest.raises(InputError, match="cannot be joined"):
        second_language_joined(one, ("words",), ("words",))


def test_the_second_language_moves_with_the_film() -> None:
    (later,) = captions(open_time(film(), ("track",), Fraction(0), Fraction(2)))
    assert later.second is not None
    assert [(float(cue.start), float(cue.end)) for cue in later.second.cues] == [(3, 6)]
    (gone,) = captions(close_time(film(), ("track",), Fraction(0), Fraction(4)))
    assert gone.cues == ()
    assert gone.second is not None
    assert gone.second.cues == ()
    moved = with_inner_times(captions(film())[0], Fraction(-2))
    assert isinstance(moved, CaptionLayer)
    assert moved.second is not None
    assert moved.second.cues[0].end == 2


def test_its_texts_are_found_and_changed() -> None:
    place = next(one for one in texts_of(film()) if one.text == "A word")
    (layer,) = captions(change_texts(film(), {(place.path, place.field): "One word"}))
    assert layer.second is not None
    assert layer.second.cues[0].text == "One word"


def test_words_of_both_languages_are_found_and_replaced() -> None:
    cue = {"start": 0, "end": 1, "text": "حوار dialogue"}
    other = {
        "start": 0,
        "end": 1,
        "text": "a dialogue",
        "words": [{"text": "dialogue", "start": 0, "end": 1}],
    }
    project = Project(compositions=(film(cues=[cue], second={"cues": [other, other]}),))
    hits = find_in(project, "dialogue")
    assert len(hits) == 3
    (layer,) = captions(replace_in(project, hits, "talk").compositions[0])
    assert layer.cues[0].text == "حوار talk"
    assert layer.second is not None
    assert [one.text for one in layer.second.cues] == ["a talk", "a talk"]
    assert layer.second.cues[0].words[0].text == "talk"
