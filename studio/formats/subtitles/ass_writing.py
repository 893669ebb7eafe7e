"""Advanced SubStation Alpha (.ass), written so that Arabic is right where libass draws it.

libass lays out each karaoke run by itself from the left, so that Arabic words come out in reversed order;
`Encoding: -1` makes it order whole lines (and take each line's direction from its first letter).  Its fill
runs from the left of each word all the same; turning the line by 180 degrees around all three axes leaves it
as it was, but the fill now runs from the right.  Both were seen in ffmpeg's libass.

Times are hundredths of a second, rounded to the nearest: at most 5 ms off, and what met before meets after.
Inside a cue the karaoke durations are differences of rounded times, so that no error adds up.
"""

import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from studio.base.color import Rgba
from studio.formats.subtitles.ass_look import AssLook
from studio.formats.subtitles.ass_text import FILL_FROM_THE_LEFT, FILL_FROM_THE_RIGHT, MARK_COMMENT, escaped
from studio.formats.subtitles.times import ass_time, centiseconds, is_rounded
from studio.formats.subtitles.types import (
    CueHint,
    Mended,
    MendKind,
    SubtitleFile,
    SubtitleFormat,
    WrittenSubtitles,
)
from studio.formats.subtitles.writing_parts import (
    RLM,
    WriteOptions,
    cue_text,
    is_right_to_left,
    needs_mark,
)
from studio.model.captions import Cue

_STYLE_FORMAT = (
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
    "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, "
    "MarginL, MarginR, MarginV, Encoding"
)
_PLAIN_STYLE, _WORDS = "Default", "Words"
_EVENT_FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_OWN_INFO = frozenset({"Title", "ScriptType", "Language"})


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """With our styles `Default` and `Words`; those of an ASS file stay beside them, its cues keep theirs."""
    own = file.format is SubtitleFormat.ASS and bool(file.hints.styles)
    right_to_left = is_right_to_left(file)
    told: list[Mended] = []
    events = []
    for number, cue in enumerate(file.cues, 1):
        hint = file.hint(number - 1) if file.format is SubtitleFormat.ASS else CueHint()
        karaoke = bool(cue.words) and options.words
        style = hint.style if own and hint.style in file.hints.styles else _WORDS if karaoke else _PLAIN_STYLE
        start = centiseconds(cue.start)
        end = max(centiseconds(cue.end), start + 1)
        if is_rounded(cue.start, 100) or is_rounded(cue.end, 100):
            became = f"{ass_time(Fraction(start, 100))} --> {ass_time(Fraction(end, 100))}"
            told.append(Mended(MendKind.ROUNDED, cue=number, became=became))
        text = _text(cue, options, right_to_left)
        if cue.words and not options.words:
            told.append(Mended(MendKind.NOT_WRITTEN_WORDS, cue=number, was=str(len(cue.words))))
        name = " ".join(cue.speaker.replace(",", "،").split())
        times = f"{ass_time(Fraction(start, 100))},{ass_time(Fraction(end, 100))}"
        effect = hint.settings.replace(",", ";")
        events.append(f"Dialogue: {hint.layer},{times},{style},{name},0,0,0,{effect},{text}")
    lines = [*_info(file, options.look), "", "[V4+ Styles]", _STYLE_FORMAT]
    styles = file.hints.styles if own else {}
    lines += [style_line(options.look, name) for name in (_PLAIN_STYLE, _WORDS) if name not in styles]
    lines += [_kept_style(name, fields, right_to_left) for name, fields in styles.items()]
    lines += ["", "[Events]", _EVENT_FORMAT, *events]
    return WrittenSubtitles("\r\n".join(lines) + "\r\n", tuple(told))


def _info(file: SubtitleFile, look: AssLook) -> list[str]:
    lines = ["[Script Info]", "ScriptType: v4.00+"]
    if file.title:
        lines.append(f"Title: {' '.join(file.title.split())}")
    if file.language:
        lines.append(f"Language: {file.language}")
    kept = file.hints.info if file.format is SubtitleFormat.ASS else {}
    lines += [f"{key}: {value}" for key, value in kept.items() if key not in _OWN_INFO]
    if "PlayResX" not in kept:
        lines += [f"PlayResX: {look.width}", f"PlayResY: {look.height}"]
    if "WrapStyle" not in kept:
        lines.append("WrapStyle: 0")
    if "ScaledBorderAndShadow" not in kept:
        lines.append("ScaledBorderAndShadow: yes")
    if "YCbCr Matrix" not in kept:
        lines.append("YCbCr Matrix: None")
    if file.format is SubtitleFormat.ASS:
        lines += [f"; {' '.join(note.split())}" for note in file.hints.notes if note.strip()]
    return lines


def ass_color(color: Rgba) -> str:
    """`&HAABBGGRR`, where alpha 00 is opaque."""
    return f"&H{255 - color.alpha:02X}{color.blue:02X}{color.green:02X}{color.red:02X}"


def style_line(look: AssLook, name: str) -> str:
    """One of our styles.  Karaoke goes from the secondary colour to the primary one."""
    back = look.line if look.boxed else look.shadow_color
    primary = look.said if name == _WORDS else look.ink
    plain_looks = ("0", "0", "0", "100", "100", "0", "0")
    values = (
        name,
        look.font,
        f"{look.size:g}",
        *map(ass_color, (primary, look.ink, look.line, back)),
        "-1" if look.bold else "0",
        *plain_looks,
        "3" if look.boxed else "1",
        f"{look.line_width:g}",
        f"{0 if look.boxed else look.shadow:g}",
        "2",
        *map(str, (look.side, look.side, look.foot)),
        "-1",
    )
    return "Style: " + ",".join(values)


_FIELDS = tuple(name.strip() for name in _STYLE_FORMAT.removeprefix("Format:").split(","))
_PLAIN = {"ScaleX": "100", "ScaleY": "100", "Fontname": "Arial", "Fontsize": "20", "Alignment": "2",
          "BorderStyle": "1", "Outline": "2", "Encoding": "1", "PrimaryColour": "&H00FFFFFF",
          "SecondaryColour": "&H000000FF", "OutlineColour": "&H00000000",
          "BackColour": "&H00000000"}  # fmt: skip


def _kept_style(name: str, fields: Mapping[str, str], right_to_left: bool) -> str:
    values = {**fields, "Name": name}
    if right_to_left:
        values["Encoding"] = "-1"  # other values leave Arabic in the order of single runs
    return "Style: " + ",".join(values.get(field) or _PLAIN.get(field, "0") for field in _FIELDS)


def _text(cue: Cue, options: WriteOptions, right_to_left: bool) -> str:
    plain = cue_text(cue)
    text = _karaoke(cue, plain, right_to_left) if cue.words and options.words else escaped(plain)
    if right_to_left and not plain.isascii():
        lines = zip(plain.split("\n"), text.split(r"\N"), strict=False)
        text = r"\N".join(
            f"{MARK_COMMENT}{RLM}{line}" if needs_mark(before) else line for before, line in lines
        )
    return text


def _karaoke(cue: Cue, plain: str, right_to_left: bool) -> str:
    """`{\\kf}` runs: each word's, and one without light for every pause before a word.

    In right-to-left text all is filled from the right, but Latin words from the left.
    """
    parts: list[str] = []
    cursor = 0
    reached = centiseconds(cue.start)
    turned = False
    for word in cue.words:
        said = word.text.strip()
        place = plain.find(said, cursor)
        if place < 0:
            continue
        start = max(centiseconds(word.start), reached)
        end = max(centiseconds(word.end), start)
        between = escaped(plain[cursor:place])
        if start > reached:
            parts.append(f"{{\\k{start - reached}}}{between}")
        else:
            parts.append(between)
        turn = right_to_left and not _is_latin(said)
        if turn != turned:
            parts.append(FILL_FROM_THE_RIGHT if turn else FILL_FROM_THE_LEFT)
            turned = turn
        parts.append(f"{{\\kf{end - start}}}{escaped(said)}")
        cursor, reached = place + len(said), end
    return "".join(parts) + escaped(plain[cursor:])


def _is_latin(word: str) -> bool:
    """Whether a word is read from the left: its first letter says it; numbers are, too."""
    kinds = (unicodedata.bidirectional(char) for char in word)
    return next((kind in ("L", "EN", "AN") for kind in kinds if kind in ("L", "R", "AL", "EN", "AN")), False)
