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


@pytest.mark.parametrize("text", ["a = " + "1" * 5000, "a = 0x" + "f" * 400, "a = 9223372036854775808"])
def test_a_toml_number_beyond_64_bits_is_a_mistake(text: str) -> None:
    with pytest.raises(DocumentError, match=r"digits"):
        parse_toml(text.encode())


@pytest.mark.parametrize("digits", ["9" * 20, "1" * 5000])
def test_a_json_number_beyond_64_bits_is_a_mistake(digits: str) -> None:
    with pytest.raises(DocumentError, match=r"digits"):
        parse_json(f'{{"a": {digits}}}'.encode())


@pytest.mark.parametrize("depth", [100, 300, 100_000])
def test_what_is_nested_too_deeply_is_refused(depth: int) -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        parse_json(('{"a": ' + "[" * depth + "]" * depth + "}").encode())
    with pytest.raises(InputError, match="nested too deeply"):
        parse_toml(("a = " + "[" * min(depth, 16_000) + "]" * min(depth, 16_000)).encode())


def test_a_dotted_key_without_end_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(InputError, match="the line is too long"):
        parse_toml((".".join(["a"] * 100_000) + " = 1").encode())
    with pytest.raises(InputError, match="nested too deeply"):
        parse_toml((".".join(["a"] * 2_000) + " = 1").encode())


def test_a_key_that_stands_twice_is_found_among_many() -> None:
    keys = [*(f'"k{number}": 1' for number in range(100_000)), '"k99999": 1']
    with pytest.raises(DocumentError, match=r"k99999: the key stands twice"):
        parse_json(("{" + ",".join(keys) + "}").encode())
