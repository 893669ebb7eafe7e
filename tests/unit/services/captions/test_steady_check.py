"""Checking what changed finds what checking everything finds, with little work."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.model.captions import Cue
from studio.services.captions.check import CheckOptions, check_cues
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFault
from studio.services.captions.steady_check import SteadyCheck

TEXTS = (
    "الحوار", "ومعًا نصنع فرقًا حقيقيًا في مجتمعاتنا المحلية كل يوم", "عام ٢٠٢٤", "عام 2024", "أهلًا,",
    "كلمة \ue123", "ومعًا نصنع فرقًا في\nكل",
)  # fmt: skip


@st.composite
def a_cue(draw: st.DrawFn) -> Cue:
    start = Fraction(draw(st.integers(0, 200)), 10)
    length = Fraction(draw(st.integers(2, 90)), 10)
    return Cue(start=start, end=start + length, text=draw(st.sampled_from(TEXTS)))


lists = st.lists(a_cue(), max_size=8)


@settings(max_examples=60, deadline=None)
@given(lists, st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), lists), max_size=4))
def test_after_any_edits_it_finds_what_the_whole_check_finds(
    begin: list[Cue], edits: list[tuple[int, int, list[Cue]]]
) -> None:
    steady, options = SteadyCheck(), CheckOptions(length=Fraction(20))
    cues: Cues = tuple(begin)
    assert list(steady.check(cues, options)) == list(check_cues(cues, options))
    for at, count, come in edits:
        cues = (*cues[:at], *come[:3], *cues[at + count :])
        assert list(steady.check(cues, options)) == list(check_cues(cues, options))
    other = replace(options, language="en", length=None)
    assert list(steady.check(cues, other)) == list(check_cues(cues, other))


def test_a_cue_that_finds_room_again_far_from_an_edit_is_told_no_more() -> None:
    crowd = tuple(Cue(start=Fraction(0), end=Fraction(1), text=f"كلمة {at}") for at in range(7))
    steady, options = SteadyCheck(), CheckOptions(length=Fraction(20))
    assert CueFault.NOT_SHOWN in {one.fault for one in steady.check(crowd, options)}
    assert steady.check(crowd[1:], options) == check_cues(crowd[1:], options)
    assert steady.check(crowd[-1:], options) == check_cues(crowd[-1:], options)
    assert steady.check(crowd, options) == check_cues(crowd, options)


def test_one_edit_among_five_thousand_cues_checks_it_and_its_neighbours() -> None:
    cues = tuple(Cue(start=Fraction(at), end=Fraction(at) + 1, text=f"كلمة {at}") for at in range(5000))
    steady, options, pauses = SteadyCheck(), CheckOptions(), []
    steady.check(cues, options, lambda: pauses.append(1))
    assert steady.work == 5000
    assert len(pauses) == 25, "the window has its turn between pieces"
    edited = (*cues[:2500], cues[2500].model_copy(update={"text": "كلمة أخرى"}), *cues[2501:])
    steady.check(edited, options)
    assert steady.work <= 3
    shorter = (*edited[:100], *edited[101:])
    found = steady.check(shorter, options)
    assert steady.work <= 3
    assert found == check_cues(shorter, options)
    steady.check(shorter, options)
    assert steady.work == 0
