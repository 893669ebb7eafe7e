"""A motion preset on a few words, as small pictures: what a gallery of motions plays."""

from collections.abc import Iterator
from fractions import Fraction

from studio.base.time import seconds
from studio.model.animation import Animation, AnimationPreset, Phase
from studio.model.brand import Look
from studio.model.composition import CanvasSize, Composition
from studio.model.layers import TextLayer
from studio.model.place import Place
from studio.model.style import TextAlign, TextStyle, TypeRole
from studio.render.rasterizer import Pixels
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList

WIDTH, HEIGHT = 480, 200
"""Canvas px of a preview."""
_SIZE = 70 * 1080 / HEIGHT
"""em in px of the design's reference canvas, which the preview is a small one of."""
_WORDS = 22
"""Letters of the person's own text that fit."""


def motion_composition(preset: AnimationPreset, words: str, language: str, look: Look) -> Composition:
    """The words, moved by the preset in the phase that it was made for, then at rest."""
    phase = Phase.IN if Phase.IN in preset.phases else preset.phases[0]
    duration = max(seconds("1.2"), preset.duration + preset.stagger_limit) + seconds("0.8")
    return Composition(
        size=CanvasSize(width=WIDTH, height=HEIGHT),
        duration=duration,
        language=language,
        look=look,
        layers=(
            TextLayer(
                id="words",
                text=short(words),
                style=TextStyle(
                    role=TypeRole.TITLE, size=_SIZE, min_size=_SIZE / 3, max_lines=1, align=TextAlign.CENTER
                ),
                place=Place(area="canvas", width=WIDTH - 32),
                animations=(Animation(preset=preset.id, phase=phase),),
            ),
        ),
    )


def short(words: str) -> str:
    """As many whole words as a tile holds."""
    kept = ""
    for word in words.split():
        if kept and len(kept) + len(word) >= _WORDS:
            break
        kept = f"{kept} {word}".strip()
    return kept[:_WORDS]


def motion_frames(composition: Composition, width: int, rate: int) -> Iterator[Pixels]:
    """Its frames at a width, `rate` a second; each is a copy.  Raises FontError."""
    stage = FrameStage()
    scale = width / composition.size.width
    for index in range(int(composition.duration * rate)):
        yield stage.paint(composition, ResourceList(), Fraction(index, rate), scale).copy()


def resting_frame(composition: Composition, width: int) -> Pixels:
    """The frame at which everything has landed.  Raises FontError."""
    time = composition.duration - seconds("0.1")
    return FrameStage().paint(composition, ResourceList(), time, width / composition.size.width).copy()
