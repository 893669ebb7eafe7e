"""Every caption style that comes with the program, in pixels: what lights up is the word that is said, where
it is read; lines stand still; nothing is cut off."""

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.base.color import Rgba, contrast, parse_color
from studio.base.geometry import Rect
from studio.model.animation import TextUnit
from studio.presets.catalog import bundled
from studio.scene.captioning.content import CueContent
from studio.scene.captions import timed_words
from studio.scene.display_list import DisplayList, Still
from studio.scene.drawing import bounds_of
from studio.scene.layers.caption import CaptionState
from studio.scene.scene import Scene
from studio.services.caption_styles import words_move
from tests.unit.scene.composed import pixels, scene, state

PRESETS = bundled().captions()
IDS = sorted(PRESETS)
CORPUS = json.loads((Path(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text("utf-8"))
ARABIC = "الكَلِمةُ الطيّبةُ صَدقةٌ، والحوارُ استماع"
MIXED = "نشرت BBC تقريرا عن الحوار"
ENGLISH = "A kind word is charity; to talk is to listen"
TEXTS = {"arabic": ARABIC, "mixed": MIXED, "english": ENGLISH}
START, END = 1, 13  # slow enough for each word to be lit alone
SCALE = 0.3
MARK, INK, GROUND = "#FF00FF", "#FFFFFF", "#202020"
ROLES = {
    "bg": GROUND, "surface": GROUND, "ink": INK, "muted": "#B0B0B0", "accent": MARK, "accent-2": MARK,
    "positive": MARK, "warning": MARK,
}  # fmt: skip
Mask = NDArray[np.bool_]


@cache
def film(preset: str, text: str, second: str = "", width: int = 1080, height: int = 1920) -> Scene:
    language = "en" if TEXTS.get("english") == text else "ar"
    cue = {"start": START, "end": END, "text": text, "speaker": "س"}
    style = PRESETS[preset].style
    layer: dict[str, Any] = {"type": "caption", "id": "words", "cues": [cue], "style": style}
    if second:
        layer["second"] = {"cues": [{"start": START, "end": END, "text": second}]}
    look = {"palette": ROLES}
    return scene(layer, language=language, width=width, height=height, background="#404040", look=look)


def shot(of: Scene, time: Fraction) -> NDArray[np.int16]:
    size = of.composition.size
    frame = pixels(of.display_list(time), SCALE, size.width, size.height)
    return frame[:, :, 2::-1].astype(np.int16)


def marked(frame: NDArray[np.int16]) -> Mask:
    """What has the accent's hue."""
    found: Mask = np.minimum(frame[..., 0], frame[..., 2]) - frame[..., 1] > 60
    return found


def written(frame: NDArray[np.int16]) -> Mask:
    found: Mask = frame.min(axis=2) > 170
    return found


def word_box(cue: CueContent, number: int) -> tuple[Rect, Fraction, Fraction]:
    """Around the ink of a word of the cue, and when it is said."""
    word = timed_words(cue.cue)[number]
    units = cue.text.layout.units(TextUnit.WORD)
    its = [unit for unit in units if unit.start < word.last and word.first < unit.end]
    box = its[0].box.united(its[0].ink)
    for unit in its:
        box = box.united(unit.box.united(unit.ink))
    return box.moved(cue.text.x, cue.text.y), word.start, word.end


def outside(mask: Mask, box: Rect) -> Mask:
    rest = mask.copy()
    top, foot = int(box.y * SCALE), int(box.bottom * SCALE) + 1
    rest[max(0, top) : foot, max(0, int(box.x * SCALE)) : int(box.right * SCALE) + 1] = False
    return rest


def inside(mask: Mask, box: Rect) -> int:
    return int(mask.sum() - outside(mask, box).sum())


def spoken(preset: str) -> str:
    style = PRESETS[preset].style
    if style.typed or (style.before is not None and style.before.opacity == 0 and style.highlight == "none"):
        return "appears"
    if style.highlight in ("sweep", "stretch"):
        return "stays"
    if style.spoken_line is not None and style.spoken_line.stays:
        return "stays"
    lit = style.highlight != "none" or style.spoken_line is not None
    return "lit" if lit and not style.speaker_colors else ""


LIT = [name for name in IDS if spoken(name)]


def moments(of: Scene) -> list[tuple[Fraction, CueContent, int]]:
    """Shortly before each word of the text ends: the time, the cue that is seen and its word."""
    found = []
    cue = of.layers[0].layer.cues[0]
    for word in timed_words(cue):
        time = word.start + (word.end - word.start) * Fraction(9, 10)
        shown: CaptionState = state(of, time)
        its = timed_words(shown.cue.cue)
        number = next((n for n, one in enumerate(its) if one.start <= time < one.end), None)
        if number is not None:
            found.append((time, shown.cue, number))
    return found


@pytest.mark.parametrize("name", sorted(TEXTS))
@pytest.mark.parametrize("preset", LIT)
def test_what_lights_up_is_the_word_that_is_said_where_it_is_read(preset: str, name: str) -> None:
    of = film(preset, TEXTS[name])
    kind = spoken(preset)
    steps = moments(of)
    assert len(steps) >= 4
    for step, (time, cue, number) in enumerate(steps):
        if step % 2 and step < len(steps) - 1:
            continue  # every second word, and the last
        frame = shot(of, time)
        box = word_box(cue, number)[0].expanded(16)
        mask = written(frame) if kind == "appears" else marked(frame)
        assert inside(mask, box) > 12
        if kind == "lit":
            assert not outside(mask, box).any()
            continue
        count = len(timed_words(cue.cue))
        for later in range(number + 1, count):
            ink = word_box(cue, later)[0].expanded(-3)
            assert inside(mask, ink) <= (2 if kind == "stays" else 0) + 0.04 * ink.width * SCALE


@pytest.mark.parametrize("preset", IDS)
def test_lines_stand_still_unless_the_style_says_that_words_move(preset: str) -> None:
    style = PRESETS[preset].style
    assert PRESETS[preset].moves == words_move(style)
    of = film(preset, ARABIC)
    seen: dict[int, list[CaptionState]] = {}
    for step in range(8 * START, 8 * END, 3):
        shown: CaptionState = state(of, Fraction(step, 8))
        seen.setdefault(id(shown.block), []).append(shown)
    moved = False
    for states in seen.values():
        for shown in states:
            for cue in shown.cues:
                flat = {(one.state.dx, one.state.dy, one.state.scale_x) for one in cue.looks}
                moved |= bool(flat - {(0.0, 0.0, 1.0)}) or cue.fleeting
            if not PRESETS[preset].moves:
                assert shown.cue.text is states[0].cue.text
    if not PRESETS[preset].moves:
        assert not moved


@pytest.mark.parametrize("preset", [name for name in IDS if not PRESETS[name].moves])
def test_the_pixels_of_words_that_are_neither_said_nor_were_stay(preset: str) -> None:
    """The last word looks the same all the time until it is said, in styles where it is there at all."""
    style = PRESETS[preset].style
    if style.typed or style.show != "cue":
        pytest.skip("it is not there before it is said")
    of = film(preset, ARABIC)
    shown: CaptionState = state(of, START + 2)
    box = word_box(shown.cue, len(timed_words(shown.cue.cue)) - 1)[0]
    rows = slice(int(box.y * SCALE), int(box.bottom * SCALE))
    columns = slice(int(box.x * SCALE), int(box.right * SCALE) - 4)
    one, two = (shot(of, Fraction(time))[rows, columns] for time in (START + 2, START + 5))
    assert np.abs(one - two).max() == 0


def test_no_style_tears_joins() -> None:
    """What moves is a word or more, and no motion cuts; letters come alone only where they are typed."""
    whole = {TextUnit.WORD, TextUnit.LINE, TextUnit.WHOLE}
    for preset in PRESETS.values():
        for animation in (preset.style.enter, preset.style.leave, preset.style.arrive):
            if animation is not None:
                motion = bundled().animation(animation.preset)
                assert (animation.unit or motion.unit) in whole, preset.id
                assert not motion.cuts_joins, preset.id


def flat(operations: DisplayList) -> DisplayList:
    return tuple(
        inner
        for operation in operations
        for inner in (flat(operation.operations) if isinstance(operation, Still) else (operation,))
    )


TALL = "إِلّٰا ٱلْمَوَدَّةَ فِي ٱلْقُرْبَىٰ ۖ لَيْلًا"


@pytest.mark.parametrize("preset", IDS)
def test_ink_stays_within_declared_bounds_and_marks_are_whole(preset: str) -> None:
    """A kept picture is as large as what is painted into it; nothing is painted outside of the bounds."""
    of = film(preset, TALL, "Ångström Qq jg")
    for time in (Fraction(START) + Fraction(1, 5), Fraction(6)):
        frame = of.display_list(time)
        kept, direct = pixels(frame, SCALE), pixels(flat(frame), SCALE)
        assert np.abs(kept.astype(int) - direct).max() <= 2
        empty = pixels(frame[:1], SCALE)
        changed = (kept != empty).any(axis=2)
        bounds = bounds_of(frame[1:]).expanded(1)
        assert not outside(changed, bounds).any()
        shown: CaptionState = state(of, time)
        for cue in shown.cues:
            text = cue.cue.text
            ink = text.layout.ink.moved(text.x, text.y)
            assert bounds.contains(ink) or cue.looks or cue.motion is not None or cue.typed is not None


@pytest.mark.parametrize("preset", IDS)
@pytest.mark.parametrize("size", [(1080, 1920), (1080, 1350), (1080, 1080), (1920, 1080)])
def test_captions_keep_within_the_safe_area_of_every_format(preset: str, size: tuple[int, int]) -> None:
    of = film(preset, ARABIC, ENGLISH, *size)
    left, top, right, foot = of.context.format.safe
    for time in (2, 6, 10):
        shown: CaptionState = state(of, time)
        for cue in shown.cues:
            ink = cue.cue.text.layout.ink.moved(cue.cue.text.x, cue.cue.text.y)
            assert Rect.from_edges(left, top, right, foot).expanded(2).contains(ink)
            assert len(cue.cue.text.layout.lines) <= 2
        lines = sum(len(cue.cue.text.layout.lines) for cue in shown.cues)
        assert lines <= (4 if PRESETS[preset].style.second.arrangement == "beside" else 3)
    assert not [one for one in of.findings() if one.kind != "kashida-unavailable"]


@pytest.mark.parametrize("preset", IDS)
def test_words_can_be_read_on_their_ground(preset: str) -> None:
    """4.5:1 for words on a box, in every brand kit that comes along (WCAG 2.2, 1.4.3)."""
    style = PRESETS[preset].style
    if style.box is None:
        assert style.stroke is not None
        assert style.stroke.width >= 6
        return
    for brand in bundled().ids("brands"):
        role = bundled().brand(brand).look.palette.role

        def color(text: str, role: Any = role) -> Rgba:
            found = parse_color(text, role)
            assert found is not None
            return found

        grounds = [color(style.box).over(color(end)) for end in ("#FFFFFF", "#000000")]
        own = style.text.color
        words = [own] if isinstance(own, str) else [stop.color for stop in own.stops]
        if style.highlight != "none" and style.highlight != "box":
            words.append(style.highlight_color)
        words += [one.color for one in (style.before, style.after, style.second) if one and one.color]
        words += style.speaker_colors
        if style.text.knock_out is not None:
            words = [str(style.text.knock_out.color)]
        if style.spoken_line is not None and style.spoken_line.shape == "marker":
            grounds += [color(style.spoken_line.color).over(ground) for ground in grounds]
        worst = min(contrast(color(word), ground) for word in words for ground in grounds)
        assert worst >= 4.45, (brand, words)
        if style.highlight == "box":
            assert contrast(color(style.highlight_text), color(style.highlight_color)) >= 4.45
