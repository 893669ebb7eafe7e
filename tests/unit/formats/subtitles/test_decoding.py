"""The encoding of an old file is found from its bytes; what is no text is refused."""

import json
from pathlib import Path

import pytest

from studio.base.errors import InputError
from studio.formats.subtitles.arabic_bytes import guess_encoding
from studio.formats.subtitles.decoding import MAX_BYTES, decoded
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.types import MendKind

CORPUS = json.loads((Path(__file__).parents[3] / "corpus" / "arabic_strings.json").read_text("utf-8"))
SENTENCES = [
    "العنف ليس قدرا، والحوار يبدأ بكلمة.",
    "شارك في الورشة ٧٢ شابا وشابة من ثلاث مدن",
    "إن لم نتكلم اليوم فمتى؟",
    "هل تعلم أن الإصغاء نصف الحل؟",
    "الْعَدْلُ أَسَاسُ الْمُلْكِ",
    "اتصل بنا على 0501234567 أو زورونا",
    "قال: لن أبقى صامتا بعد اليوم!",
    "مخدرات، تدخين، عنف: ثلاثة أبواب مغلقة",
    "سلام عليكم",
    "شكرا لكم جميعا",
]
WESTERN = ["Où étiez-vous l’été dernier ? À bientôt !", "Größe, Öl und Äpfel – schön", "“Hello”, it’s fine…"]
PERSIAN = ["گفتگو راه ماست، چرا پنهان کنیم؟", "می\u200cخواهم بروم"]


def in_encoding(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
@pytest.mark.parametrize("text", SENTENCES)
def test_arabic_sentences_are_found_in_either_encoding(text: str, encoding: str) -> None:
    content = in_encoding(text, encoding)
    if content is not None:
        assert guess_encoding(content) == encoding


def is_telling(text: str) -> bool:
    """A lone word may be a word in both encodings; letters that stand alone tell nothing."""
    arabic = any("\u0627" <= char <= "\u064a" for char in text)
    return arabic and len(text.split()) > 1 and "ه\u200d" not in text and "ٹ" not in text


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
def test_texts_of_the_corpus_are_found_in_either_encoding(encoding: str) -> None:
    contents = {one["text"]: in_encoding(one["text"], encoding) for one in CORPUS}
    telling = {
        text: content for text, content in contents.items() if content is not None and is_telling(text)
    }
    assert len(telling) > 4
    wrong = [text for text, content in telling.items() if guess_encoding(content) != encoding]
    assert wrong == []


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_is_not_taken_for_arabic(text: str) -> None:
    assert guess_encoding(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("text", PERSIAN)
def test_persian_in_windows_1256_is_found(text: str) -> None:
    content = in_encoding(text.replace("ی", "ي"), "cp1256")
    assert content is not None
    assert guess_encoding(content) == "cp1256"


@pytest.mark.parametrize("text", [*SENTENCES, *WESTERN, *PERSIAN, "مرحبا 👋", "plain ascii"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    content = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode(encoding)
    found, _ = decoded(content, "x", Log())
    assert text in found


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize(
    ("was", "taken_as"), [("utf-8", "latin-1"), ("cp1256", "cp1252"), ("utf-8", "cp1256")]
)
def test_text_that_was_read_wrongly_once_is_read_again(text: str, was: str, taken_as: str) -> None:
    content = in_encoding(text, was)
    assert content is not None or "٧" in text
    if content is None or len(text) < 12:
        return
    try:
        spoilt = content.decode(taken_as)
    except UnicodeDecodeError:
        return
    log = Log()
    found, _ = decoded(f"1\n00:00:01,000 --> 00:00:02,000\n{spoilt}\n".encode(), "x", log)
    assert text in found
    assert [one.kind for one in log.told()] == [MendKind.MOJIBAKE]


@pytest.mark.parametrize("text", [*SENTENCES, *WESTERN, *PERSIAN, "Ù", "Ø is a letter; Ùø too", "طظ طظ"])
def test_text_that_is_right_is_left_alone(text: str) -> None:
    log = Log()
    assert decoded(text.encode(), "x", log)[0] == text
    assert log.told() == ()


def test_line_ends_are_one() -> None:
    assert decoded(b"a\r\nb\rc\nd", "x", Log())[0] == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"GIF89a", "GIF"),
        (b"\x1aE\xdf\xa3", "film"),
        (b"<!DOCTYPE html>", "web page"),
        (b"{\\rtf1", "RTF"),
        (b"\0\0\0\x18ftypisom", "film"),
        (b"%PDF-", "PDF"),
    ],
)
def test_other_files_are_called_by_their_name(start: bytes, name: str) -> None:
    with pytest.raises(InputError, match=name):
        decoded(start + b"\0" * 50, "x.srt", Log())


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="too large for subtitles"):
        decoded(b" " * (MAX_BYTES + 1), "x.srt", Log())
