"""What a subtitle file is once it is read: cues, what is known about them, and all that was mended.

A reader never loses anything in silence: what it repaired, left out or only noticed is a `Mended`, with the
line of the file, the number of the cue, what stood there and what became of it.  The sentences in which they
are told stand in `resources/translations/mended.toml`, in Arabic and English.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from studio.model.captions import Cue


class SubtitleFormat(StrEnum):
    """The formats, by the names that the command line uses."""

    SRT = "srt"
    WEBVTT = "vtt"
    ASS = "ass"
    SBV = "sbv"
    TTML = "ttml"
    LRC = "lrc"
    TEXT = "text"
    WORDS = "words"
    """Our own JSON: cues with the times of their words."""
    WHISPER = "whisper"
    """JSON of openai-whisper, whisperx, faster-whisper and whisper.cpp."""
    SAMI = "sami"
    MICRODVD = "microdvd"
    MPL2 = "mpl2"
    TMPLAYER = "tmp"


class MendKind(StrEnum):
    """What was mended, left out or noticed; the values name the sentences."""

    # the file
    ENCODING = "encoding"
    MOJIBAKE = "mojibake"
    BROKEN_BYTES = "broken-bytes"
    NUL = "nul"
    CONTROLS = "controls"
    FORMAT = "format"
    LEFT_OUT = "left-out"
    # cues
    NUMBERING = "numbering"
    NO_GAP = "no-gap"
    BLANK_LINE = "blank-line"
    EMPTY = "empty"
    SPLIT = "split"
    VOICES = "voices"
    # times
    TIME_DIGITS = "time-digits"
    TIME_FORM = "time-form"
    TIME_UNREADABLE = "time-unreadable"
    END_MISSING = "end-missing"
    END_BEFORE_START = "end-before-start"
    NO_DURATION = "no-duration"
    NEGATIVE = "negative"
    TOO_LATE = "too-late"
    ORDER = "order"
    OVERLAP = "overlap"
    SPREAD = "spread"
    WORD_TIMES = "word-times"
    SYLLABLES = "syllables"
    PHRASES = "phrases"
    WORDS_LOST = "words-lost"
    # text
    TAGS = "tags"
    ENTITIES = "entities"
    DRAWING = "drawing"
    PICTURE = "picture"
    SPACES = "spaces"
    DIRECTION = "direction"
    LETTERS = "letters"
    PUNCTUATION = "punctuation"
    PUNCTUATION_MOVED = "punctuation-moved"
    # writing
    NOT_WRITTEN_WORDS = "not-written-words"
    NOT_WRITTEN_SPEAKER = "not-written-speaker"
    SPEAKER_IN_TEXT = "speaker-in-text"
    ROUNDED = "rounded"
    OVERLAP_LOST = "overlap-lost"


NOTES = frozenset(
    {
        MendKind.OVERLAP,
        MendKind.PUNCTUATION,
        MendKind.SYLLABLES,
        MendKind.PHRASES,
        MendKind.SPREAD,
        MendKind.TAGS,
        MendKind.FORMAT,
        MendKind.ENCODING,
        MendKind.SPEAKER_IN_TEXT,
        MendKind.VOICES,
    }
)
"""Noticed rather than mended: the cues say what the file said."""

LOSSES = frozenset(
    {
        MendKind.LEFT_OUT,
        MendKind.EMPTY,
        MendKind.TOO_LATE,
        MendKind.DRAWING,
        MendKind.PICTURE,
        MendKind.WORDS_LOST,
        MendKind.NOT_WRITTEN_WORDS,
        MendKind.NOT_WRITTEN_SPEAKER,
        MendKind.OVERLAP_LOST,
    }
)
"""What the result does not have any more."""


class Mended(Struct, frozen=True):
    """line: of the file, from 1; 0: of no line.  cue: its number in the result, from 1; 0: of no cue.
    was, became: what stood there, and what stands there now (`was` alone where it is only noticed)."""

    kind: MendKind
    line: int = 0
    cue: int = 0
    was: str = ""
    became: str = ""

    @property
    def is_note(self) -> bool:
        return self.kind in NOTES

    @property
    def is_loss(self) -> bool:
        return self.kind in LOSSES


class CueHint(Struct, frozen=True):
    """What a format says of a cue beside text and time.

    identifier: WebVTT's, TTML's `xml:id`.  style: name of an ASS style or of TTML's.  settings: as they stand
    (WebVTT's after the times, SRT's coordinates, ASS's effect, TTML's region).  marked_up: the text with its
    tags, where it has any.  margins, layer: of ASS.
    """

    identifier: str = ""
    style: str = ""
    settings: str = ""
    marked_up: str = ""
    layer: int = 0


class StyleHints(Struct, frozen=True):
    """Looks that came with the file, as they stood there.

    styles: fields by style name (ASS, TTML).  css: STYLE blocks (WebVTT).  regions: fields by id.  info: head
    data (ASS Script Info, LRC tags, WebVTT header).  notes: comments.  cues: one for each cue.
    """

    styles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    css: tuple[str, ...] = ()
    regions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    info: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    cues: tuple[CueHint, ...] = ()


class SubtitleFile(Struct, frozen=True):
    """A subtitle file that was read, or is to be written.

    cues: by their start.  language: BCP 47, empty where nothing tells it.  encoding: that it was read in.
    """

    cues: tuple[Cue, ...]
    language: str = ""
    title: str = ""
    format: SubtitleFormat = SubtitleFormat.SRT
    hints: StyleHints = StyleHints()
    mended: tuple[Mended, ...] = ()
    encoding: str = "utf-8"

    def hint(self, index: int) -> CueHint:
        return self.hints.cues[index] if index < len(self.hints.cues) else CueHint()

    def with_cues(self, cues: tuple[Cue, ...], *told: Mended) -> "SubtitleFile":
        """The same file with as many other cues, and what was told of them."""
        return replace(self, cues=cues, mended=(*self.mended, *told))


class WrittenSubtitles(Struct, frozen=True):
    """content: the file's text.  told: what the format had no place for, and what stands there instead."""

    content: str
    told: tuple[Mended, ...] = ()
