"""Errors survive the way from a worker process, with all that they say."""

import pickle

import pytest

from studio.base.errors import (
    DocumentError,
    EncodeError,
    InputError,
    MediaError,
    Mistake,
    OutputError,
    StudioError,
)

ERRORS = [
    StudioError("it failed", "try again", "film.mp4"),
    InputError("no such file"),
    MediaError("damaged", "copy it again", "a.png"),
    OutputError("the disk is full", "free some space", "out.mp4"),
    EncodeError("ffmpeg failed", "start again", "film.mp4", log="line one\nline two"),
    DocumentError("x.toml", [Mistake("layers.0", "wrong", 3), Mistake("", "wrong")], "mend it"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_keeps_everything_through_pickling(error: StudioError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert again.exit_code == error.exit_code


def test_an_error_says_where_what_and_what_to_do() -> None:
    assert str(ERRORS[0]) == "film.mp4: it failed\ntry again"
    assert str(ERRORS[1]) == "no such file"


def test_a_document_error_names_every_mistake_with_its_line() -> None:
    text = str(ERRORS[5])
    assert "2 mistakes found" in text
    assert "line 3, layers.0: wrong" in text


def test_bad_input_ends_with_2_and_failure_with_1() -> None:
    assert [type(error).exit_code for error in ERRORS] == [1, 2, 2, 2, 1, 2]


def test_thousands_of_mistakes_are_counted_and_the_first_are_told() -> None:
    error = DocumentError("x.json", [Mistake(f"markers.{number}.id", "missing") for number in range(5000)])
    assert len(error.mistakes) == 5000
    assert "5000 mistakes" in str(error)
    assert "markers.0.id" in str(error)
    assert str(error).count("\n") < 300
