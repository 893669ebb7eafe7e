"""Cancelling: once asked for, always; swallowed by no handler of errors."""

import pytest

from studio.base.cancellation import Cancellation, Cancelled


def test_nothing_is_raised_before_somebody_cancels() -> None:
    cancellation = Cancellation()
    cancellation.raise_if_cancelled()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        cancellation.raise_if_cancelled()


def test_what_was_cancelled_outside_stays_cancelled() -> None:
    answers = iter([False, True, False])
    cancellation = Cancellation(lambda: next(answers))
    assert [cancellation.cancelled, cancellation.cancelled, cancellation.cancelled] == [False, True, True]


def test_no_handler_of_errors_swallows_it() -> None:
    assert not issubclass(Cancelled, Exception)
