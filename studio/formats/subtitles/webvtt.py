"""WebVTT (.vtt), by the W3C's Candidate Recommendation, https://www.w3.org/TR/webvtt1/.

Own reading: webvtt-py 0.6 leaves entities and word time stamps in the text and skips cues whose times it does
not like; pysubs2 1.8 drops voices, settings, notes and styles.  Both were measured; neither tells it.
"""

import html
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct, field

from studio.formats.subtitles.cues import RawCue, RawWord, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.timed_lines import Timing, parse_timing, tell_timing
from studio.formats.subtitles.times import parse_clock, vtt_time
from studio.formats.subtitles.types import (
    CueHint,
    Mended,
    MendKind,
    StyleHints,
    SubtitleFile,
    SubtitleFormat,
    WrittenSubtitles,
)
from studio.formats.subtitles.writing_parts import (
    WriteOptions,
    cue_text,
    is_right_to_left,
    needs_mark,
    with_word_times,
)

FORM = re.compile(
    r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?:\s|$)"
)
_PIECE = re.compile(r"<(?P<time>[\d:.,]+)>|<(?P<tag>/?[a-zA-Z][^<>]*)>")
_VOICE = re.compile(r"v(?:\.[^\s]*)?\s+(?P<name>.+)", re.DOTALL)
_LINE_MARK = re.compile(r"(?m)^((?:<[^<>]*>)*)(?:&(?:lrm|rlm);)+")


class _Head(Struct):
    """What stands outside of cues."""

    title: str = ""
    info: dict[str, str] = field(default_factory=dict)
    css: list[str] = field(default_factory=list)
    regions: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError where there is no cue."""
    head = _Head()
    raws: list[RawCue] = []
    for number, block in _blocks(text):
        stamp = next(((n, timing) for n, line in enumerate(block) if (timing := parse_timing(line))), None)
        if stamp is None:
            _outside(number, block, head, raws, log)
            continue
        place, timing = stamp
        if place > 1:
            _outside(number, block[: place - 1], head, raws, log)
        tell_timing(block[place], timing, number + place, log, FORM)
        identifier = block[place - 1].strip() if place else ""
        raws.append(_raw("\n".join(block[place + 1 :]), timing, identifier, number + place, log))
    hints = StyleHints({}, tuple(head.css), head.regions, head.info, tuple(head.notes))
    language = head.info.get("Language", "") or options.language
    return subtitle_file(
        raws, log, SubtitleFormat.WEBVTT, where, language=language, title=head.title, hints=hints,
        overlaps_meant=False,
    )  # fmt: skip


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, lines) of what stands between empty lines; a line of times begins a block of its own, with the
    identifier before it where the block has one."""
    block: list[str] = []
    start = 1
    timed = False
    for number, line in enumerate(text.split("\n"), 1):
        is_time = "-->" in line and parse_timing(line) is not None
        if not line.strip():
            if block:
                yield start, block
            block, timed = [], False
            continue
        if is_time and timed:
            yield start, block
            block = []
        if not block:
            start = number
        timed = timed or is_time
        block.append(line)
    if block:
        yield start, block


def _outside(number: int, block: list[str], head: _Head, raws: list[RawCue], log: Log) -> None:
    """A block without times."""
    first, _, rest = block[0].partition(" ")
    body = "\n".join(block[1:])
    if first == "WEBVTT" and number <= 2:
        head.title = rest.strip(" -")
        for line in block[1:]:
            key, colon, value = line.partition(":")
            if colon:
                head.info[key.strip()] = value.strip()
    elif first == "NOTE":
        head.notes.append("\n".join(part for part in (rest, body) if part))
    elif first == "STYLE" and not rest.strip():
        head.css.append(body)
    elif first in ("REGION", "Region:"):
        fields = dict(re.findall(r"(\w+)[:=](\S+)", f"{rest}\n{body}"))
        head.regions[fields.get("id", str(len(head.regions)))] = fields
    elif raws:
        was = "\n".join(block)
        _continue(raws[-1], was, log)
        log.tell(MendKind.BLANK_LINE, line=number, was=was, became=raws[-1].text)
    else:
        log.tell(MendKind.LEFT_OUT, line=number, was="\n".join(block))


def _continue(raw: RawCue, marked_up: str, log: Log) -> None:
    more = _parse(marked_up, raw.start, raw.end)
    raw.text = f"{raw.text}\n{more.text}"


class _Parsed(Struct):
    text: str = ""
    runs: list[RawWord] = field(default_factory=list)
    voices: list[str] = field(default_factory=list)
    has_tags: bool = False
    has_times: bool = False


def _parse(marked_up: str, start: Fraction | None, end: Fraction | None) -> _Parsed:
    """Text, timed runs and voices of a cue's text."""
    found = _Parsed()
    source = _LINE_MARK.sub(r"\1", marked_up) if "&" in marked_up else marked_up
    if "<" not in source:
        found.text = html.unescape(source) if "&" in source else source
        return found
    several = len(set(re.findall(r"<v(?:\.\S*)?\s+([^<>]+)>", source))) > 1
    reached = start
    cursor = 0
    parts: list[str] = []
    for piece in _PIECE.finditer(source):
        stamp = None if piece["time"] is None else parse_clock(piece["time"])
        if piece["time"] is not None and stamp is None:
            continue
        _add(found, parts, source[cursor : piece.start()], reached)
        cursor = piece.end()
        if stamp is not None:
            reached = stamp
            found.has_times = True
            continue
        found.has_tags = True
        voice = _VOICE.fullmatch(piece["tag"])
        if voice is not None:
            name = html.unescape(" ".join(voice["name"].split()))
            found.voices.append(name)
            if several:
                _add(found, parts, f"{name}: ", reached)
    _add(found, parts, source[cursor:], reached)
    found.text = "".join(parts)
    for one, following in pairwise(found.runs):
        one.end = following.start
    if found.runs and reached is not None:
        last = found.runs[-1]
        # A stamp with nothing behind it ends the last word.
        last.end = reached if reached > last.start else (last.start if end is None else end)
    return found


def _add(found: _Parsed, parts: list[str], piece: str, at: Fraction | None) -> None:
    if not piece:
        return
    text = html.unescape(piece) if "&" in piece else piece
    parts.append(text)
    if at is None:
        return
    if found.runs and found.runs[-1].start == at:
        found.runs[-1].text += text
    else:
        found.runs.append(RawWord(text, at, at))


def _raw(marked_up: str, timing: Timing, identifier: str, line: int, log: Log) -> RawCue:
    parsed = _parse(marked_up, timing.start, timing.end)
    several = len(set(parsed.voices)) > 1
    if several:
        log.tell(MendKind.VOICES, line=line, was=", ".join(dict.fromkeys(parsed.voices)), became=parsed.text)
    speaker = parsed.voices[0] if parsed.voices and not several else ""
    tags = [tag for tag in re.findall(r"</?[a-zA-Z][^<>]*>", marked_up) if not re.match(r"</?v[\s.>]", tag)]
    if tags:
        log.tell(MendKind.TAGS, line=line, was=marked_up, became=parsed.text)
    hint = CueHint(identifier, "", timing.settings, marked_up if tags else "")
    words = parsed.runs if parsed.has_times else []
    return RawCue(timing.start, timing.end, parsed.text, line, words, speaker, hint)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """With voices, word time stamps and, of a WebVTT file, its styles, regions, notes and settings.

    A WebVTT line takes its direction from its first letter (unicode-bidi: plaintext), so an Arabic line that
    begins with a Latin word has `&rlm;` before it; reading takes it away again.
    """
    own = file.format is SubtitleFormat.WEBVTT
    parts = [_header(file)]
    if own:
        for name, fields in file.hints.regions.items():
            said = "\n".join(f"{key}:{value}" for key, value in {"id": name, **fields}.items())
            parts.append(f"REGION\n{said}")
        parts += [f"STYLE\n{css}" for css in file.hints.css]
        parts += [f"NOTE\n{_unblanked(note)}" for note in file.hints.notes if note.strip()]
    right_to_left = is_right_to_left(file)
    told: list[Mended] = []
    for number, cue in enumerate(file.cues, 1):
        hint = file.hint(number - 1) if own else CueHint()
        if cue.words and options.words:
            text = with_word_times(cue, lambda time: f"<{vtt_time(time)}>", _escaped)
        else:
            text = _escaped(cue_text(cue))
            if cue.words:
                told.append(Mended(MendKind.NOT_WRITTEN_WORDS, cue=number, was=str(len(cue.words))))
        if right_to_left and not text.isascii():
            plain = cue_text(cue).split("\n")
            marked = zip(plain, text.split("\n"), strict=True)
            text = "\n".join(f"&rlm;{line}" if needs_mark(before) else line for before, line in marked)
        if cue.speaker:
            text = f"<v {_escaped(cue.speaker)}>{text}"
        settings = f" {hint.settings}" if hint.settings else ""
        lines = [hint.identifier] if hint.identifier else []
        lines += [f"{vtt_time(cue.start)} --> {vtt_time(cue.end)}{settings}", text]
        parts.append("\n".join(lines))
    return WrittenSubtitles("\n\n".join(parts) + "\n", tuple(told))


def _header(file: SubtitleFile) -> str:
    title = " ".join(file.title.replace("-->", "").split())
    lines = [f"WEBVTT - {title}" if title else "WEBVTT"]
    info = dict(file.hints.info) if file.format is SubtitleFormat.WEBVTT else {}
    if file.language:
        info["Language"] = file.language
    return "\n".join([*lines, *(f"{key}: {value}" for key, value in info.items())])


def _unblanked(note: str) -> str:
    return "\n".join(line for line in note.replace("-->", "->").split("\n") if line.strip())
