"""What shaping and moving a line of Arabic costs, in milliseconds, in a process of its own.

    python -m studio.services.bench.shaping [LINES]         prints the figures as JSON

line_ms: a line of 45 letters that was never seen before, from text to placed glyphs.  prepare_ms: the share
of it from text to shaped runs: direction, script, font, HarfBuzz, places to break.  shape_ms: that of
HarfBuzz alone, with the glyphs read into Python.  animated_line_ms: a line of 60 glyphs, all of whose words
rise at once, evaluated at a moment and drawn to operations.  evaluate_letters_ms: the state of each letter of
that line where all letters rise at once; animated_letters_ms: the same drawn to operations, the outline of
every joined group bent.  Medians; fonts and tables are read before.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TypeVar

from studio.model.composition import Composition
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources
from studio.text.bidi import Direction
from studio.text.font_file import FontFace
from studio.text.fonts import FontCatalog
from studio.text.itemize import Run
from studio.text.paragraph import TextSpec, layout_paragraph
from studio.text.prepared import PreparedParagraph, prepare_paragraph
from studio.text.shaping import shape_run, shaping_codepoints

T = TypeVar("T")

LETTERS, GLYPHS = 45, 60
LINES = 300
_WARM = 40
_MOMENTS = 60
_SAYING = (
    "الكلمة الطيبة تفتح بابا بين الناس وتبني جسرا لا تهدمه الأيام في كل بيت ومدرسة وحي من مدينة "
    "نحكي فيها عن الحوار والسلام والثقة والعدل ونسمع من يخالفنا قبل أن نجيب"
)


def line_of(letters: int, seed: int) -> str:
    """Words by chance, one line of exactly so many letters; the same for the same seed."""
    chance, known = random.Random(seed), _SAYING.split()
    words: list[str] = []
    while (left := letters - sum(map(len, words))) > 0:
        words.append(chance.choice(known)[:left])
    return " ".join(words)


def shaping_figures(lines: int = LINES) -> dict[str, float]:
    """The figures of the module's docstring, by name."""
    fonts = FontCatalog.bundled()
    face = fonts.face("Cairo", 400)
    texts = [line_of(LETTERS, seed) for seed in range(lines + _WARM)]
    for text in texts[:_WARM]:
        layout_paragraph(TextSpec(text, face, 60.0, direction=Direction.RTL), fonts)
    fresh = texts[_WARM:]
    others = [line_of(LETTERS, len(texts) + seed) for seed in range(lines)]
    specs = [TextSpec(text, face, 60.0, direction=Direction.RTL) for text in fresh]
    by_words, by_letters = _rising("word"), _rising("letter")
    moments = [Fraction(1) + Fraction(step, 60) for step in range(_MOMENTS)]
    runs = [(shaping_codepoints(text), Run(0, len(text), 1, "Arab", face)) for text in fresh]
    return {
        "line_ms": _median_ms(lambda spec: layout_paragraph(spec, fonts), specs),
        "prepare_ms": _median_ms(lambda text: _prepared(text, face, fonts), others),
        "shape_ms": _median_ms(lambda run: shape_run(run[0], run[1], "ar"), runs),
        "animated_line_ms": _median_ms(by_words.display_list, moments),
        "evaluate_letters_ms": _median_ms(by_letters.evaluate, moments),
        "animated_letters_ms": _median_ms(by_letters.display_list, moments),
    }


def _prepared(text: str, face: FontFace, fonts: FontCatalog) -> PreparedParagraph:
    return prepare_paragraph(text, 0, Direction.RTL, face, "ar", 1.0, fonts)


def _rising(unit: str) -> Scene:
    """A line that rises for three seconds, all its units at once."""
    layer = {
        "type": "text",
        "id": "line",
        "text": line_of(GLYPHS, seed=1),
        "style": {"size": 36, "max_lines": 1, "min_size": 10},
        "place": {"area": "canvas", "width": 1800},
        "animations": [{"preset": "rise", "unit": unit, "duration": 3, "stagger": "1/60"}],
    }
    document = {
        "size": {"width": 1920, "height": 1080},
        "duration": 4,
        "language": "ar",
        "layers": [layer],
    }
    scene = Scene(Composition.model_validate(document), open_resources(ResourceList()))
    for step in range(5):
        scene.display_list(Fraction(step))
    return scene


def _median_ms(work: Callable[[T], object], items: Iterable[T]) -> float:
    spent = []
    for item in items:
        began = time.perf_counter()
        work(item)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000


def main(arguments: list[str]) -> int:
    print(json.dumps(shaping_figures(*map(int, arguments[:1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
