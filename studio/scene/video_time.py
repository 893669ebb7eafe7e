"""Which moment of its file a film layer shows and sounds; arithmetic on the document."""

from fractions import Fraction

from studio.model.layers import AfterEnd, VideoLayer


def source_time(
    layer: VideoLayer, duration: Fraction, local: Fraction, frame: Fraction = Fraction(0)
) -> Fraction | None:
    """The moment of the file (seconds from its first frame) at the layer's local time; None: nothing is seen.

    duration: of the file's pictures, seconds.  frame: seconds of a frame of the composition; a film that ends
    within the last one is held, so that no black frame flashes up.
    """
    at = layer.source_start + layer.speed * local
    if at < duration:
        return at
    match layer.after:
        case AfterEnd.FREEZE:
            return duration
        case AfterEnd.LOOP:
            length = duration - layer.source_start
            return duration if length <= 0 else layer.source_start + (at - layer.source_start) % length
        case AfterEnd.NOTHING:
            return duration if at < duration + layer.speed * frame else None


def longest(layer: VideoLayer, duration: Fraction) -> Fraction | None:
    """How long the layer can be before its film runs out; None: as long as you like."""
    if layer.after is not AfterEnd.NOTHING:
        return None
    return max(Fraction(0), duration - layer.source_start) / layer.speed
