"""TTML, DFXP and IMSC (.ttml, .dfxp, .xml): timed text as XML.

Own reading: ttconv 1.2 was measured; it refuses the older namespaces that are common, shows a cue with a bad
time for ever, and turns cues that overlap into many.  It takes 6 s to give back 2,000 cues.
"""

import re
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from studio.base.errors import InputError
from studio.base.languages import is_rtl
from studio.formats.subtitles.cues import RawCue, RawWord, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.safe_xml import Element, parse_xml
from studio.formats.subtitles.times import vtt_time
from studio.formats.subtitles.ttml_times import Clock, clock_of
from studio.formats.subtitles.types import (
    CueHint,
    MendKind,
    StyleHints,
    SubtitleFile,
    SubtitleFormat,
    WrittenSubtitles,
)
from studio.formats.subtitles.writing_parts import WriteOptions, cue_text, is_right_to_left
from studio.model.captions import Cue

_SPACES = re.compile(r"[ \t\r\n]+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class _Span(Struct, frozen=True):
    """When an element is active: start, and end or None where it stays to its parent's."""

    start: Fraction
    end: Fraction | None


class _Reading(Struct):
    clock: Clock
    log: Log
    agents: dict[str, str] = field(default_factory=dict)
    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    regions: dict[str, dict[str, str]] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
    raws: list[RawCue] = field(default_factory=list)


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError for XML that is broken, unsafe or no timed text."""
    # The text is decoded already: what it says of its encoding no longer holds.
    root = parse_xml(_DECLARATION.sub("", text), where)
    if root.name != "tt":
        raise InputError(f"this XML file is no timed text: it begins with <{root.name}>", "", where)
    reading = _Reading(clock_of(root.attributes), log)
    keep = root.attributes.get("space") == "preserve"
    for child in _elements(root):
        if child.name == "head":
            _head(child, reading)
        elif child.name == "body":
            _timed(child, _Span(Fraction(0), None), reading, keep, {})
    hints = StyleHints(reading.styles, regions=reading.regions, info=reading.info)
    return subtitle_file(
        reading.raws, log, SubtitleFormat.TTML, where,
        language=root.attributes.get("lang", "") or options.language,
        title=reading.info.get("title", ""), hints=hints,
    )  # fmt: skip


def _elements(element: Element) -> list[Element]:
    return [child for child in element.content if isinstance(child, Element)]


def _text_of(element: Element) -> str:
    return "".join(child if isinstance(child, str) else _text_of(child) for child in element.content)


def _head(element: Element, reading: _Reading) -> None:
    for child in _elements(element):
        identifier = child.attributes.get("id", "")
        if child.name == "agent":
            reading.agents[identifier] = _SPACES.sub(" ", _text_of(child)).strip()
        elif child.name == "style" and identifier:
            reading.styles[identifier] = child.attributes
        elif child.name == "region" and identifier:
            inner = {key: value for one in _elements(child) for key, value in one.attributes.items()}
            reading.regions[identifier] = {**inner, **child.attributes}
        elif child.name in ("title", "desc", "copyright"):
            reading.info[child.name] = _SPACES.sub(" ", _text_of(child)).strip()
        else:
            _head(child, reading)


def _span(element: Element, around: _Span, reading: _Reading) -> _Span | None:
    """When the element is active within what is around it; None where its times cannot be read."""
    given = {name: element.attributes[name] for name in ("begin", "end", "dur") if name in element.attributes}
    times = {name: reading.clock.seconds(value) for name, value in given.items()}
    if None in times.values():
        bad = ", ".join(f'{name}="{given[name]}"' for name, value in times.items() if value is None)
        reading.log.tell(MendKind.TIME_UNREADABLE, line=element.line, was=bad)
        if times.get("begin") is None and "begin" in times:
            return None
    begin = around.start + (times.get("begin") or 0)
    ends = []
    if times.get("end") is not None:
        ends.append(around.start + (times["end"] or 0))
    if times.get("dur") is not None:
        ends.append(begin + (times["dur"] or 0))
    if around.end is not None and not ends:
        ends.append(around.end)
    return _Span(begin, min(ends) if ends else None)


def _timed(
    element: Element, around: _Span, reading: _Reading, keep: bool, inherited: dict[str, str]
) -> Fraction | None:
    """body, div and p.  Returns when the element ends, for what follows it in a sequence."""
    span = _span(element, around, reading)
    keep = element.attributes.get("space", "preserve" if keep else "") == "preserve"
    names = ("agent", "region", "style", "lang")
    inherited = inherited | {name: element.attributes[name] for name in names if name in element.attributes}
    if element.name == "p":
        return _paragraph(element, span, reading, keep, inherited)
    if any("ackgroundImage" in name for name in element.attributes) or element.name == "image":
        reading.log.tell(MendKind.PICTURE, line=element.line, was=str(dict(element.attributes)))
        return None
    span = span or around
    sequence = element.attributes.get("timeContainer") == "seq"
    reached = span.start
    for child in _elements(element):
        if child.name in ("div", "p", "image"):
            inside = _Span(reached, span.end) if sequence else span
            ended = _timed(child, inside, reading, keep, inherited)
            reached = ended if ended is not None else reached
    return span.end


def _paragraph(
    element: Element, span: _Span | None, reading: _Reading, keep: bool, inherited: dict[str, str]
) -> Fraction | None:
    if any("ackgroundImage" in name for name in element.attributes):
        reading.log.tell(MendKind.PICTURE, line=element.line, was=str(dict(element.attributes)))
        return None
    runs: list[RawWord] = []
    marked: list[str] = []
    text = _inline(element, span, reading, keep, runs, marked, inherited)
    end = span.end if span is not None else None
    timed = [run for run in runs if run.text.strip()]
    if end is None and timed and timed[-1].end > timed[-1].start:
        end = timed[-1].end
    names = (reading.agents.get(one, one) for one in inherited.get("agent", "").split())
    hint = CueHint(
        identifier=element.attributes.get("id", ""),
        style=inherited.get("style", ""),
        settings=inherited.get("region", ""),
        marked_up=", ".join(marked),
    )
    start = None if span is None else span.start
    if start is not None and "begin" not in element.attributes and timed and start < timed[0].start:
        start = timed[0].start
    if marked:
        reading.log.tell(MendKind.TAGS, line=element.line, was=", ".join(marked), became=text)
    reading.raws.append(RawCue(start, end, text, element.line, timed, " / ".join(names), hint))
    return end


def _inline(
    element: Element, span: _Span | None, reading: _Reading, keep: bool,
    runs: list[RawWord], marked: list[str], inherited: dict[str, str],
) -> str:  # fmt: skip
    """The text of a paragraph or span; what has times of its own goes to `runs`."""
    parts = []
    for child in element.content:
        if isinstance(child, str):
            parts.append(child if keep else _SPACES.sub(" ", child))
        elif child.name == "br":
            parts.append("\n")
        elif child.name == "span":
            keep_in = child.attributes.get("space", "preserve" if keep else "") == "preserve"
            text = _inline(child, span, reading, keep_in, runs, marked, inherited)
            timed = any(name in child.attributes for name in ("begin", "end", "dur"))
            own = _span(child, span, reading) if timed and span is not None else None
            if own is not None:
                end = own.end if own.end is not None else own.start
                runs.append(RawWord(text if text[:1].isspace() else _gap(parts) + text, own.start, end))
            if "agent" in child.attributes:
                inherited.setdefault("agent", child.attributes["agent"])
            looks = {"fontStyle", "fontWeight", "textDecoration", "color", "style", "ruby"}
            marked += [f"{name}={child.attributes[name]}" for name in looks & child.attributes.keys()]
            parts.append(text)
        elif child.name not in ("metadata", "set"):
            parts.append(_inline(child, span, reading, keep, runs, marked, inherited))
    return "".join(parts)


def _gap(parts: list[str]) -> str:
    """A space where one stands before the span, so that its word is not joined to the one before."""
    before = "".join(parts)[-1:]
    return " " if not before or before.isspace() else ""


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
    xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang={language} xml:space="preserve">
  <head>
    <metadata>{metadata}</metadata>
    <styling>
      <style xml:id="caption" tts:textAlign="center" tts:direction="{direction}" tts:unicodeBidi="embed"/>
    </styling>
    <layout>
      <region xml:id="foot" tts:origin="10% 70%" tts:extent="80% 20%" tts:displayAlign="after"/>
    </layout>
  </head>
  <body style="caption" region="foot">
    <div>
"""


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """TTML 1 text profile: direction as a style, speakers as agents, words as timed spans."""
    right_to_left = is_rtl(file.language) if file.language else is_right_to_left(file)
    speakers = list(dict.fromkeys(cue.speaker for cue in file.cues if cue.speaker))
    ids = {name: f"speaker-{number}" for number, name in enumerate(speakers, 1)}
    metadata = f"<ttm:title>{escape(file.title)}</ttm:title>" if file.title else ""
    metadata += "".join(
        f'<ttm:agent xml:id="{ids[name]}" type="person"><ttm:name type="full">{escape(name)}</ttm:name>'
        "</ttm:agent>"
        for name in speakers
    )
    head = _HEAD.format(
        language=quoteattr(file.language),
        metadata=metadata,
        direction="rtl" if right_to_left else "ltr",
    )
    lines = []
    for cue in file.cues:
        agent = f' ttm:agent="{ids[cue.speaker]}"' if cue.speaker else ""
        times = f'begin="{vtt_time(cue.start)}" end="{vtt_time(cue.end)}"'
        lines.append(f"      <p {times}{agent}>{_content(cue, options)}</p>")
    return WrittenSubtitles(head + "\n".join(lines) + "\n    </div>\n  </body>\n</tt>\n")


def _written(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _content(cue: Cue, options: WriteOptions) -> str:
    text = cue_text(cue)
    if not cue.words or not options.words:
        return _written(text)
    parts = []
    cursor = 0
    for word in cue.words:
        said = word.text.strip()
        place = text.find(said, cursor)
        if place < 0:
            continue
        begin, end = (vtt_time(max(time - cue.start, Fraction(0))) for time in (word.start, word.end))
        parts.append(_written(text[cursor:place]))
        parts.append(f'<span begin="{begin}" end="{end}">{_written(said)}</span>')
        cursor = place + len(said)
    return "".join(parts) + _written(text[cursor:])
