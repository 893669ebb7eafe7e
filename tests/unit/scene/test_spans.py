"""Style inside words: one silhouette, no seam, colours on the right letters, grounds that move with words."""

import json
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.base.color import Rgba, contrast
from studio.base.geometry import EMPTY_RECT, Rect
from studio.model.animation import TextUnit
from studio.render.rasterizer import Rasterizer
from studio.scene.scene import Scene
from studio.scene.writing.content import TextContent
from studio.scene.writing.decoration_paints import DecorationPaint
from studio.scene.writing.parts import SpanPaint
from studio.text.matching import is_haraka
from tests.unit.scene.composed import laid, scene

WIDTH, HEIGHT = 520, 190
UNIT = 1080 / HEIGHT
"""Sizes of text grow with the canvas; this gives them in px."""
FAMILIES = ["Amiri", "Aref Ruqaa", "Cairo", "IBM Plex Sans Arabic", "Noto Kufi Arabic", "Scheherazade New"]
CORPUS: list[str] = [
    entry["text"]
    for entry in json.loads(
        (FilePath(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text("utf-8")
    )
    if len(entry["text"]) < 40 and "\n" not in entry["text"]
]
RED, GREEN, WHITE = "#FF0000", "#00FF00", "#FFFFFF"

Channels = NDArray[np.int16]
"""(height, width, 4): red, green, blue, alpha; premultiplied."""


def layer(text: str, *spans: dict[str, Any], family: str = "Cairo", **style: Any) -> dict[str, Any]:
    animations = style.pop("animations", ())
    opacity = style.pop("opacity", 1)
    given = {
        "family": family,
        "weight": 700,
        "size": UNIT * 90,
        "min_size": UNIT * 20,
        "align": "center",
        "color": WHITE,
    }
    return {
        "type": "text",
        "id": "text",
        "text": text,
        "spans": spans,
        "opacity": opacity,
        "animations": animations,
        "place": {"area": "canvas", "width": WIDTH - 60, "height": HEIGHT - 60},
        "style": {**given, **style},
    }


def film(*layers: dict[str, Any], **more: Any) -> Scene:
    return scene(*layers, width=WIDTH, height=HEIGHT, duration=4, background="none", **more)


def painted(of: Scene, time: float = 0) -> Channels:
    """The pixels on nothing, with alpha."""
    rasterizer = Rasterizer(WIDTH, HEIGHT, transparent=True)
    rasterizer.rasterize(of.display_list(Fraction(time)))
    return rasterizer.pixels[..., [2, 1, 0, 3]].astype(np.int16)


def shown(text: str, *spans: dict[str, Any], family: str = "Cairo", **style: Any) -> Channels:
    return painted(film(layer(text, *spans, family=family, **style)))


def content_of(text: str, *spans: dict[str, Any], family: str = "Cairo", **style: Any) -> TextContent:
    found, _ = laid(layer(text, *spans, family=family, **style), width=WIDTH, height=HEIGHT)
    content = found["text"].content
    assert isinstance(content, TextContent)
    return content


@cache
def each_letter(text: str, colors: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"start": at, "end": at + 1, "color": colors[at % len(colors)]} for at in range(min(60, len(text)))
    )


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("text", CORPUS[::5])
def test_letters_in_the_same_colour_look_as_if_they_had_none(text: str, family: str) -> None:
    """No seam at any join, no fringe at any edge: every pixel is that of the plain word.

    Letters that touch without being joined are painted one after another, so that at most some pixels where
    their edges cross may differ a little.
    """
    plain = shown(text, family=family)
    parts = shown(text, *each_letter(text, ("#FFFFFE", "#FEFFFF")), family=family)
    differing = np.abs(parts - plain).max(axis=2)
    assert (differing > 3).sum() <= 3
    assert differing.max() <= 32


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "style",
    [
        {},
        {"opacity": 0.5},
        {"stroke": {"color": "#FFFFFF", "width": 9}},
        {"stroke": {"color": "#FFFFFF", "width": 9}, "opacity": 0.5},
    ],
    ids=["plain", "translucent", "stroked", "stroked and translucent"],
)
def test_colours_never_change_the_silhouette(family: str, style: dict[str, Any]) -> None:
    text = "السَّلامُ بيتُنا"
    plain = shown(text, family=family, **style)[..., 3]
    gradient = {"angle": 0, "stops": [{"at": 0, "color": RED}, {"at": 1, "color": GREEN}]}
    letters = shown(text, *each_letter(text, (RED, WHITE, GREEN)), family=family, **style)[..., 3]
    across = shown(text, {"start": 0, "color": gradient, "over": "letter"}, family=family, **style)[..., 3]
    assert np.abs(letters - plain).max() <= 3
    assert np.abs(across - plain).max() <= 3


@pytest.mark.parametrize("family", FAMILIES)
def test_half_transparent_letters_have_no_seam(family: str) -> None:
    """Translucent paints: inside the word alpha is flat, also where two letters overlap."""
    text = "بيتنا"
    plain = shown(text, family=family)[..., 3]
    half = shown(
        text, *each_letter(text, ("#FF000080", "#00FF0080")), family=family, color="#FFFFFF80"
    )[..., 3]  # fmt: skip
    assert np.abs(half - plain * (128 / 255)).max() <= 3


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("at", range(5))
def test_a_colour_lands_on_its_letter(family: str, at: int) -> None:
    text = "سمعهد"
    picture = shown(text, {"start": at, "end": at + 1, "color": RED}, family=family, color=GREEN)
    content = content_of(text, family=family)
    ink = _on_canvas(content, at)
    red = picture[..., 0] - picture[..., 1] > 128
    rows, columns = np.nonzero(red)
    assert len(rows) > 60
    assert ink.x - 2 <= columns.min()
    assert columns.max() <= ink.right + 2
    green_there = (picture[..., 1] - picture[..., 0] > 128)[
        int(ink.y) : int(ink.bottom) + 1, int(ink.x) : int(ink.right) + 1
    ]
    assert green_there.sum() < 0.5 * len(rows)


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "Aref Ruqaa"])  # letters overlap
def test_the_edge_of_a_coloured_letter_has_no_fringe_of_its_neighbours_colour(family: str) -> None:
    text = "بسم"
    picture = shown(text, {"start": 1, "end": 2, "color": RED}, family=family, color=GREEN)
    ink = _on_canvas(content_of(text, family=family), 1)
    middle = picture[:, int(ink.x + 0.2 * ink.width) : int(ink.right - 0.2 * ink.width)]
    ink_there = middle[..., 3] > 0
    edge = ink_there & (middle[..., 3] < 230)
    assert edge.sum() > 20
    assert middle[..., 1][edge].max() <= 3


@pytest.mark.parametrize("family", ["Amiri", "Cairo", "Noto Kufi Arabic", "IBM Plex Sans Arabic"])
def test_two_colours_meet_in_an_upright_line(family: str) -> None:
    text = "ببا"
    picture = shown(text, {"start": 0, "end": 1, "color": RED}, family=family, color=GREEN)
    red, solid = picture[..., 0] > 128, picture[..., 3] == 255
    join = np.nonzero(red.any(axis=0))[0].min()
    rows = [row for row in range(HEIGHT) if solid[row, join - 4 : join + 5].all()]
    ends = [int(np.nonzero(red[row])[0].min()) for row in rows if red[row].any()]
    assert len(ends) >= 3
    assert max(ends) - min(ends) <= 1


def _on_canvas(content: TextContent, letter: int) -> Rect:
    return content.layout.units(TextUnit.LETTER)[letter].ink.moved(content.x, content.y)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("text", ["لا", "بلا", "لَا"])
def test_a_lam_alef_is_coloured_by_its_halves(family: str, text: str) -> None:
    lam = len(text.replace("َ", "")) - 2
    picture = shown(
        text, {"start": lam, "end": lam + 1, "color": RED, "part": "letters"},
        {"start": lam + 1, "end": lam + 2, "color": GREEN}, family=family, color="#0000FF",
    )  # fmt: skip
    red = picture[..., 0] > 200
    green = picture[..., 1] > 200
    plain = shown(text, family=family)
    both = red.sum() + green.sum()
    assert 0.15 < red.sum() / both < 0.85
    assert np.nonzero(red)[1].mean() > np.nonzero(green)[1].mean()  # lam stands at the right
    assert np.abs(picture[..., 3] - plain[..., 3]).max() <= 3


@pytest.mark.parametrize("family", [*FAMILIES, "Noto Nastaliq Urdu"])
def test_only_the_harakat_are_coloured(family: str) -> None:
    """Dots are a part of their letters, whether the font draws them apart or not."""
    text = "بَيْتُ"
    picture = shown(text, {"start": 0, "part": "marks", "color": RED}, family=family, color=GREEN)
    rest = shown(text, {"start": 0, "part": "letters", "color": RED}, family=family, color=GREEN)
    bare = shown(text, family=family, color=RED)
    content = content_of(text, family=family)
    boxes = [
        content.path((index,)).bounds.expanded(2)
        for index, glyph in enumerate(content.layout.glyphs)
        if any(map(is_haraka, text[glyph.start : glyph.end]))
    ]
    assert len(boxes) == 3
    inside = np.zeros(picture.shape[:2], bool)
    for box in boxes:
        inside[int(box.y) : int(box.bottom) + 1, int(box.x) : int(box.right) + 1] = True
    red = picture[..., 0] - picture[..., 1] > 60
    assert red.any()
    assert not (red & ~inside).any()
    # What one colours the other leaves, and both together are the word.
    assert np.abs(np.maximum(picture[..., 0], rest[..., 0]) - bare[..., 0]).max() <= 140
    assert (np.abs(picture[..., 0] + rest[..., 0] - bare[..., 0]) > 24).mean() < 0.002


def test_later_spans_win() -> None:
    picture = shown("سلام", {"start": 0, "color": GREEN}, {"find": "سلام", "color": RED})
    assert picture[..., 0].max() == 255
    assert picture[..., 1].max() == 0


STYLES: dict[str, dict[str, Any]] = {
    "glow": {"glow": {"color": WHITE, "radius": 14, "spread": 4}},
    "long shadow": {"long_shadow": {"color": GREEN, "offset": (23, -17)}},
    "shadow": {"shadow": {"color": GREEN, "offset": (9, 9), "blur": 8}},
    "texture": {"texture": {"pattern": "star-8", "color": GREEN, "tile": 30 * UNIT}},
    "knock-out": {"knock_out": {"color": GREEN, "padding": (8, 9)}},
    "knocked box": {"knock_out": {"color": GREEN, "shape": "box", "padding": (2, 3)}},
}
DECORATIONS: dict[str, dict[str, Any]] = {
    "marker": {"highlight": {"color": GREEN}},
    "box": {"highlight": {"color": GREEN, "shape": "box"}},
    "pill": {"pill": {"color": GREEN}},
    "underline": {"underline": {"color": GREEN}},
    "wavy": {"underline": {"color": GREEN, "shape": "wavy", "skip_ink": False}},
    "strike": {"strike": {"color": GREEN}},
    "colour": {"color": GREEN},
}


@pytest.mark.parametrize("family", ["Amiri", "Noto Kufi Arabic"])
@pytest.mark.parametrize("time", [0.0, 0.2, 2.0])
@pytest.mark.parametrize("name", [*STYLES, *DECORATIONS])
def test_nothing_is_painted_outside_the_bounds(name: str, time: float, family: str) -> None:
    span = {"find": "كلمة", **DECORATIONS.get(name, {"color": GREEN})}
    moving = [{"preset": "rise", "unit": "word", "phase": "in"}]
    film_ = film(layer("قِفْ كلمةٌ لا", span, family=family, animations=moving, **STYLES.get(name, {})))
    operations = film_.display_list(Fraction(time))
    bounds = EMPTY_RECT
    for operation in operations:
        bounds = bounds.united(operation.bounds)
    alpha = painted(film_, time)[..., 3]
    rows, columns = np.nonzero(alpha)
    if len(rows):
        ink = Rect.from_edges(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        assert bounds.rounded_out().contains(ink)


@pytest.mark.parametrize("name", DECORATIONS)
def test_styles_at_rest_are_those_in_motion_when_it_ends(name: str) -> None:
    span = {"find": "كلمة لا", **DECORATIONS[name]}
    text = "قِفْ كلمةٌ لا"
    moving = [{"preset": "rise", "unit": "word", "phase": "in"}]
    rest = painted(film(layer(text, span)), 3.5)
    assert np.abs(painted(film(layer(text, span, animations=moving)), 3.5) - rest).max() <= 2


def test_the_ground_is_seen_through_knocked_out_words() -> None:
    ground = {
        "type": "shape", "id": "ground", "fill": RED, "place": {"width": WIDTH, "height": HEIGHT},
    }  # fmt: skip
    knocked: dict[str, Any] = {"knock_out": {"color": GREEN, "padding": (8, 9)}}
    picture = painted(film(ground, layer("كلمة", **knocked)))
    letters = shown("كلمة")[..., 3]
    box = shown("كلمة", **knocked)[..., 3]
    assert (picture[letters == 255][:, :2] == (255, 0)).all()
    assert (picture[box == 255][:, :2] == (0, 255)).all()
    assert np.abs(box + letters - np.maximum(box, letters))[letters * box > 0].max() < 255


def test_a_texture_stays_within_the_letters_and_covers_them() -> None:
    texture: dict[str, Any] = {"texture": {"pattern": "halftone", "color": GREEN, "tile": 24 * UNIT}}
    plain, filled = shown("كلمة", color=RED), shown("كلمة", color=RED, **texture)
    assert np.abs(plain[..., 3] - filled[..., 3]).max() <= 2
    assert (filled[..., 1] > 200).sum() > 100
    assert (filled[..., 0] > 200).sum() > 100


def test_an_underline_leaves_room_for_what_reaches_through() -> None:
    whole = content_of("الكتاب", {"start": 0, "underline": {"skip_ink": False}})
    gaps = content_of("الكتاب", {"start": 0, "underline": {}})
    assert _line(whole).verbs.count("M") == 1
    assert _line(gaps).verbs.count("M") > 1
    ink, line = (
        shown("الكتاب", color=RED),
        shown("الكتاب", {"start": 0, "underline": {"color": GREEN}}, color="none"),
    )
    assert ((ink[..., 3] > 128) & (line[..., 3] > 128)).sum() == 0


def test_an_underline_goes_under_letters_that_would_leave_but_scraps_of_it() -> None:
    content = content_of("يجري", {"start": 0, "underline": {}})
    line = _line(content)
    assert line.verbs.count("M") == 1
    assert line.bounds.y > content.layout.lines[0].ink.bottom


def test_words_on_a_pill_can_be_read() -> None:
    def fill(pill: str, **style: Any) -> Any:
        make = content_of("كلمة", {"start": 0, "pill": {"color": pill}}, **style).spans[0].fill
        return make and make(Rect(0, 0, 1, 1))

    for ground in ("#101010", "#f0f0f0"):
        assert contrast(fill(ground, color=ground), Rgba.parse(ground)) > 4.5
    assert fill("#101010", color=GREEN) is None


def _line(content: TextContent) -> Any:
    return content.decoration(0, content.spans[0].below[0], None).path


@pytest.mark.parametrize("name", ["marker", "box", "pill", "underline", "strike"])
def test_the_parts_of_a_decoration_are_the_whole(name: str) -> None:
    """Cut where words part, for words that move apart: nothing is missing and nothing is there twice."""
    content = content_of("قِفْ كلمةٌ لا", {"start": 0, **DECORATIONS[name]}, size=UNIT * 60)
    span = content.spans[0]
    paint = (*span.below, *span.above)[0]
    words = content.layout.glyphs_by_unit[TextUnit.WORD]
    boxes = sorted((content.decoration(0, paint, word).path.bounds for word in words), key=lambda box: box.x)
    whole = content.decoration(0, paint, None).path.bounds
    assert boxes[0].x == pytest.approx(whole.x, abs=0.3)
    assert boxes[-1].right == pytest.approx(whole.right, abs=0.3)
    if name in ("marker", "box", "pill"):
        for left, right in pairwise(boxes):
            assert left.right == pytest.approx(right.x, abs=0.3)


@pytest.mark.parametrize(
    ("share", "first", "second", "third"),
    [(0.2, "right", None, None), (0.5, "whole", "left", None), (0.9, "whole", "whole", "right")],
)
def test_a_highlight_follows_the_reader_through_a_mixed_line(
    share: float, first: str, second: str | None, third: str | None
) -> None:
    """Right to left over Arabic, left to right over Latin, in logical order."""
    content = content_of("كلمات peaceful كلمات", {"start": 0, "highlight": {"shape": "box"}}, size=UNIT * 44)
    words = content.layout.units(TextUnit.WORD)
    drawn = DecorationPaint("box", content.spans[0].below[0].color, drawn=share)
    path = content.decoration(0, drawn, None).path
    for word, part in zip(words, (first, second, third), strict=True):
        inside = [_covered(path, content, word.box, at) for at in (0.1, 0.9)]
        expected = {
            None: [False, False],
            "whole": [True, True],
            "right": [False, True],
            "left": [True, False],
        }
        assert inside == expected[part], (word, part)


_DRAWN = {None: [False, False], "whole": [True, True], "right": [False, True], "left": [True, False]}


def _covered(path: Any, content: TextContent, box: Rect, share: float) -> bool:
    """Whether one of the path's contours, all of them boxes, is there at a share of the word's width."""
    x = box.x + content.x + share * box.width
    edges: list[list[float]] = []
    for verb, c in path.segments():
        if verb == "M":
            edges.append([c[0]])
        else:
            edges[-1] += c[0::2]
    return any(min(xs) <= x <= max(xs) for xs in edges)


@given(share=st.floats(0, 1))
@settings(max_examples=20)
def test_as_much_of_a_highlight_is_drawn_as_is_asked_for(share: float) -> None:
    content = content_of("كلمة two كلمة", {"start": 0, "strike": {}}, size=UNIT * 44)
    paint = content.spans[0].above[0]
    whole = sum(_lengths(content, paint, 1.0))
    assert sum(_lengths(content, paint, share)) == pytest.approx(share * whole, abs=4 * paint.width)


def _lengths(content: TextContent, paint: DecorationPaint, drawn: float) -> list[float]:
    path = content.decoration(0, DecorationPaint("strike", paint.color, paint.width, drawn=drawn), None).path
    edges: list[list[float]] = []
    for verb, c in path.segments():
        if verb == "M":
            edges.append([])
        edges[-1] += c[0::2]
    return [max(xs) - min(xs) for xs in edges]


def test_a_highlight_is_drawn_over_time() -> None:
    keys = {"keyframes": [{"time": 0, "value": 0}, {"time": 1, "value": 1}]}
    film_ = film(layer("كلمة", {"start": 0, "highlight": {"color": GREEN, "drawn": keys}}, color="none"))
    areas = [(painted(film_, time)[..., 3] > 128).sum() for time in (0, 0.25, 0.5, 1, 2)]
    assert areas[0] == 0
    assert 0 < areas[1] < areas[2] < areas[3] == areas[4]
    right = np.nonzero(painted(film_, 0.25)[..., 3] > 128)[1]
    whole = np.nonzero(painted(film_, 1)[..., 3] > 128)[1]
    assert right.max() > whole.max() - 12  # it begins where reading begins


def test_what_is_not_in_the_text_is_told() -> None:
    missing = layer("كلمة", {"find": "سلام", "color": RED}, {"start": 9, "color": RED})
    _, findings = laid(missing, width=WIDTH, height=HEIGHT)
    assert [finding.kind for finding in findings] == ["span-not-found", "span-not-found"]
    assert "سلام" in findings[0].message
    assert all(finding.hint for finding in findings)


def test_both_texts_of_a_bilingual_block_take_spans() -> None:
    block = {
        "type": "bilingual", "id": "both",
        "first": {"text": "كلمة", "style": {"color": WHITE}, "spans": [{"start": 0, "end": 1, "color": RED}]},
        "second": {"text": "a word", "style": {"color": WHITE}, "spans": [{"find": "word", "color": GREEN}]},
        "place": {"area": "canvas", "width": WIDTH, "height": HEIGHT},
    }  # fmt: skip
    picture = painted(film(block))
    for one, other in ((0, 1), (1, 0)):
        assert ((picture[..., one] > 200) & (picture[..., other] < 50)).any()


def test_digits_are_found_as_they_are_written_out() -> None:
    found = layer("خصم 50%", {"find": "50%", "color": RED}, digits="arab")
    _, findings = laid(found, width=WIDTH, height=HEIGHT)
    assert not findings


@given(
    text=st.one_of(st.text(max_size=24), st.text(st.sampled_from("لاأبَّـ peace1😀\u200d\n"), max_size=24)),
    start=st.integers(0, 30),
    length=st.integers(1, 12),
    part=st.sampled_from(["all", "letters", "marks"]),
    name=st.sampled_from(list(DECORATIONS)),
)
@settings(max_examples=60)
def test_any_range_of_any_text_is_painted(text: str, start: int, length: int, part: str, name: str) -> None:
    span = {"start": start, "end": start + length, "part": part, **DECORATIONS[name]}
    rasterizer = Rasterizer(WIDTH // 4, HEIGHT // 4, 0.25)
    rasterizer.rasterize(film(layer(text, span)).display_list(Fraction(0)))


def test_a_wave_too_fine_to_be_seen_costs_no_more_than_a_straight_line() -> None:
    content = content_of("سلام", {"start": 0, "underline": {"shape": "wavy", "width": 1e-9}})
    assert len(_line(content).verbs) < 1000


def test_ranges_of_a_span_hold_the_letters_between_their_ends() -> None:
    span = SpanPaint(((2, 4), (4, 5), (9, 12)), letters=True, marks=True)
    assert [span.range_at(at) for at in range(13)] == [
        *(None, None, 0, 0, 1, None, None, None, None, 2, 2, 2, None)
    ]
