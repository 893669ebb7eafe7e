"""Exact time: seconds, frames and ranges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.time import FrameRange, FrameRate, TimeRange, seconds

RATES = st.sampled_from([FrameRate(24), FrameRate(25), FrameRate(30), FrameRate(60000, 1001), FrameRate(1)])
TIMES = st.fractions(min_value=0, max_value=86_400, max_denominator=240_000)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (0.1, Fraction(1, 10)),
        ("0.1", Fraction(1, 10)),
        ("1/3", Fraction(1, 3)),
        (" 7 ", Fraction(7)),
        (".5", Fraction(1, 2)),
        (-2, Fraction(-2)),
        (1e-05, Fraction(1, 100_000)),
    ],
)
def test_a_number_means_what_its_digits_say(written: float | str, meant: Fraction) -> None:
    assert seconds(written) == meant


@pytest.mark.parametrize(
    "text", ["", "x", "1e999999999", "1e-999999999", "nan", "inf", "1/2/3", "1_0", "9" * 21, "1/" + "9" * 21]
)
def test_text_that_is_no_plain_number_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="no number of seconds"):
        seconds(text)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_only_finite_numbers_are_times(number: float) -> None:
    with pytest.raises(ValueError, match="Fraction"):
        seconds(number)


@given(RATES, st.integers(0, 5_000_000))
def test_a_frame_is_on_screen_from_its_own_time(rate: FrameRate, frame: int) -> None:
    assert rate.frame_at(rate.time_of(frame)) == frame
    assert rate.first_frame_from(rate.time_of(frame)) == frame


@given(RATES, TIMES)
def test_a_time_lies_within_its_frame(rate: FrameRate, time: Fraction) -> None:
    frame = rate.frame_at(time)
    assert rate.time_of(frame) <= time < rate.time_of(frame + 1)
    assert rate.time_of(rate.first_frame_from(time)) >= time
    assert rate.first_frame_from(time) - frame in (0, 1)


@given(RATES, TIMES, TIMES)
def test_neighbouring_ranges_share_out_all_frames(rate: FrameRate, first: Fraction, second: Fraction) -> None:
    """The end of a range is not shown, so nothing is shown twice or left out."""
    start, end = sorted((first, second))
    assert rate.frame_count(start) + (rate.first_frame_from(end) - rate.first_frame_from(start)) == (
        rate.frame_count(end)
    )


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 1), (-30, 1), (30, 0)])
def test_a_frame_rate_is_positive(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        FrameRate(numerator, denominator)


def test_a_time_range_holds_its_start_and_not_its_end() -> None:
    span = TimeRange(Fraction(1), Fraction(2))
    assert span.contains(Fraction(1))
    assert not span.contains(Fraction(2))
    assert span.shifted(Fraction(1)) == TimeRange(Fraction(2), Fraction(3))
    assert span.duration == 1
    with pytest.raises(ValueError, match="before it starts"):
        TimeRange(Fraction(2), Fraction(1))


def test_a_frame_range_counts_its_frames_and_knows_its_times() -> None:
    frames = FrameRange(30, 45)
    assert len(frames) == 15
    assert frames.times(FrameRate(30)) == TimeRange(Fraction(1), Fraction(3, 2))
    with pytest.raises(ValueError, match="starts at 0"):
        FrameRange(-1, 3)
