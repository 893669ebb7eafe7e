from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.formats.document_file import parse_json
from studio.formats.project_file import parse_project, project_bytes
from studio.model.project import Project

times = st.fractions(min_value=0, max_value=600, max_denominator=1001)
numbers = st.floats(-1e5, 1e5, allow_nan=False)
colors = st.sampled_from(["accent", "ink@60", "#102030", "#10203040", "none", "accent-2@5"])
texts = st.text(st.characters(codec="utf-8"), max_size=40)
names = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,9}", fullmatch=True)


def _time(time: Fraction) -> str:
    return f"{time.numerator}/{time.denominator}"


@st.composite
def _animated(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Any:
    if draw(st.booleans()):
        return draw(values)
    moments = sorted(draw(st.sets(times, min_size=1, max_size=3)))
    easing = st.sampled_from(["linear", "hold", "cubic-bezier(0.1,0.2,0.3,1)", "steps(3, end)"])
    return {"keyframes": [{"time": _time(t), "value": draw(values), "easing": draw(easing)} for t in moments]}


@st.composite
def _leaf(draw: st.DrawFn) -> dict[str, Any]:
    layer: dict[str, Any] = {
        "start": _time(draw(times)),
        "opacity": draw(_animated(numbers)),
        "transform": {"offset": draw(_animated(st.tuples(numbers, numbers)))},
        "hidden": draw(st.booleans()),
    }
    match draw(st.sampled_from(["text", "shape", "pattern", "chart"])):
        case "text":
            style = {"role": draw(st.sampled_from(["hero", "body"])), "color": draw(colors)}
            return {"type": "text", "text": draw(texts), "style": style, **layer}
        case "shape":
            return {"type": "shape", "shape": "star", "fill": draw(_animated(colors)), **layer}
        case "pattern":
            return {"type": "pattern", "pattern": "girih", "color": draw(colors), **layer}
        case _:
            return {"type": "chart", "chart": {"kind": "counter", "end": draw(numbers)}, **layer}


def _named(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**layer, "id": f"layer-{index}"} for index, layer in enumerate(layers)]


def _holder(children: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    layers = st.lists(children, max_size=3).map(_named)
    group = layers.map(lambda inner: {"type": "group", "layout": {"kind": "stack"}, "layers": inner})
    clip = st.tuples(times.filter(bool), layers).map(
        lambda parts: {"kind": "clip", "id": "c", "duration": _time(parts[0]), "source": {"layers": parts[1]}}
    )
    return group | clip.map(lambda item: {"type": "track", "items": [item, {"kind": "gap", "duration": 1}]})


_layers = st.lists(st.recursive(_leaf(), _holder, max_leaves=6), max_size=4).map(_named)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    composition = {
        "size": {"width": 2 * draw(st.integers(8, 4096)), "height": 1080},
        "rate": {"numerator": 30000, "denominator": draw(st.sampled_from([1000, 1001]))},
        "duration": _time(draw(times.filter(bool))),
        "language": draw(st.sampled_from(["ar", "en", "fa-AF"])),
        "look": {"palette": {"accent-2": draw(st.sampled_from(["#C2B7F9", "#000000"]))}},
        "background": draw(st.none() | colors),
        "layers": draw(_layers),
    }
    files = enumerate(draw(st.lists(names, max_size=3)))
    media = [{"id": f"m{index}", "path": f"media/f{name}x"} for index, name in files]
    return Project.model_validate(
        {
            "schema": "hiwar-project",
            "name": draw(texts),
            "compositions": [composition],
            "media": media,
            "source": {"template": "t", "values": draw(st.dictionaries(names, texts, max_size=2))},
        }
    )


@given(projects())
def test_a_project_written_and_read_is_the_same_project(project: Project) -> None:
    assert parse_project(parse_json(project_bytes(project))) == project


@given(projects())
def test_writing_twice_gives_the_same_bytes(project: Project) -> None:
    content = project_bytes(project)
    assert project_bytes(parse_project(parse_json(content))) == content
