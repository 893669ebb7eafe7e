"""Write the workloads of `studio bench` as projects: resources/bench/w1, w2 and w4, from spec.json there.

The specification gives baselines and em sizes in pixels; a document places boxes, and multiplies sizes by the
family's optical factor.  Both are worked out here, with the program's own layout.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from studio.base.paths import data_dir
from studio.formats.project_file import project_bytes
from studio.model.composition import Composition
from studio.model.project import Project
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.kinds import KINDS
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources
from studio.text.paragraph import layout_paragraph

Data = dict[str, Any]

FAMILIES = {
    "kufi_bold": ("Noto Kufi Arabic", 700),
    "kufi": ("Noto Kufi Arabic", 400),
    "naskh": ("Noto Naskh Arabic", 400),
}
WHITE = "#FFFFFF"
_LINE_HEIGHT = 1.6  # more than the ink of one line needs in each of these families


class Typesetter:
    """Styles with exact em sizes, and boxes that put baselines where they are wanted."""

    def __init__(self, width: int, height: int) -> None:
        document = {"size": {"width": width, "height": height}, "duration": 1}
        resources = open_resources(ResourceList())
        self._context = Context(Composition.model_validate(document), resources, KINDS)

    def style(self, font: str, em: float, color: str, align: str, **more: Any) -> Data:
        family, weight = FAMILIES[font]
        size = em / self._context.font_metrics(family).k
        exact = {"family": family, "weight": weight, "size": size, "min_size": size}
        style = {**exact, "color": color, "align": align, **more}
        if "line_height" not in more:
            # Boxes stand on whole pixels, and half of what is added to a line goes above it.
            style["line_height"] = _LINE_HEIGHT
            baseline = self.baseline("٠", style)
            style["line_height"] = _LINE_HEIGHT + 2 * (math.ceil(baseline) - baseline) / em
        return style

    def baseline(self, text: str, style: Data) -> float:
        """From the top of the text's box to its first baseline."""
        spec, _ = self._context.text_spec(text, TextStyle.model_validate(style))
        return layout_paragraph(spec, self._context.resources.fonts).lines[0].baseline

    def ink_top(self, text: str, style: Data) -> float:
        """From the first baseline up to the highest ink."""
        spec, _ = self._context.text_spec(text, TextStyle.model_validate(style))
        layout = layout_paragraph(replace(spec, max_width=None), self._context.resources.fonts)
        return layout.lines[0].baseline - layout.ink.y

    def line(self, name: str, text: str, style: Data, left: float, width: float, baseline: float) -> Data:
        """A text layer of one line in a box of that width, its baseline at that y."""
        top = round(baseline - self.baseline(text, style))
        place = at(left, top, width, None)
        return {"type": "text", "id": name, "text": text, "style": style, "place": place}


def at(x: float, y: float, width: float, height: float | None) -> Data:
    """A place by its left and top on the canvas; offsets run along the reading direction, here leftwards."""
    place: Data = {"area": "canvas", "anchor": "top-end", "offset": (-x, y), "width": width}
    return place if height is None else {**place, "height": height}


def keys(*frames: tuple[float | str, Any], easing: str = "linear") -> Data:
    return {"keyframes": [{"time": time, "value": value, "easing": easing} for time, value in frames]}


def swing(low: Any, high: Any, first_low: float, half: float, until: float) -> Data:
    """A sine from `low` to `high` and back in 2 x `half` seconds: eased in and out by a sine, it is exact."""
    frames: list[tuple[float, Any]] = []
    time = first_low
    while time < until + half:
        frames.append((time, high if len(frames) % 2 else low))
        time += half
    return keys(*frames, easing="ease-in-out-sine")


def rows_gradient(top: str, bottom: str) -> Data:
    return {"angle": 90, "stops": [{"at": 0, "color": top}, {"at": 1, "color": bottom}]}


def w1(spec: Data) -> Data:
    width, height, seconds = spec["w"], spec["h"], spec["frames"] / spec["fps"]
    setter = Typesetter(width, height)
    first, second = spec["baselines"]
    style = setter.style(
        "kufi_bold", spec["px"], spec["ink"], "center", line_height=(second - first) / spec["px"]
    )
    words = " ".join(spec["lines"]).split()
    spoken = [
        {
            "text": word,
            "start": f"{index * spec['frames']}/{len(words) * spec['fps']}",
            "end": f"{(index + 1) * spec['frames']}/{len(words) * spec['fps']}",
        }
        for index, word in enumerate(words)
    ]
    caption: Data = {
        "type": "caption",
        "id": "caption",
        "place": at(0, 0, width, 400),
        "style": {
            "text": style,
            "highlight": "color",
            "highlight_color": spec["hot"],
            "highlight_change": 0,
            "box": "none",
            "box_padding": (0, 0),
            "fade": 0,
        },
        "cues": [{"start": 0, "end": seconds, "text": "\n".join(spec["lines"]), "words": spoken}],
    }
    top, bottom, alpha = spec["grad"]
    logo_x, logo_y, logo_size = spec["logo"]
    bar_x, bar_y, bar_width, bar_height, radius = spec["bar"]
    layers: list[Data] = [
        {
            "type": "image",
            "id": "photo",
            "media": "photo",
            "focus": (0.5, 0.5),
            "zoom": keys((0, 1), (seconds, 1 + spec["zoom"])),
            "place": {"area": "canvas"},
        },
        {
            "type": "shape",
            "id": "shade",
            "fill": rows_gradient("#00000000", f"#000000{alpha:02X}"),
            "place": at(0, top, width, bottom - top),
        },
        caption,
        {
            "type": "image",
            "id": "logo",
            "media": "logo",
            "place": at(logo_x, logo_y, logo_size, logo_size),
            "opacity": swing(0.2, 1.0, -0.5, 1.0, seconds),
        },
        {
            "type": "shape",
            "id": "bar",
            "radius": radius,
            "fill": spec["bar_ink"],
            "toward": "against",
            "drawn": keys((0, 0), (seconds, 1)),
            "place": at(bar_x, bar_y, bar_width, bar_height),
        },
    ]
    # A caption hangs by its ink, as high as that of any words, so its place is found by looking.
    found = first - caption_baseline(caption, width, height)
    caption["place"] = at(0, round(found), width, 400)
    return film(spec, "none", layers, {"photo": "photo.jpg", "logo": "logo.png"})


def caption_baseline(caption: Data, width: int, height: int) -> float:
    """Where the first baseline of the caption's first cue is now."""
    document = {"size": {"width": width, "height": height}, "duration": 1, "layers": [caption]}
    scene = Scene(Composition.model_validate(document), open_resources(ResourceList()))
    cue = scene.evaluate(scene.composition.duration / 2)[0].state.cue
    return float(cue.text.y + cue.text.layout.lines[0].baseline)


def w2(spec: Data) -> Data:
    seconds = spec["frames"] / spec["fps"]
    setter = Typesetter(spec["w"], spec["h"])
    layers: list[Data] = [_swinging(name, spec[name], seconds) for name in ("shape_a", "shape_b")]
    layers.append(_headline(setter, spec))
    layers += _columns(setter, spec["bars"])
    return film(spec, rows_gradient(*spec["bg"]), layers, {})


def _swinging(name: str, shape: Data, seconds: float) -> Data:
    """A shape that swings down and up in a group that swings to and fro."""
    left, top = shape["cx"] - shape["w"] / 2, shape["cy"] - shape["h"] / 2
    inner = {
        "type": "shape",
        "id": name,
        "radius": shape["r"],
        "fill": shape["ink"],
        "opacity": shape["alpha"],
        "place": {"area": "parent", "width": shape["w"], "height": shape["h"]},
        "transform": {"offset": swing((0, shape["ay"]), (0, -shape["ay"]), 0, 2.5, seconds)},
    }
    return {
        "type": "group",
        "id": f"{name}-across",
        "place": at(left, top, shape["w"], shape["h"]),
        # Offsets run along the reading direction: the left is positive.
        "transform": {"offset": swing((shape["ax"], 0), (-shape["ax"], 0), -2.5, 5.0, seconds)},
        "layers": [inner],
    }


def _headline(setter: Typesetter, spec: Data) -> Data:
    style = setter.style("kufi_bold", spec["px"], WHITE, "start")
    words = []
    for index, word in enumerate(spec["words"]):
        start = round(spec["word_t0"] + spec["word_dt"] * index, 6)
        end = round(start + spec["word_dur"], 6)
        words.append(
            {
                "type": "text",
                "id": f"word-{index + 1}",
                "text": word,
                "style": style,
                "opacity": keys((start, 0), (end, 1), easing="ease-out-cubic"),
                "transform": {
                    "offset": keys((start, (0, spec["word_dy"])), (end, (0, 0)), easing="ease-out-cubic")
                },
            }
        )
    top = round(spec["baseline"] - setter.baseline(spec["words"][0], style))
    half = min(spec["cx"], spec["w"] - spec["cx"])
    return {
        "type": "group",
        "id": "headline",
        "place": at(spec["cx"] - half, top, 2 * half, 200),
        "layout": {"kind": "stack", "axis": "inline", "gap": spec["gap"], "justify": "center"},
        "layers": words,
    }


def _columns(setter: Typesetter, bars: Data) -> list[Data]:
    layers: list[Data] = []
    number_style = setter.style("kufi_bold", bars["num_px"], WHITE, "center")
    label_style = setter.style("kufi", bars["lab_px"], WHITE, "center")
    for index, (value, label) in enumerate(zip(bars["values"], bars["labels"], strict=True)):
        x = bars["x0"] + bars["step"] * (len(bars["values"]) - 1 - index)
        high = bars["max"] * value / bars["vmax"]
        start = bars["t0"] + bars["dt"] * index
        grown = round(start + bars["dur"], 6)
        middle = x + bars["w"] / 2
        foot = bars["base"] + bars["num_dy"]
        layers += [
            {
                "type": "shape",
                "id": f"bar-{index + 1}",
                "radius": bars["r"],
                "fill": bars["ink"],
                "toward": "up",
                "drawn": keys((start, 0), (grown, 1), easing="ease-out-cubic"),
                "place": at(x, bars["base"] - high, bars["w"], high),
            },
            {
                "type": "chart",
                "id": f"number-{index + 1}",
                "start": start,
                "chart": {
                    "kind": "counter",
                    "end": value,
                    "style": number_style,
                    "duration": bars["dur"],
                    "easing": "ease-out-cubic",
                },
                "place": at(
                    middle - bars["step"] / 2,
                    round(foot - setter.baseline("٠", number_style)),
                    bars["step"],
                    None,
                ),
                "transform": {
                    "offset": keys((0, (0, 0)), (bars["dur"], (0, -high)), easing="ease-out-cubic")
                },
            },
            setter.line(
                f"month-{index + 1}",
                label,
                label_style,
                middle - bars["step"] / 2,
                bars["step"],
                bars["lab_y"],
            ),
        ]
    return layers


def w4(spec: Data) -> Data:
    """One card; the rows of data.csv change its texts and shares (studio.services.bench.cards)."""
    setter = Typesetter(spec["w"], spec["h"])
    ink, accent, mute = spec["ink"], spec["accent"], spec["mute"]
    margin = spec["w"] - spec["title"]["right"]
    inner = spec["w"] - 2 * margin
    title, number, unit = spec["title"], spec["number"], spec["unit"]
    donut, bars, footer = spec["donut"], spec["bars"], spec["footer"]
    logo_x, logo_y, logo_size = spec["logo"]

    def line(name: str, font: str, em: float, color: str, align: str, text: str, box: Any, y: float) -> Data:
        return setter.line(name, text, setter.style(font, em, color, align), box[0], box[1], y)

    across = (number["cx"] - inner / 2, inner)
    ring = at(donut["cx"] - donut["r"], donut["cy"] - donut["r"], 2 * donut["r"], 2 * donut["r"])
    arc = {"type": "shape", "shape": "arc", "hole": 1 - donut["th"] / donut["r"], "place": ring}
    # The percentage stands in the middle of the hole: half of its digits' height below it.
    percent_style = setter.style("kufi_bold", donut["px"], ink, "center")
    percent_y = donut["cy"] + setter.ink_top("٩", percent_style) / 2
    layers = [
        {
            "type": "image",
            "id": "logo",
            "media": "logo",
            "place": at(logo_x, logo_y, logo_size, logo_size),
        },
        line("title", "kufi_bold", title["px"], ink, "start", "عنوان", (margin, inner), title["y"]),
        line("number", "kufi_bold", number["px"], accent, "center", "٠", across, number["y"]),
        line("unit", "kufi_bold", unit["px"], ink, "center", "وحدة", across, unit["y"]),
        {**arc, "id": "ring", "fill": mute},
        {**arc, "id": "donut", "fill": accent, "drawn": 0.5},
        setter.line("percent", "٪", percent_style, donut["cx"] - donut["r"], 2 * donut["r"], percent_y),
        *(
            {
                "type": "shape",
                "id": f"bar-{index + 1}",
                "radius": bars["r"],
                "fill": accent,
                "toward": "up",
                "drawn": 0.5,
                "place": at(
                    bars["x0"] + bars["step"] * index, bars["base"] - bars["max"], bars["w"], bars["max"]
                ),
            }
            for index in range(5)
        ),
        {"type": "shape", "id": "rule", "fill": mute, "place": at(margin, footer["line_y"] - 1, inner, 2)},
        line("footer", "naskh", footer["px"], ink, "center", "تذييل", (margin, inner), footer["y"]),
    ]
    size = {"width": spec["w"], "height": spec["h"]}
    return project("w4", size, 1, rows_gradient(*spec["bg"]), layers, {"logo": "logo.png"})


def film(spec: Data, ground: Any, layers: list[Data], media: dict[str, str]) -> Data:
    size = {"width": spec["w"], "height": spec["h"]}
    return project("film", size, spec["frames"] / spec["fps"], ground, layers, media)


def project(name: str, size: Data, seconds: float, ground: Any, layers: list[Data], media: Data) -> Data:
    composition = {
        "id": name,
        "size": size,
        "duration": seconds,
        "language": "ar",
        "background": ground,
        "layers": layers,
    }
    files = [{"id": name, "path": f"media/{file}"} for name, file in media.items()]
    return {"schema": "hiwar-project", "compositions": [composition], "media": files}


WORKLOADS = {"w1": w1, "w2": w2, "w4": w4}


def project_files(folder: Path) -> dict[Path, bytes]:
    """The content of each workload's project file."""
    spec = json.loads((folder / "spec.json").read_text("utf-8"))
    return {
        folder / name / "project.json": project_bytes(Project.model_validate(build(spec[name])))
        for name, build in WORKLOADS.items()
    }


def main() -> int:
    for path, content in project_files(data_dir("resources") / "bench").items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
