"""A kind of transition between two plain cards, as small pictures: what its tile plays."""

from collections.abc import Iterator
from fractions import Fraction

from studio.model.brand import Look
from studio.model.composition import Composition
from studio.model.layers import TransitionKind
from studio.render.rasterizer import Pixels
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList

WIDTH, HEIGHT = 320, 180
"""Canvas px of a preview."""
_REST, _CHANGE = Fraction(6, 10), Fraction(8, 10)


def transition_composition(kind: TransitionKind, language: str, look: Look) -> Composition:
    """The first card, the change, the second card."""

    def card(number: str, ground: str, ink: str) -> dict[str, object]:
        return {
            "kind": "clip",
            "id": f"card-{number}",
            "duration": _REST + _CHANGE / 2,
            "source": {
                "background": ground,
                "layers": [
                    {"type": "text", "id": "number", "text": number,
                     "style": {"role": "hero", "color": ink, "align": "center", "size": 700},
                     "place": {"area": "canvas"}},
                ],
            },
        }  # fmt: skip

    return Composition.model_validate(
        {
            "size": {"width": WIDTH, "height": HEIGHT},
            "duration": 2 * _REST + _CHANGE,
            "language": language,
            "look": look,
            "layers": [
                {
                    "type": "track",
                    "id": "track",
                    "items": [
                        card("1", "surface", "ink"),
                        {"kind": "transition", "transition": kind.value, "duration": _CHANGE},
                        card("2", "accent", "bg"),
                    ],
                }
            ],
        }
    )


def transition_frames(composition: Composition, width: int, rate: int) -> Iterator[Pixels]:
    """Its frames at a width, `rate` a second; each is a copy.  Raises FontError."""
    stage = FrameStage()
    for index in range(int(composition.duration * rate)):
        yield stage.paint(composition, ResourceList(), Fraction(index, rate), width / WIDTH).copy()


def middle_frame(composition: Composition, width: int) -> Pixels:
    """The change a little before its middle: what a tile shows at rest.  Raises FontError."""
    time = _REST + _CHANGE * Fraction(2, 5)
    return FrameStage().paint(composition, ResourceList(), time, width / WIDTH).copy()
