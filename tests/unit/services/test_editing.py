"""Undo and redo of values, merging, and what counts as unsaved."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.services.editing import MERGE_SECONDS, History, StepName

steps = st.lists(
    st.one_of(
        st.tuples(st.just("do"), st.integers(0, 5), st.sampled_from([None, "a", "b"]), st.floats(0, 2)),
        st.tuples(st.sampled_from(["undo", "redo", "begin", "end", "cancel", "save"])),
    ),
    max_size=40,
)


def run(history: History[int], operations: list[tuple[Any, ...]]) -> None:
    now = 0.0
    for operation in operations:
        match operation:
            case ("do", int(value), merge_key, float(after)):
                now += after
                history.do("edit.value", value, merge_key=merge_key, at=now)
            case ("undo",):
                history.undo()
            case ("redo",):
                history.redo()
            case ("begin",):
                history.begin_drag()
            case ("end",):
                history.end_drag()
            case ("cancel",):
                history.cancel_drag()
            case ("save",):
                history.mark_saved()


def all_back(history: History[int]) -> list[int]:
    values = [history.value]
    while history.undo():
        values.append(history.value)
    return values


@given(steps)
def test_undoing_all_and_redoing_all_passes_the_same_values(operations: list[tuple[Any, ...]]) -> None:
    history = History(0)
    run(history, operations)
    ahead = len(history.redo_names)
    back = all_back(history)
    assert history.value == 0
    forth = [history.value]
    while history.redo():
        forth.append(history.value)
    assert forth[: len(back)] == back[::-1]
    assert len(forth) == len(back) + ahead
    assert all_back(history) == forth[::-1]


@given(steps)
def test_neighbouring_values_differ_and_names_are_counted(operations: list[tuple[Any, ...]]) -> None:
    history = History(0)
    run(history, operations)
    count = len(history.undo_names)
    values = all_back(history)
    assert len(values) == count + 1
    assert all(one != other for one, other in pairwise(values))


@given(steps, st.integers(1, 5))
def test_memory_is_bounded(operations: list[tuple[Any, ...]], limit: int) -> None:
    history = History(0, limit=limit)
    run(history, operations)
    assert len(history.undo_names) + len(history.redo_names) <= limit


@given(steps)
def test_dirty_means_other_than_saved(operations: list[tuple[Any, ...]]) -> None:
    history = History(0)
    run(history, operations)
    assert history.is_dirty == (history.value != history.saved)
    assert (history.edits_since_saved > 0) == history.is_dirty
    history.mark_saved()
    assert not history.is_dirty


def test_repeats_of_one_edit_are_one_step_until_a_pause() -> None:
    history = History(0)
    history.do("size", 1, merge_key="size", at=0.0)
    history.do("size", 2, merge_key="size", at=MERGE_SECONDS)
    history.do("size", 3, merge_key="size", at=2 * MERGE_SECONDS + 0.01)
    history.undo()
    assert history.value == 2
    history.undo()
    assert history.value == 0


def test_other_fields_do_not_merge() -> None:
    history = History(0)
    history.do("size", 1, merge_key="size", at=0.0)
    history.do("colour", 2, merge_key="colour", at=0.1)
    history.undo()
    assert history.value == 1


def test_a_drag_is_one_step_however_long_it_takes() -> None:
    history = History(0)
    history.do("move", 1, merge_key="x", at=0.0)
    history.begin_drag()
    for number in range(2, 9):
        history.do(StepName("move", {"count": 3}), number, merge_key="x", at=number * 10.0)
    history.end_drag()
    history.do("move", 9, merge_key="x", at=80.1)
    assert [name.key for name in history.undo_names] == ["move"] * 3
    history.undo()
    assert history.value == 8
    assert history.undo_name == StepName("move", {"count": 3})
    history.undo()
    assert history.value == 1
    assert history.redo_name == StepName("move", {"count": 3})


def test_escape_takes_a_drag_back_without_a_trace() -> None:
    history = History(0)
    history.do("size", 1)
    history.begin_drag()
    history.do("move", 2)
    history.do("move", 3)
    assert history.cancel_drag()
    assert history.value == 1
    assert history.redo_name is None
    assert len(history.undo_names) == 1


def test_a_drag_there_and_back_leaves_no_step() -> None:
    history = History(0)
    history.begin_drag()
    history.do("move", 5)
    history.do("move", 0)
    history.end_drag()
    assert history.undo_name is None
    assert not history.is_dirty


def test_after_a_save_a_new_step_begins_so_that_the_saved_value_can_be_reached() -> None:
    history = History(0)
    history.do("type", 1, merge_key="text", at=0.0)
    history.mark_saved()
    history.do("type", 2, merge_key="text", at=0.1)
    assert history.is_dirty
    history.undo()
    assert history.value == 1
    assert not history.is_dirty


def test_what_a_slow_save_has_written_is_what_is_saved() -> None:
    history = History(0)
    history.do("type", 1)
    writing = history.value
    history.do("type", 2)
    history.mark_saved(writing)
    assert history.is_dirty
    history.undo()
    assert not history.is_dirty
