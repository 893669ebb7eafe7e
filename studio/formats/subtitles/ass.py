"""Advanced SubStation Alpha (.ass) and SubStation Alpha (.ssa), read.

Own reading: pysubs2 1.8 was measured; it refuses the whole file for one time that it cannot read or one style
with a field missing, forgets lines and comments, and does not tell words from syllables.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct, field

from studio.formats.subtitles import ass_text
from studio.formats.subtitles.cues import RawCue, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.times import parse_clock, plain_line
from studio.formats.subtitles.types import CueHint, MendKind, StyleHints, SubtitleFile, SubtitleFormat

_EVENT_FIELDS = (
    "Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text",
)  # fmt: skip
_STYLE_FIELDS = (
    "Name", "Fontname", "Fontsize", "PrimaryColour", "SecondaryColour", "OutlineColour", "BackColour", "Bold",
    "Italic", "Underline", "StrikeOut", "ScaleX", "ScaleY", "Spacing", "Angle", "BorderStyle", "Outline",
    "Shadow", "Alignment", "MarginL", "MarginR", "MarginV", "Encoding",
)  # fmt: skip


class _Script(Struct):
    info: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    raws: list[RawCue] = field(default_factory=list)
    style_fields: Sequence[str] = _STYLE_FIELDS
    event_fields: Sequence[str] = _EVENT_FIELDS


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError where there is nothing to show."""
    script = _Script()
    section = ""
    skipped: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]") and ":" not in stripped:
            section = stripped[1:-1].strip().lower()
            continue
        if not stripped:
            continue
        key, colon, rest = stripped.partition(":")
        name = key.strip().lower()
        if stripped.startswith((";", "!:")):
            script.notes.append(stripped.lstrip(";!: "))
        elif name in ("dialogue", "comment") and colon:
            _event(line, name, rest, number, script, log)
        elif section in ("fonts", "graphics"):
            if section not in skipped:
                skipped.add(section)
                log.tell(MendKind.LEFT_OUT, line=number, was=f"[{section.title()}] {stripped}")
        elif name == "style":
            _style(rest, script)
        elif name == "format" and colon:
            fields = [part.strip() for part in rest.split(",")]
            if "style" in section:
                script.style_fields = fields
            else:
                script.event_fields = fields
        elif colon and section in ("script info", "aegisub project garbage", ""):
            script.info[key.strip()] = rest.strip()
        else:
            log.tell(MendKind.LEFT_OUT, line=number, was=stripped)
    title = script.info.get("Title", "")
    hints = StyleHints(script.styles, info=script.info, notes=tuple(script.notes))
    language = script.info.get("Language", "") or options.language
    return subtitle_file(
        script.raws, log, SubtitleFormat.ASS, where, language=language, title=title, hints=hints
    )


def _style(rest: str, script: _Script) -> None:
    values = [part.strip() for part in rest.split(",")]
    fields = dict(zip(script.style_fields, values, strict=False))
    script.styles[fields.get("Name", "Default").lstrip("*")] = fields


def _event(line: str, kind: str, rest: str, number: int, script: _Script, log: Log) -> None:
    values = rest.lstrip().split(",", len(script.event_fields) - 1)
    if len(values) < len(script.event_fields):
        if kind == "dialogue":
            log.tell(MendKind.LEFT_OUT, line=number, was=line.strip())
        return
    fields = {name.lower(): value for name, value in zip(script.event_fields, values, strict=True)}
    source = fields.get("text", "")
    if kind == "comment":
        script.notes.append(source)
        return
    clocks = [plain_line(fields.get(name, "").strip()) for name in ("start", "end")]
    start, end = map(parse_clock, clocks)
    if start is None or end is None:
        log.tell(MendKind.TIME_UNREADABLE, line=number, was=f"{fields.get('start')}, {fields.get('end')}")
    elif any(plain != fields[name].strip() for plain, name in zip(clocks, ("start", "end"), strict=True)):
        was, became = f"{fields['start']}, {fields['end']}", f"{clocks[0]}, {clocks[1]}"
        log.tell(MendKind.TIME_DIGITS, line=number, was=was, became=became)
    begin = start if start is not None else end
    wraps = script.info.get("WrapStyle", "").strip() == "2"
    found = ass_text.parse(source, begin if begin is not None else Fraction(0), wraps)
    if found.drawings:
        log.tell(MendKind.DRAWING, line=number, was=" ".join(found.drawings))
    if found.has_tags:
        log.tell(MendKind.TAGS, line=number, was=source, became=found.text)
    if found.syllables:
        log.tell(MendKind.SYLLABLES, line=number, was=source)
    layer = fields.get("layer", "0").strip()
    hint = CueHint(
        style=fields.get("style", "").strip().lstrip("*"),
        settings=fields.get("effect", "").strip(),
        marked_up=source if found.has_tags or found.syllables else "",
        layer=int(layer) if layer.isdecimal() and len(layer) < 6 else 0,
    )
    speaker = fields.get("name", fields.get("actor", "")).strip()
    if found.drawings and not found.text.strip():
        return  # told as a drawing
    script.raws.append(RawCue(start, end, found.text, number, found.runs, speaker, hint))
