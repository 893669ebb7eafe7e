from pathlib import Path

import pytest

from studio.base.errors import DocumentError, InputError
from studio.formats.document_file import parse_json, parse_toml, read_document


@pytest.mark.parametrize(
    ("text", "line"),
    [('a = 1\nb = "open\n', 2), ("a = 1\n\na = 2\n", 3), ("a = [1,\n", 2), ("= 3", 1)],
)
def test_a_syntax_error_in_toml_has_its_line(text: str, line: int) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_toml(text.encode(), "x.toml")
    assert caught.value.mistakes[0].line == line
    assert "TOML" in str(caught.value)


def test_a_syntax_error_in_json_has_its_line() -> None:
    with pytest.raises(DocumentError, match="line 2"):
        parse_json(b'{"a": 1,\n "b": }', "x.json")


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "[1]", '{"a": ' + "9" * 5000 + "}", ""])
def test_json_that_is_no_sound_object_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_json(text.encode())


@pytest.mark.parametrize("parse", [parse_json, parse_toml])
def test_deep_nesting_is_refused_not_crashed_on(parse: object) -> None:
    assert callable(parse)
    with pytest.raises(InputError):
        parse((b'{"a":' if parse is parse_json else b"a = ") + b"[" * 100_000 + b"]" * 100_000 + b"}")


def test_text_that_is_not_utf8_is_refused_with_its_line() -> None:
    with pytest.raises(DocumentError, match="line 2") as caught:
        parse_toml(b"a = 1\nb = '\xff'\n")
    assert "UTF-8" in str(caught.value)


def test_a_missing_or_huge_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "none.toml")
    (tmp_path / "big.toml").write_bytes(b"#" * 2000)
    with pytest.raises(InputError, match="larger"):
        read_document(tmp_path / "big.toml", limit=1000)
    with pytest.raises(InputError):
        read_document(tmp_path)
