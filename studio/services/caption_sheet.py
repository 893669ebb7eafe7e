"""All caption styles on one picture, over light, dark and busy pictures, and one after another in a film.

Both are compositions like any other, painted by the same engine: what is seen here is what films get.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from studio.base.cancellation import Cancellation
from studio.model.captions import CaptionPreset, CaptionStyle
from studio.model.composition import Composition
from studio.model.document import write_time
from studio.model.export import ExportProfile
from studio.presets.catalog import bundled
from studio.render.rasterizer import Pixels
from studio.services.backdrops import BACKDROPS, backdrop
from studio.services.export import ExportRequest, ExportResult, export
from studio.services.output_place import check_picture_size, check_place
from studio.services.progress import Report, ignore
from studio.services.resources import ResourceList
from studio.services.stills import Painter, check_picture_name, save_still

BRAND = "hiwar-dark"
PHONE = 390
"""px of a tile's width: as wide as a phone shows it."""
_WIDTH, _HEIGHT = 1080, 1920
_BAND = (866, 1296)
"""What of the canvas a tile shows, from top to bottom; of captions in the middle, as much around it."""
_MIDDLE = (544, 974)
_LABEL, _GAP, _MARGIN, _HEAD = 360, 12, 48, 150
_TOLD = {
    "ar": ("الكلمة الطيّبة صَدقة، والحوار يبدأ بالاستماع", "سلمى"),
    "en": ("A kind word is charity, and dialogue begins with listening", "Salma"),
}
_SHORT = {"ar": "الكلمة الطيّبة صَدقة، والحوار استماع", "en": "A kind word is charity; to talk is to listen"}
_TITLE = {"ar": "أنماط التسميات التوضيحية", "en": "Caption styles"}
_NOTE = {
    "ar": "{count} نمطا فوق صورة فاتحة وداكنة ومزدحمة، بالعربية والإنجليزية وبهما معا",
    "en": "{count} styles over a light, a dark and a busy picture, in Arabic, in English and in both",
}
_SECONDS = Fraction(4)
_MOMENT = Fraction(5, 2)
_CLIP = Fraction(13, 5)
PROFILE = ExportProfile(id="sheet", name={"ar": "عرض", "en": "Sheet"}, short_side=540)


def _sorted() -> list[CaptionPreset]:
    """By mood, as a gallery shows them, each by name."""
    moods = ("quiet", "lively", "news", "headline", "two-languages")
    return sorted(bundled().captions().values(), key=lambda one: (moods.index(one.mood), one.id))


@contextmanager
def _backdrops() -> Iterator[ResourceList]:
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name in BACKDROPS:
            files[name] = Path(folder) / f"{name}.png"
            save_still(files[name], backdrop(name, _WIDTH // 2, _HEIGHT // 2), opaque=True)
        yield ResourceList(files)


def caption_picture(
    output: Path, language: str = "ar", styles: Sequence[CaptionPreset] | None = None
) -> None:
    """A row for each style: its names, tiles in Arabic, English and both, over each kind of picture.

    language: of titles and order, `ar` or `en`.  styles: None: all that come with the program.
    Raises InputError, OutputError.
    """
    check_place(output, "picture")
    check_picture_name(output)
    presets = _sorted() if styles is None else list(styles)
    tiles = [(name, languages) for languages in ("ar", "en", "both") for name in BACKDROPS]
    scale = PHONE / _WIDTH
    high = 2 * round((_BAND[1] - _BAND[0]) * scale / 2)
    width = 2 * _MARGIN + _LABEL + len(tiles) * (PHONE + _GAP)
    height = _HEAD + len(presets) * (high + _GAP) + _MARGIN
    check_picture_size(width, height)
    sheet = np.empty((height, width, 4), np.uint8)
    sheet[:] = _painted(_words(16, 16, []), ResourceList(), 1.0)[0, 0]
    rtl = language == "ar"

    def put(x: int, y: int, picture: Pixels) -> None:
        left = width - x - picture.shape[1] if rtl else x
        sheet[y : y + picture.shape[0], left : left + picture.shape[1]] = picture

    put(0, 0, _painted(_head(language, width, len(presets)), ResourceList(), 1.0))
    with _backdrops() as resources:
        for row, preset in enumerate(presets):
            y = _HEAD + row * (high + _GAP)
            put(_MARGIN, y, _painted(_label(preset, language, high), ResourceList(), 1.0))
            for column, (name, languages) in enumerate(tiles):
                picture = _painted(tile(preset.style, name, languages), resources, scale)
                top = round((_MIDDLE if preset.style.position == "middle" else _BAND)[0] * scale)
                put(_MARGIN + _LABEL + column * (PHONE + _GAP), y, picture[top : top + high])
    save_still(output, sheet, opaque=True)


def tile(style: CaptionStyle, backdrop_name: str, languages: str) -> Composition:
    """A phone's film with a caption in a style; languages: `ar`, `en` or `both`."""
    language = "en" if languages == "en" else "ar"
    text, speaker = _TOLD[language]
    layer: dict[str, Any] = {
        "type": "caption",
        "id": "caption",
        "cues": [_cue(_SHORT[language] if languages == "both" else text, speaker)],
        "style": style,
    }
    if languages == "both":
        layer["second"] = {"cues": [_cue(_SHORT["en"], "")]}
    return _words(_WIDTH, _HEIGHT, [_image(backdrop_name), layer], language)


def _cue(text: str, speaker: str) -> dict[str, Any]:
    return {"start": 0, "end": write_time(_SECONDS), "text": text, "speaker": speaker}


def _image(name: str) -> dict[str, Any]:
    return {"type": "image", "id": "picture", "media": name, "place": {"area": "canvas"}}


def _painted(composition: Composition, resources: ResourceList, scale: float) -> Pixels:
    return Painter(composition, resources, scale).paint(_MOMENT).copy()


def _words(
    width: int, height: int, layers: Sequence[Any], language: str = "ar", duration: Fraction = _SECONDS
) -> Composition:
    return Composition.model_validate(
        {
            "size": {"width": width, "height": height},
            "duration": write_time(duration),
            "language": language,
            "look": bundled().brand(BRAND).look,
            "layers": list(layers),
        }
    )


def _text(
    name: str,
    text: str,
    box: tuple[float, float, float, float],
    size: float,
    canvas: tuple[int, int],
    **style: Any,
) -> dict[str, Any]:
    """box: from the edge where reading begins; sizes in px of the canvas."""
    px = size * 1080 / min(canvas)
    x, y, width, height = box
    return {
        "type": "text",
        "id": name,
        "text": text,
        "style": {"size": px, "min_size": px / 2, "max_lines": 1, **style},
        "place": {"anchor": "top-start", "offset": (x, y), "width": width, "height": height},
    }


def _head(language: str, width: int, count: int) -> Composition:
    canvas = (width, _HEAD)
    wide = width - 2 * _MARGIN
    note = _NOTE[language].format(count=count)
    layers = [
        _text("title", _TITLE[language], (_MARGIN, 24, wide, 76), 48, canvas, family="display"),
        _text("note", note, (_MARGIN, 92, wide, 40), 22, canvas, color="muted"),
    ]
    return _words(width, _HEAD, layers, language)


def _label(preset: CaptionPreset, language: str, height: int) -> Composition:
    canvas = (_LABEL, height)
    first, second = ("ar", "en") if language == "ar" else ("en", "ar")
    wide = _LABEL - 24
    layers = [
        _text("first", preset.name[first], (0, 12, wide, 44), 26, canvas, family="strong"),
        _text(
            "second", preset.name[second], (0, 56, wide, 34), 18, canvas, color="muted", language=second,
            align="end",
        ),
        _text(
            "id", preset.id, (0, 92, wide, 30), 16, canvas, color="accent", language="en", direction="ltr",
            align="end" if language == "ar" else "start",
        ),
    ]  # fmt: skip
    return _words(_LABEL, height, layers, language)


def caption_film(
    output: Path,
    language: str = "ar",
    report: Report = ignore,
    cancellation: Cancellation | None = None,
    styles: Sequence[CaptionPreset] | None = None,
) -> ExportResult:
    """Each style in turn with its name: in Arabic, then in English, over one kind of picture after another.

    Raises InputError, EncodeError, OutputError.
    """
    presets = _sorted() if styles is None else list(styles)
    with _backdrops() as resources:
        request = ExportRequest(film(presets, language), resources, PROFILE, output)
        return export(request, report, cancellation)


def film(presets: Sequence[CaptionPreset], language: str = "ar") -> Composition:
    """The film as a composition of 1080x1920."""
    items = [_clip(number, preset, language) for number, preset in enumerate(presets)]
    track = {"type": "track", "id": "styles", "items": items}
    return _words(_WIDTH, _HEIGHT, [track], language, 2 * _CLIP * len(presets))


def _clip(number: int, preset: CaptionPreset, language: str) -> dict[str, Any]:
    layers: list[Any] = [_image(BACKDROPS[number % len(BACKDROPS)])]
    for turn, spoken in enumerate(("ar", "en")):
        text = preset.style.text
        said = text.model_fields_set
        style = preset.style.model_copy(update={"text": text.model_copy(update={"language": spoken})})
        style.text.model_fields_set.update(said)
        words, speaker = _TOLD[spoken]
        both = preset.two_languages
        cue = {
            "start": write_time(Fraction(1, 10)), "end": write_time(_CLIP - Fraction(1, 10)),
            "text": _SHORT[spoken] if both else words, "speaker": speaker,
        }  # fmt: skip
        layer: dict[str, Any] = {
            "type": "caption", "id": spoken, "cues": [cue], "style": style,
            "start": write_time(turn * _CLIP), "end": write_time((turn + 1) * _CLIP),
        }  # fmt: skip
        if both:
            other = "en" if spoken == "ar" else "ar"
            layer["second"] = {"cues": [{**cue, "text": _SHORT[other]}], "language": other}
        layers.append(layer)
    names = preset.name
    label = {
        "type": "caption", "id": "name", "cues": [{"start": 0, "end": write_time(2 * _CLIP),
                                                   "text": names[language]}],
        "style": {"highlight": "none", "position": "top", "fade": 0, "text": {"color": "accent"}},
    }  # fmt: skip
    layers.append(label)
    return {
        "kind": "clip",
        "id": preset.id,
        "duration": write_time(2 * _CLIP),
        "source": {"layers": layers},
    }
