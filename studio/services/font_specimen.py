"""The font library on one picture: each family with its mood, weights, letters, digits and abilities.

It is a composition like any other, painted by the same engine: what is seen here is what films get.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.model.brand import FontChoice, TypePair
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.services.fonts import font_labels, library
from studio.services.output_place import check_place
from studio.services.resources import ResourceList
from studio.services.stills import Painter, save_still, still_time
from studio.text.font_facts import CAPABILITIES
from studio.text.fonts import FontFamily

_WIDTH, _MARGIN, _GUTTER, _COLUMNS = 3600, 96, 56, 3
_CARD_HEIGHT, _CARD_GAP = 560, 48
_PAIRS_TOP, _CARDS_TOP = 384, 800
_REFERENCE = 1080  # the short side of the design's formats, in whose px sizes are given

_TITLE = {"ar": "مكتبة الخطوط", "en": "The font library"}
_NOTE = {
    "ar": "{count} عائلة خطوط حرة، لكل منها مزاجها وما تقدر عليه",
    "en": "{count} free font families, each with its mood and what it can do",
}
_PAIR_MOODS = ("dialogue", "news", "youth", "heritage", "campaign", "care", "feast")  # of T1 to T7
_SAMPLE = ("الحِوارُ جِسرٌ، والكَلِمةُ تُداوي", "الحوار جسر، والكلمة تداوي")
_TEXT = "نختلف لنفهم ٠١٢٣٤٥٦٧٨٩"
_LATIN = "Words heal 0123456789"
_WORD, _STRETCHED = "حوار", "سلام"
_VARIABLE = {"ar": "متغيّر من {low} إلى {high}", "en": "variable, {low} to {high}"}
_LEGEND = {
    "ar": (
        "كيف تُستعمل",
        "سمِّ العائلة في نمط النص، أو خذ ثنائية. وبالأمر الثاني تضيف خطّك إلى مشروعك.",
        "كلّها برخصة SIL OFL، ونصّ الرخصة بجوار ملفات كل عائلة.",
    ),
    "en": (
        "How to use them",
        "Name a family in a text’s style, or take a pair. The second command adds your own font.",
        "All are under the SIL Open Font License; its text is beside the files of each family.",
    ),
}
_COMMANDS = ('studio fonts show "Readex Pro"', "studio fonts add our-font.ttf our-project.hiwar")


def font_specimen(output: Path, language: str = "ar", scale: float = 1.0) -> Painter:
    """Paints the specimen into a picture file; `scale`: px for each px of it.

    language: of its labels, `ar` or `en`.  Raises InputError, OutputError.
    """
    check_place(output, "picture")
    composition = specimen(language)
    painter = Painter(composition, ResourceList(), scale)
    save_still(output, painter.paint(still_time(composition)), opaque=True)
    return painter


def specimen(language: str) -> Composition:
    """The specimen as a composition of 3600 px across."""
    families = library()
    rows = -(-len(families) // _COLUMNS)
    height = _CARDS_TOP + rows * (_CARD_HEIGHT + _CARD_GAP) - _CARD_GAP + _MARGIN
    writer = _Writer(language)
    layers = [*writer.head(len(families)), *writer.pairs()]
    width = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
    for number, family in enumerate(families):
        row, column = divmod(number, _COLUMNS)
        x = _MARGIN + column * (width + _GUTTER)
        y = _CARDS_TOP + row * (_CARD_HEIGHT + _CARD_GAP)
        layers.append(
            _group(f"card-{family.slug}", x, y, width, _CARD_HEIGHT, list(writer.card(family, width)))
        )
    layers += writer.legend(len(families), width)
    return Composition.model_validate(
        {
            "size": {"width": _WIDTH, "height": height + height % 2},
            "duration": 1,
            "language": language,
            "look": bundled().brand("hiwar-light").look,
            "layers": layers,
        }
    )


def _place(x: float, y: float, width: float, height: float) -> dict[str, Any]:
    """x: from the edge where reading begins."""
    return {"anchor": "top-start", "offset": (x, y), "width": width, "height": height}


def _group(
    name: str, x: float, y: float, width: float, height: float, layers: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    return {"type": "group", "id": name, "place": _place(x, y, width, height), "layers": list(layers)}


class _Writer(Struct, frozen=True):
    """Writes the parts of the specimen in one language, as data of layers; lengths in px."""

    language: str

    def head(self, count: int) -> Iterator[dict[str, Any]]:
        wide = _WIDTH - 2 * _MARGIN
        note = _NOTE[self.language].format(count=count)
        yield self._text("title", _TITLE[self.language], (_MARGIN, 72, wide, 176), 120, family="display")
        yield self._text("note", note, (_MARGIN, 256, wide, 72), 44, color="muted")

    def pairs(self) -> Iterator[dict[str, Any]]:
        """The seven pairs of the style guide."""
        pairs = bundled().design().pairs
        width = (_WIDTH - 2 * _MARGIN - (len(pairs) - 1) * _GUTTER) / len(pairs)
        for number, ((name, pair), mood) in enumerate(zip(sorted(pairs.items()), _PAIR_MOODS, strict=True)):
            x = _MARGIN + number * (width + _GUTTER)
            inside = list(self._pair(name, mood, pair, width))
            yield _group(f"pair-{name}", x, _PAIRS_TOP, width, 352, inside)

    def _pair(self, name: str, mood: str, pair: TypePair, width: float) -> Iterator[dict[str, Any]]:
        label = font_labels().moods[mood][self.language]
        yield self._rule(width, "accent")
        yield self._text(
            f"{name}-mood", f"{label} {name}", (0, 16, width, 56), 32, color="accent", strong=True
        )
        yield self._sample(f"{name}-display", "كلمة تداوي", (0, 80, width, 104), 72, pair.display)
        yield self._sample(f"{name}-text", "تعال نتحاور أولًا", (0, 188, width, 72), 42, pair.text)
        families = dict.fromkeys((pair.display.family, pair.text.family))
        names = " + ".join(families)
        yield self._text(f"{name}-names", names, (0, 272, width, 72), 28, color="muted", lines=2)

    def card(self, family: FontFamily, width: float) -> Iterator[dict[str, Any]]:
        labels, slug = font_labels(), family.slug
        regular = FontChoice(family=family.name, weight=400)
        half = width * 0.6
        kind = labels.styles[family.style][self.language]
        yield self._rule(width, "ink@40")
        yield self._text(f"{slug}-name", family.name, (0, 20, half, 64), 40, strong=True)
        moods = self._list([labels.moods[mood][self.language] for mood in family.moods])
        about = f"{kind}: {moods}"
        box = (width * 0.42, 24, width * 0.58, 56)
        yield self._text(f"{slug}-mood", about, box, 32, color="accent", far=True)
        sample = _SAMPLE["vocalised" not in family.capabilities]
        # Words that slope stand higher and reach lower: they get the same room by being smaller.
        sloping = 0.8 if family.style == "nastaliq" else 1.0
        yield self._sample(f"{slug}-sample", sample, (0, 96, width, 200), 100 * sloping, regular)
        yield self._sample(f"{slug}-text", _TEXT, (0, 304, half, 84), 44 * sloping, regular)
        yield self._sample(f"{slug}-latin", _LATIN, (half, 304, width - half, 84), 44, regular, far=True)
        yield from self._weights(family)
        yield from self._kashida(family, regular, width)
        yield self._text(f"{slug}-abilities", self._abilities(family), (0, 520, width, 40), 28, color="muted")

    def legend(self, count: int, width: float) -> Iterator[dict[str, Any]]:
        """How to use the families, in what is left of the last row; nothing where nothing is left."""
        row, column = divmod(count, _COLUMNS)
        if column == 0:
            return
        wide = (_COLUMNS - column) * (width + _GUTTER) - _GUTTER
        title, *sentences = _LEGEND[self.language]
        inside = [self._rule(wide, "accent")]
        inside.append(self._text("legend-title", title, (0, 24, wide, 96), 56, family="display"))
        for number, sentence in enumerate(sentences):
            box = (0, 136 + number * 96, wide, 72)
            inside.append(self._text(f"legend-{number}", sentence, box, 36))
        for number, command in enumerate(_COMMANDS):
            box = (0, 352 + number * 64, wide, 56)
            inside.append(
                self._text(f"legend-command-{number}", command, box, 34, color="accent", strong=True)
            )
        x, y = _MARGIN + column * (width + _GUTTER), _CARDS_TOP + row * (_CARD_HEIGHT + _CARD_GAP)
        yield _group("legend", x, y, wide, _CARD_HEIGHT, inside)

    def _weights(self, family: FontFamily) -> Iterator[dict[str, Any]]:
        """The word in each weight (of a variable family in some), and along the family's other axes."""
        steps = sorted(family.weights)
        faces = [(str(weight), FontChoice(family=family.name, weight=max(100, weight))) for weight in steps]
        others = [axis for axis in family.axes if axis.tag != "wght"]
        if family.axes:
            ends = {0, len(faces) // 2, len(faces) - 1}
            kept = ends if others else ends | {len(faces) // 4, 3 * len(faces) // 4}
            faces = [faces[index] for index in sorted(kept)]
        for axis in others:
            for value in ((axis.default + axis.maximum) / 2, axis.maximum):
                choice = FontChoice(family=family.name, weight=400, axes={axis.tag: value})
                faces.append((f"{axis.tag} {value:g}", choice))
        for number, (label, choice) in enumerate(faces):
            x, name = number * 156, f"{family.slug}-weight-{number}"
            yield self._sample(name, _WORD, (x, 396, 152, 72), 46, choice)
            yield self._text(f"{name}-label", label, (x, 474, 152, 40), 26, color="muted")

    def _kashida(self, family: FontFamily, face: FontChoice, width: float) -> Iterator[dict[str, Any]]:
        label = font_labels().kashida[family.kashida][self.language]
        wide = 240
        x = width - wide
        name = f"{family.slug}-kashida"
        if family.kashida != "none":
            style: dict[str, Any] = {"fit_width": True, "kashida_longest": 4}
            yield self._sample(name, _STRETCHED, (x, 396, wide, 72), 46, face, **style)
        yield self._text(f"{name}-label", label, (x, 474, wide, 40), 26, color="muted", far=True)

    def _abilities(self, family: FontFamily) -> str:
        labels = font_labels().capabilities
        found = [labels[name][self.language] for name in CAPABILITIES if name in family.capabilities]
        axis = next((axis for axis in family.axes if axis.tag == "wght"), None)
        if axis is not None:
            found.append(_VARIABLE[self.language].format(low=f"{axis.minimum:g}", high=f"{axis.maximum:g}"))
        return self._list(found)

    def _list(self, words: Sequence[str]) -> str:
        return ("، " if self.language == "ar" else ", ").join(words)

    def _text(
        self,
        name: str,
        text: str,
        box: tuple[float, float, float, float],
        size: float,
        *,
        family: str = "text",
        color: str = "ink",
        strong: bool = False,
        far: bool = False,
        lines: int = 1,
    ) -> dict[str, Any]:
        """A label in the look's own faces."""
        style = {"family": "strong" if strong else family, "color": color, "max_lines": lines}
        return self._layer(name, text, box, size, style, far=far)

    def _sample(
        self,
        name: str,
        text: str,
        box: tuple[float, float, float, float],
        size: float,
        face: FontChoice,
        *,
        far: bool = False,
        **style: Any,
    ) -> dict[str, Any]:
        """A line of a family, in the middle of its box; `language` is that of the text."""
        # The line is as high as the letters of most: those that rise above it may, there is room.
        own = {"family": face.family, "weight": face.weight, "axes": face.axes, "max_lines": 1, **style}
        own["line_height"] = 1.0
        own |= {"language": "en" if text.isascii() else "ar", "digits": "typed"}
        inner = self._layer(name, text, (0, 0, box[2], box[3]), size, own, far=far)
        inner["place"] = {"anchor": "start", "width": box[2]}
        return _group(f"{name}-box", *box, [inner])

    def _layer(
        self,
        name: str,
        text: str,
        box: tuple[float, float, float, float],
        size: float,
        style: dict[str, Any],
        *,
        far: bool,
    ) -> dict[str, Any]:
        """far: at the edge where reading ends."""
        reading = "rtl" if any("\u0600" <= char <= "\u06ff" for char in text) else "ltr"
        near = (reading == "rtl") == (self.language == "ar")
        px = size * _REFERENCE / _WIDTH
        own = {"size": px, "min_size": px / 3, **style}
        own |= {"align": "start" if near != far else "end", "direction": reading}
        return {"type": "text", "id": name, "text": text, "style": own, "place": _place(*box)}

    def _rule(self, width: float, color: str) -> dict[str, Any]:
        return {"type": "shape", "id": "rule", "fill": color, "place": _place(0, 0, width, 3)}
