"""Findings of captions as the preflight lists them: one for each kind of fault in a layer, with how many.

Each cue is told in the caption editor and by `studio captions check`; what is ignored there does not count
here.  Marks, digits and glyphs are left to the preflight's own look at all texts.
"""

from collections.abc import Iterator, Mapping

from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.scene.findings import Finding, SetField
from studio.services.captions.check import check_cues
from studio.services.captions.check_options import layer_options
from studio.services.captions.findings import CueFault, CueFinding, by_fault
from studio.services.captions.layer_edits import CaptionTrack, caption_layers, tracks_of
from studio.services.captions.limits import LimitsTable
from studio.services.captions.mending import mend_all
from studio.services.edits.paths import LayerPath
from studio.services.edits.times import span_of
from studio.services.preflight.words import is_hidden

_SENTENCES: Mapping[CueFault, str] = {
    CueFault.TOO_FAST: "Captions: too fast to read ({}).",
    CueFault.FAST: "Captions: hurried reading ({}).",
    CueFault.LONG_LINE: "Captions: long line ({}).",
    CueFault.MANY_LINES: "Captions: too many lines ({}).",
    CueFault.TOO_SHORT: "Captions: shown too briefly ({}).",
    CueFault.TOO_LONG: "Captions: shown too long ({}).",
    CueFault.GAP: "Captions: gap that blinks ({}).",
    CueFault.OVERLAP: "Captions: overlap ({}).",
    CueFault.NOT_SHOWN: "Captions: not shown, too many at once ({}).",
    CueFault.ORDER: "Captions: out of order ({}).",
    CueFault.OUTSIDE_FILM: "Captions: outside the film ({}).",
    CueFault.BAD_BREAK: "Captions: line broken badly ({}).",
    CueFault.ORPHAN: "Captions: a word alone on a line ({}).",
    CueFault.UNBALANCED: "Captions: uneven lines ({}).",
}
"""Of what the check finds in cues alone."""
MOST_MENDED = 500
"""Cues of a layer up to which the preflight itself offers to mend: it is worked out beforehand."""
_HINT = "The caption editor shows each of them, and mends what surely can be."


def caption_findings(
    composition: Composition, ignored: frozenset[str], limits: LimitsTable | None = None
) -> Iterator[Finding]:
    """What is wrong in the caption layers that are seen.  ignored: keys of what people left as it is."""
    for path, layer in caption_layers(composition):
        if is_hidden(composition, path):
            continue
        for track in tracks_of(composition, layer):
            yield from _of_track(composition, path, layer, track, ignored, limits)


def _of_track(
    composition: Composition,
    path: LayerPath,
    layer: CaptionLayer,
    track: CaptionTrack,
    ignored: frozenset[str],
    limits: LimitsTable | None,
) -> Iterator[Finding]:
    options = layer_options(composition, layer, limits, track.language)
    begins = span_of(composition, path).start

    def kept(one: CueFinding) -> bool:
        return one.fault not in _SENTENCES or one.key(composition.id, path) in ignored

    field = ("second", "cues") if track.second else ("cues",)
    found = [one for one in check_cues(track.cues, options) if not kept(one)]
    for fault, ones in by_fault(found).items():
        fix: tuple[SetField, ...] = ()
        if len(track.cues) <= MOST_MENDED and any(one.mend for one in ones):
            mended = mend_all(track.cues, options, kept, {fault}).cues
            fix = (SetField(path, field, mended),) if mended != track.cues else ()
        yield Finding(
            "caption-check",
            path[-1],
            _SENTENCES[fault].format(len(ones)),
            _HINT,
            ones[0].level,
            path,
            begins + ones[0].time,
            about=f"all {fault.value} {' '.join(one.text for one in ones)}",
            fix=fix,
        )
