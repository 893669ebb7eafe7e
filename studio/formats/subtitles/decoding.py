"""From the bytes of a subtitle file to its text: encoding, byte order marks, NULs, text that was read wrongly
once before.  What is no text at all is refused by its name."""

import codecs
import re

from studio.base.errors import InputError
from studio.formats.subtitles.arabic_bytes import arabic_likelihood, guess_encoding
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.types import MendKind

MAX_BYTES = 64 << 20
"""A file larger than this is no subtitle file: 50,000 cues with word times have 20 MiB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x89PNG", "this is a picture (PNG), no subtitle file"),
    (b"\xff\xd8\xff", "this is a picture (JPEG), no subtitle file"),
    (b"GIF8", "this is a picture (GIF), no subtitle file"),
    (b"%PDF", "this is a PDF document, no subtitle file"),
    (b"{\\rtf", "this is an RTF document, no subtitle file"),
    (b"PK\x03\x04", "this is an archive or an office document, no subtitle file"),
    (b"\xd0\xcf\x11\xe0", "this is an archive or an office document, no subtitle file"),
    (b"Rar!", "this is an archive or an office document, no subtitle file"),
    (b"7z\xbc\xaf", "this is an archive or an office document, no subtitle file"),
    (b"\x1f\x8b", "this is an archive or an office document, no subtitle file"),
    (b"\x1aE\xdf\xa3", "this is a film, no subtitle file"),
    (b"RIFF", "this is a film or a sound, no subtitle file"),
    (b"OggS", "this is a film or a sound, no subtitle file"),
    (b"ID3", "this is a film or a sound, no subtitle file"),
    (b"fLaC", "this is a film or a sound, no subtitle file"),
    (b"\x00\x00\x01\xba", "these are subtitles made of pictures, which cannot be read"),
    (b"SP\x00", "these are subtitles made of pictures, which cannot be read"),
    (b"PG\x00", "these are subtitles made of pictures, which cannot be read"),
    (b"MZ", "this is a program, no subtitle file"),
    (b"\x7fELF", "this is a program, no subtitle file"),
)
_FILM = "this is a film, no subtitle file"
_PAGE = "this is a web page, no subtitle file"
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def decoded(content: bytes, where: str, log: Log) -> tuple[str, str]:
    """The file's text with `\\n` as its line end, and the encoding that it was in.

    Raises InputError for what is empty, too large or no text.
    """
    if len(content) > MAX_BYTES:
        raise InputError(
            f"the file is larger than {MAX_BYTES >> 20} MiB, too large for subtitles",
            "Is it the film? Choose the subtitle file.",
            where,
        )
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise InputError("the subtitle file is empty", "Choose another, or export it again.", where)
    _refuse_what_is_no_text(content, where)
    text, encoding = _text(content, log)
    if "\0" in text:
        log.tell(MendKind.NUL, was=str(text.count("\0")))
        text = text.replace("\0", "")
    text = _unspoilt(text.removeprefix("\ufeff"), log)
    text = _LINE_ENDS.sub("\n", text)
    found = _CONTROLS.search(text)
    if found is not None:
        controls = len(_CONTROLS.findall(text))
        if controls > max(8, len(text) // 20):
            raise _no_text(where)
        log.tell(MendKind.CONTROLS, line=text.count("\n", 0, found.start()) + 1, was=str(controls))
        text = _CONTROLS.sub("", text)
    return text, encoding


def _no_text(where: str) -> InputError:
    return InputError("this file holds no text", "Choose a subtitle file, such as .srt or .vtt.", where)


def _refuse_what_is_no_text(content: bytes, where: str) -> None:
    message = next((said for start, said in _SIGNATURES if content.startswith(start)), None)
    if content[4:8] == b"ftyp":
        message = _FILM
    elif content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        message = _PAGE
    # Two letters may begin a text, too.
    if message is not None and (not content.startswith(b"MZ") or b"\0" in content[:512]):
        raise InputError(message, "Choose the subtitle file.", where)


def _text(content: bytes, log: Log) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            if encoding != "utf-8":
                log.tell(MendKind.ENCODING, became=_SPOKEN[encoding])
                return content[len(mark) :].decode(encoding, "replace"), encoding
            content = content[len(mark) :]
            break
    wide = _wide_encoding(content)
    if wide is not None:
        log.tell(MendKind.ENCODING, became=_SPOKEN[wide])
        return content.decode(wide, "replace"), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # JSON of whisper.cpp holds parts of characters: the reader puts them together again.
    if content.lstrip()[:1] in (b"{", b"["):
        text = content.decode("utf-8", "surrogateescape")
        if '"transcription"' in text:
            return text, "utf-8"
    mostly = _mostly_utf8(content, log)
    if mostly is not None:
        return mostly, "utf-8"
    encoding = guess_encoding(content)
    log.tell(MendKind.ENCODING, became=_SPOKEN[encoding])
    return content.decode(encoding, "replace"), encoding


_SPOKEN = {
    "cp1256": "Windows-1256",
    "cp1252": "Windows-1252",
    "iso8859_6": "ISO-8859-6",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: line ends, digits and spaces have a zero byte, always on the same side."""
    sample = content[: 1 << 16]
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    pairs = len(even)
    # Of Arabic letters the byte 06 is on that side, too.
    little = odd.count(0) + odd.count(6)
    big = even.count(0) + even.count(6)
    if not sample.count(0):
        return None
    if little > 0.8 * pairs and big < little / 2 and odd.count(0):
        return "utf-16-le"
    if big > 0.8 * pairs and little < big / 2 and even.count(0):
        return "utf-16-be"
    return None


_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def _mostly_utf8(content: bytes, log: Log) -> str | None:
    """UTF-8 with a few bytes that do not fit, which are read as Windows-1256 or -1252; None for others."""
    high = len(_HIGH.findall(content))
    fitting = sum(map(len, _SEQUENCE.findall(content)))
    if fitting < 0.9 * high:
        return None
    loose = bytearray()
    pieces: list[bytes | str] = []
    rest = content
    broken_line = 0
    passed = 0
    while True:
        try:
            pieces.append(rest.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            pieces.append(rest[: error.start].decode("utf-8"))
            pieces.append(rest[error.start : error.end])
            loose += rest[error.start : error.end]
            broken_line = broken_line or content.count(b"\n", 0, passed + error.start) + 1
            passed += error.end
            rest = rest[error.end :]
            if len(loose) > 4096:
                return None
    other = "cp1256" if any("\u0600" <= char <= "\u06ff" for char in "".join(_texts(pieces))) else "cp1252"
    log.tell(MendKind.BROKEN_BYTES, line=broken_line, was=str(len(loose)), became=_SPOKEN[other])
    return "".join(piece if isinstance(piece, str) else piece.decode(other, "replace") for piece in pieces)


def _texts(pieces: list[bytes | str]) -> list[str]:
    return [piece for piece in pieces if isinstance(piece, str)]


_SPOILT = (
    # (bytes were, bytes were read as, what it looks like)
    ("utf-8", "cp1252", re.compile("[ØÙ][\u0080-\u00bf\u0152-\u2122]")),
    ("utf-8", "cp1256", re.compile("[طظ][\u0080-\u00bf\u0152-\u0192\u02c6\u060c-\u06d2\u2000-\u2122]")),
    ("cp1256", "cp1252", re.compile("[À-ÿ]{2,}")),
)


def _unspoilt(text: str, log: Log) -> str:
    """Text that was decoded wrongly once and saved so (Ø³Ù„Ø§Ù…, ÓáÇã) read again as it was meant, where
    that is beyond doubt: all of it can be, and becomes Arabic that it was not before."""
    if text.isascii():
        return text
    sample = text[: 1 << 15]
    before = arabic_likelihood(sample)
    strange = sum(char > "\x7f" for char in sample)
    for was, taken_as, looks in _SPOILT:
        if sum(map(len, looks.findall(sample))) < strange / 2:
            continue
        try:
            again = _bytes_as(text, taken_as).decode(was)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if arabic_likelihood(again[: 1 << 15]) > max(before + 1.5, -4.5):
            log.tell(MendKind.MOJIBAKE, was=_excerpt(text), became=_excerpt(again))
            return again
    return text


def _bytes_as(text: str, encoding: str) -> bytes:
    """As `encode`, but controls are the bytes of their number: so are the five that Windows-1252 does not
    use, and all of them where the text was read as Latin-1."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        if encoding != "cp1252":
            raise
        return b"".join(
            char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in text
        )


def _excerpt(text: str) -> str:
    start = next((index for index, char in enumerate(text) if char > "\x7f"), 0)
    return text[start : start + 40].split("\n")[0]
