"""Every file in tests/subtitles is read as the table beside it says; the tables were written by hand."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import InputError
from studio.base.time import seconds
from studio.model.captions import Cue
from studio.services.captions.opening import open_subtitles

FOLDER = Path(__file__).parents[3] / "subtitles"
FILES = sorted(path for path in FOLDER.iterdir() if (FOLDER / f"{path.name}.json").exists())


def test_there_are_more_than_forty_five() -> None:
    assert len(FILES) > 45


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_awkward_file_is_read_as_its_table_says(path: Path) -> None:
    expected: dict[str, Any] = json.loads((FOLDER / f"{path.name}.json").read_text("utf-8"))
    if "error" in expected:
        with pytest.raises(InputError) as caught:
            open_subtitles(path)
        assert expected["error"] in caught.value.message
        return
    found = open_subtitles(path)
    assert [(cue.start, cue.end, cue.text) for cue in found.cues] == [
        (seconds(one["start"]), seconds(one["end"]), one["text"]) for one in expected["cues"]
    ]
    assert [cue.speaker for cue in found.cues] == [one.get("speaker", "") for one in expected["cues"]]
    for cue, one in zip(found.cues, expected["cues"], strict=True):
        assert_words(cue, one.get("words", []))
    assert sorted({one.kind.value for one in found.mended}) == expected["told"]
    assert found.format.value == expected["format"]
    for name in ("encoding", "language", "title"):
        if name in expected:
            assert getattr(found, name) == expected[name], name


def assert_words(cue: Cue, expected: list[list[Any]]) -> None:
    """A time of null is not said: somewhere in the cue."""
    assert [word.text for word in cue.words] == [text for text, _, _ in expected]
    for word, (_, start, end) in zip(cue.words, expected, strict=True):
        assert start is None or word.start == Fraction(start)
        assert end is None or word.end == Fraction(end)
        assert cue.start <= word.start <= word.end <= cue.end
