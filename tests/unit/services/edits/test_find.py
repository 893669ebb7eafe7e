"""Finding and replacing in a whole project keeps what belongs to the words: styles, times, the form."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import StudioError
from studio.model.layers import CaptionLayer, ChartLayer, TextLayer
from studio.model.project import Project
from studio.model.spans import Span
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.edits.find import find_in, places_of, replace_in
from studio.services.edits.paths import node_at
from studio.services.edits.span_moves import moved_spans
from studio.services.edits.template_values import with_template_values
from studio.text.matching import letters_between
from studio.text.search import find_spans, replaced


def project(**text: Any) -> Project:
    layers: list[dict[str, Any]] = [
        {"type": "text", "id": "title", "name": "عنوان الحوار", "text": "الحِوار جسر والحوار حياة", **text},
        {
            "type": "caption",
            "id": "captions",
            "cues": [
                {"start": 0, "end": 1, "text": "أهلًا بالحوار"},
                {
                    "start": 1,
                    "end": 3,
                    "words": [
                        {"text": "هذا", "start": 1, "end": 1.5},
                        {"text": "الحوار", "start": 1.5, "end": 2},
                        {"text": "لنا", "start": 2, "end": 3},
                    ],
                },
            ],
        },
        {"type": "chart", "id": "chart", "chart": {"kind": "bars", "bars": [{"label": "حوار", "value": 3}]}},
    ]
    return Project.model_validate(
        {
            "name": "فيلم الحوار",
            "compositions": [
                {"id": "main", "size": {"width": 144, "height": 256}, "duration": 4, "layers": layers}
            ],
        }
    )


def title(project: Project) -> TextLayer:
    layer = node_at(project.compositions[0], ("title",))
    assert isinstance(layer, TextLayer)
    return layer


def test_every_kind_of_text_is_found() -> None:
    hits = find_in(project(), "حوار")
    assert [hit.place.kind for hit in hits] == [
        *("text", "text", "name", "cue", "cue", "label", "film"),
    ]
    assert hits[0].words == "حِوار"


def test_all_are_replaced_at_once() -> None:
    made = replace_in(project(), find_in(project(), "حوار"), "نقاش")
    assert [place.text for place in places_of(made)] == [
        *("النقاش جسر والنقاش حياة", "عنوان النقاش", "أهلًا بالنقاش", "هذا النقاش لنا", "نقاش"),
        "فيلم النقاش",
    ]
    assert not find_in(made, "حوار")
    captions = node_at(made.compositions[0], ("captions",))
    assert isinstance(captions, CaptionLayer)
    assert [(word.text, word.start) for word in captions.cues[1].words] == [
        ("هذا", 1),
        ("النقاش", Fraction(3, 2)),
        ("لنا", 2),
    ]


def test_words_that_are_replaced_together_keep_their_time_together() -> None:
    first = project()
    captions = node_at(
        replace_in(first, find_in(first, "الحوار لنا"), "بيتنا").compositions[0], ("captions",)
    )
    assert isinstance(captions, CaptionLayer)
    assert [(word.text, word.start, word.end) for word in captions.cues[1].words] == [
        ("هذا", 1, Fraction(3, 2)),
        ("بيتنا", Fraction(3, 2), 3),
    ]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"find": "حوار"}, {"find": "نقاش كبير"}),
        ({"find": "حياة"}, {"find": "حياة"}),
        ({"start": 0, "end": 2}, {"start": 0, "end": 2}),
        ({"start": 2, "end": 6}, {"start": 2, "end": 11}),
        ({"start": 7, "end": 10}, {"start": 12, "end": 15}),
        ({"start": 7}, {"start": 12}),
        ({"find": "جسر والحوار"}, {"find": "جسر والنقاش كبير"}),
    ],
)
def test_styled_parts_stay_with_their_words(span: dict[str, Any], expected: dict[str, Any]) -> None:
    first = project(spans=[{**span, "color": "accent"}])
    made = replace_in(first, find_in(first, "حوار")[:2], "نقاش كبير")
    assert title(made).spans == (Span.model_validate({**expected, "color": "accent"}),)


def test_a_part_that_was_one_of_several_is_told_by_its_letters() -> None:
    first = project(spans=[{"find": "حوار", "color": "accent"}])
    made = replace_in(first, find_in(first, "حوار")[:1], "نقاش")
    assert [(one.start, one.end, one.find) for one in title(made).spans] == [
        (2, 6, None),
        (14, 18, None),
    ]


@given(
    st.text("حوار نقشb", max_size=24), st.text("حوارb", min_size=1, max_size=3), st.text("قشb", max_size=4)
)
def test_a_styled_range_covers_the_same_words_after_replacing(text: str, wanted: str, by: str) -> None:
    places = find_spans(text, wanted)
    if not places or not text:
        return
    start, end = places[0]
    outside = Span(start=end, color="accent") if end < len(text) else None
    spans = [Span(start=start, end=end, color="accent"), *([outside] if outside else [])]
    made = replaced(text, places, by)
    moved = moved_spans(spans, text, places, by)
    if by:
        first = letters_between(made, moved[0].start or 0, moved[0].end)
        assert made[slice(*first)] == by
    if outside and made[start + len(by) :]:
        last = letters_between(made, moved[-1].start or 0, moved[-1].end)
        assert made[slice(*last)] == made[start + len(by) :]


def test_the_form_of_the_template_follows_its_layers() -> None:
    template = bundled().template("pull-quote")
    values = {one.id: one.sample for one in template.parameters if one.sample is not None}
    made = Project.model_validate(
        {
            "compositions": [instantiate(template, values, language="ar")],
            "source": {"template": "pull-quote", "values": values},
        }
    )
    place = next(one for one in places_of(made) if one.kind == "text" and len(one.text.split()) > 3)
    word = place.text.split()[1]
    after = replace_in(made, find_in(made, word), "كلمات")
    assert after.source is not None
    assert "كلمات" in str(after.source.values)
    assert not find_in(after, word)
    # Making the film anew from its form changes nothing.
    again = with_template_values(after, after.source.values)
    assert again.compositions == after.compositions


def test_what_a_field_cannot_hold_is_refused() -> None:
    first = project()
    with pytest.raises(StudioError):
        replace_in(first, find_in(first, "حوار"), "ح" * 300)
    chart = node_at(first.compositions[0], ("chart",))
    assert isinstance(chart, ChartLayer)
