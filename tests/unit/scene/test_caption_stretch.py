"""Captions whose spoken word grows by a kashida: only that word, within a box that stands still."""

from fractions import Fraction
from functools import cache

import pytest

from studio.model.animation import TextUnit
from studio.scene.caption_stretch import STRETCHED
from studio.scene.layers.caption import CaptionState
from studio.scene.scene import Scene
from tests.unit.scene.composed import pixels, scene, state

TEXT = "سلامٌ لبلادي Dialogue في القلب"
MOMENTS = [Fraction(step, 8) for step in range(8, 40)]


@cache
def captions(align: str, family: str = "Cairo") -> Scene:
    style = {"fade": 0, "highlight": "stretch", "text": {"align": align, "family": family}}
    layer = {"type": "caption", "id": "words", "cues": [{"start": 1, "end": 5, "text": TEXT}]}
    return scene({**layer, "style": style})


def widths(shown: CaptionState) -> list[float]:
    return [unit.box.width for unit in shown.cue.text.layout.units(TextUnit.WORD)]


@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_the_spoken_word_grows_and_goes_back_within_the_box(align: str) -> None:
    of = captions(align)
    first: CaptionState = state(of, MOMENTS[0])
    rest, most = widths(first), [0.0] * 5
    for time in MOMENTS:
        shown: CaptionState = state(of, time)
        grown = [now - then for now, then in zip(widths(shown), rest, strict=True)]
        assert sum(more > 0.5 for more in grown) <= 1
        assert max(grown) <= STRETCHED * shown.cue.text.layout.spec.size + 0.5
        most = [max(pair) for pair in zip(most, grown, strict=True)]
        assert shown.cue.ground == first.cue.ground
        text, ground = shown.cue.text, shown.cue.ground.bounds
        ink = text.layout.ink.moved(text.x, text.y)
        assert ground.x <= ink.x
        assert ink.right <= ground.right
    assert most[0] > 10
    assert most[4] > 10
    assert most[2] == pytest.approx(0, abs=1e-6)  # Latin does not grow


def test_colour_runs_through_the_longer_word() -> None:
    shown: CaptionState = state(captions("center"), Fraction(3, 2))
    assert len(shown.swept) == len(shown.cue.sweep)
    assert any(0 < level < 1 for level in shown.swept)
    assert pixels(captions("center").display_list(Fraction(3, 2)), 0.25).any()


def test_a_font_without_kashida_is_told_and_only_sweeps() -> None:
    of = captions("center", "Aref Ruqaa")
    assert widths(state(of, MOMENTS[0])) == widths(state(of, MOMENTS[6]))
    assert "kashida-unavailable" in {finding.kind for finding in of.findings()}
