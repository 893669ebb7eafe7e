"""Cues and words: logical order and time always; where they stand on screen comes from the shaped text."""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from studio.model.animation import Animation, Phase
from studio.model.document import Color, Duration, Identifier, Model, NotNegative, Positive, Time, Unit
from studio.model.style import Shadow, Stroke, TextStyle
from studio.model.text_effects import Glow


class Word(Model):
    """A word of a cue and when it is spoken, [start, end) in the layer's time."""

    text: Annotated[str, Field(min_length=1, max_length=200)]
    start: Duration
    end: Duration


class Cue(Model):
    """Text shown in [start, end).  Words without times share the cue's time by their length."""

    start: Duration
    end: Time
    text: Annotated[str, Field(max_length=1000)] = ""
    words: tuple[Word, ...] = ()
    speaker: Annotated[str, Field(max_length=200)] = ""
    """Who says it, where it is known."""

    @model_validator(mode="after")
    def _ordered(self) -> "Cue":
        if self.end <= self.start:
            raise ValueError("a cue ends after it starts")
        if not self.text and not self.words:
            raise ValueError("a cue has text or words")
        return self


class WordLook(Model):
    """How words look while nobody speaks them: before, or after.  opacity 0: they are not there."""

    color: Color | None = None
    """None: the text's own."""
    opacity: Unit = 1.0


class SpokenLine(Model):
    """A line that is drawn along the words as they are spoken, in the direction in which they are read:
    under them (`straight`, `wavy`), or a highlighter's behind them (`marker`)."""

    shape: Literal["straight", "wavy", "marker"] = "straight"
    color: Color = "accent"
    width: Positive | None = None
    """px; None: by the text's size.  Of a highlighter: nothing."""
    stays: bool = False
    """What has been said keeps its line."""


class SpokenMotion(Model):
    """How a word moves while it is spoken, and back.  The style guide lets it grow by 4 % at most, so that
    no word touches another.  Lengths in em of the text."""

    scale: Annotated[float, Field(ge=1, le=1.04)] = 1.0
    lift: Annotated[float, Field(ge=0, le=0.15)] = 0.0
    """It stands so much higher."""
    hop: Annotated[float, Field(ge=0, le=0.3)] = 0.0
    """It jumps so high as it is spoken, and bounces once."""


class LineLook(Model):
    """The colours of one line."""

    color: Color | None = None
    """None: the text's own."""
    box: Color | None = None
    """None: the style's own."""


class SpeakerLabel(Model):
    """A small tag above the caption, at the side where reading begins, with the speaker's name."""

    color: Color = "bg"
    box: Color = "accent"
    """Where speakers have colours, it is theirs."""
    share: Annotated[float, Field(ge=0.3, le=1)] = 0.6
    """Of the captions' size."""
    radius: NotNegative = 10
    padding: tuple[NotNegative, NotNegative] = (4, 18)
    """Vertical, horizontal px."""
    gap: NotNegative = 8
    """px from the caption's box."""
    text: dict[str, Annotated[str, Field(max_length=40)]] = Field(default_factory=dict)
    """By language, what stands in it where no speaker is known; nothing: then there is no tag."""


class SecondLook(Model):
    """How the second language of a caption stands with the first."""

    arrangement: Literal["stacked", "beside"] = "stacked"
    """Under it, or beside it on films that are wider than high."""
    share: Annotated[float, Field(ge=0.4, le=1)] = 0.72
    """Of the first one's size."""
    gap: NotNegative = 12
    """px between them where they are stacked."""
    max_lines: Annotated[int, Field(ge=2, le=4)] = 3
    """Of both together, stacked."""
    color: Color | None = None
    """None: the first one's."""


class CaptionStyle(Model):
    """How cues look (STYLE section 7), in parts that go together freely:

    what is seen at once (`show`), what stands behind it (`box`…), where it stands (`position`);
    the word being spoken: its colour (`highlight`), line, motion and glow;
    words before and after they are spoken; how a cue comes and goes (`enter`, `leave`, `fade`).

    highlight: the word being spoken is set off by colour or by a box, or the colour sweeps through the words
    as they are spoken (karaoke) and stays; `stretch` sweeps, and the word being spoken grows by a kashida and
    goes back, where it can.
    """

    text: TextStyle = TextStyle()
    highlight: Literal["none", "color", "box", "sweep", "stretch"] = "box"
    highlight_color: Color = "accent"
    highlight_text: Color = "bg"
    """Text colour on the box."""
    highlight_change: Duration = Field(default="0.1", validate_default=True)
    """Seconds in which a highlight comes or goes; 0: at once."""
    highlight_radius: NotNegative = 12
    highlight_padding: tuple[NotNegative, NotNegative] = (4, 12)
    """Vertical, horizontal px."""
    box: Color | None = "bg@94"
    """Ground behind the lines; None: stroke and shadow instead; the colour `none`: nothing at all."""
    box_radius: NotNegative = 16
    box_padding: tuple[NotNegative, NotNegative] = (20, 28)
    stroke: Stroke | None = None
    shadow: Shadow | None = None
    max_width: Positive | None = None
    fade: Duration = Field(default="0.1", validate_default=True)
    box_shape: Literal["lines", "each", "block", "strip"] = "lines"
    """One outline that hugs the lines, a box for each of them, one box around all, or a strip as wide as the
    film."""
    lines: Annotated[tuple[LineLook, ...], Field(max_length=4)] = ()
    """The looks of the first lines; the last one is that of all that follow."""
    position: Literal["foot", "middle", "top"] = "foot"
    """Where captions stand that are not placed, within what no platform covers."""
    row: Annotated[int, Field(ge=0, le=3)] = 0
    """So many captions of two lines are left free below (at the top: above), for those of other layers; more
    while these take more."""
    latin_size: Annotated[float, Field(ge=0.5, le=1.5)] = 1.0
    """Size in languages that are not written in Arabic letters, as a share."""
    show: Literal["cue", "phrase", "word"] = "cue"
    """The whole cue, or one phrase or word of it after another as they are spoken."""
    phrase_words: Annotated[int, Field(ge=2, le=8)] = 4
    """Of one phrase at most."""
    before: WordLook | None = None
    """Words that are not spoken yet; None: as ever."""
    after: WordLook | None = None
    arrive: Animation | None = None
    """How words come that are not there before they are spoken."""
    typed: bool = False
    """Letters come as they are spoken, in joined forms; words have no highlight then."""
    spoken_line: SpokenLine | None = None
    spoken_motion: SpokenMotion | None = None
    spoken_glow: Glow | None = None
    enter: Animation | None = None
    """How a cue comes: begins with it."""
    leave: Animation | None = None
    """How a cue goes: ends with it; its phase is `out`."""
    label: SpeakerLabel | None = None
    speaker_colors: Annotated[tuple[Color, ...], Field(max_length=12)] = ()
    """Of the speakers in their order, over again when there are more: of their words and labels."""
    second: SecondLook = SecondLook()

    @model_validator(mode="after")
    def _phases(self) -> "CaptionStyle":
        if self.leave is not None and self.leave.phase is not Phase.OUT:
            raise ValueError('what leaves has `phase = "out"`')
        for name, animation in (("enter", self.enter), ("arrive", self.arrive)):
            if animation is not None and animation.phase is not Phase.IN:
                raise ValueError(f'`{name}` has `phase = "in"`')
        return self


class SecondCaptions(Model):
    """The same captions in a second language: cues with times of their own, shown with those of the first
    that they overlap.  language: None: English in a film in Arabic letters, else Arabic."""

    cues: Annotated[tuple[Cue, ...], Field(max_length=50_000)] = ()
    language: str | None = None


CaptionMood = Literal["quiet", "lively", "news", "headline", "two-languages"]


class CaptionPreset(Model):
    """A caption style with its names, read from presets/captions/*.toml, or a person's own."""

    id: Identifier
    name: dict[str, str]
    note: dict[str, str] = Field(default_factory=dict)
    mood: CaptionMood = "quiet"
    moves: bool = False
    """Declared by styles whose words leave their places as they come or are spoken; in all others the line
    stands still."""
    two_languages: bool = False
    """It is made for two languages together (all can show them)."""
    style: CaptionStyle = CaptionStyle()
    """In files `box = "none"` stands for None: TOML has no null."""

    @field_validator("style", mode="before")
    @classmethod
    def _no_box(cls, value: object) -> object:
        return value | {"box": None} if isinstance(value, dict) and value.get("box") == "none" else value
