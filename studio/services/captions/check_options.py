"""How the captions of a film are checked: by their language, the film's rate and length."""

from fractions import Fraction

from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.services.captions.check import CheckOptions
from studio.services.captions.limits import USUAL, LimitsTable


def layer_options(
    composition: Composition, captions: CaptionLayer, table: LimitsTable | None = None, language: str = ""
) -> CheckOptions:
    """The options for a caption layer.  table: what a person set; None: the usual limits.  language: empty is
    the layer's own, or the film's."""
    language = language or captions.style.text.language or composition.language
    end = captions.end if captions.end is not None else Fraction(composition.duration)
    length = max(end - captions.start, Fraction(0)) or None
    return CheckOptions(language, (table or USUAL).of(language), composition.rate_exact, length)
