"""What the check finds on frames: contrast with the real picture, and where captions stand."""

from fractions import Fraction
from typing import Any

import pytest

from studio.base.cancellation import Cancellation, Cancelled
from studio.model.composition import Composition
from studio.model.project import Project
from studio.services.captions.check_picture import picture_findings
from studio.services.captions.cue_edits import split
from studio.services.captions.layer_edits import caption_layers, cues_of, with_cues
from studio.services.preflight.captions import caption_findings
from studio.services.resources import ResourceList

TEXT = "الحوار الصادق يبدأ من الإنصات إلى الآخر"
CAPTIONS = ("captions",)
WHITE = {"box": None, "highlight": "none", "text": {"color": "#FFFFFF"}}


def film(style: dict[str, Any] | None = None, background: str = "#FFFFFF", **layer: Any) -> Composition:
    cues = [{"start": at, "end": at + 4, "text": TEXT} for at in (0, 4)]
    captions = {"type": "caption", "id": "captions", "cues": cues, "style": style or {}, **layer}
    data = {
        "id": "main", "size": {"width": 1080, "height": 1920}, "duration": 8, "background": background,
        "language": "ar", "layers": [captions],
    }  # fmt: skip
    return Composition.model_validate(data)


def found(composition: Composition) -> set[str]:
    return {one.fault.value for one in picture_findings(composition, ResourceList(), CAPTIONS)}


def foot(offset: float) -> dict[str, Any]:
    return {"area": "canvas", "anchor": "bottom", "width": "100%", "offset": [0, offset]}


def test_the_usual_captions_stand_well_on_any_ground() -> None:
    assert not found(film())
    assert not found(film(background="#000000"))


def test_white_words_on_white_are_found_and_on_black_are_not() -> None:
    assert found(film(WHITE)) == {"low-contrast"}
    assert not found(film(WHITE, "#102030"))


def test_words_outside_the_safe_area_lie_under_buttons() -> None:
    assert found(film(place=foot(-20))) == {"outside-safe", "covered"}


def test_words_cut_at_the_edge_are_found() -> None:
    assert found(film(place=foot(70))) == {"clipped"}


def test_looking_can_be_stopped() -> None:
    asked = Cancellation()
    asked.cancel()
    with pytest.raises(Cancelled):
        picture_findings(film(), ResourceList(), CAPTIONS, asked)


def project(composition: Composition, **more: Any) -> Project:
    return Project.model_validate({"compositions": (composition,), **more})


def test_edits_of_cues_are_edits_of_the_film() -> None:
    before = cues_of(film(), CAPTIONS)
    edited = with_cues(film(), CAPTIONS, split(before, 1).cues)
    (_, layer), *_ = caption_layers(edited)
    assert len(layer.cues) == 3
    assert with_cues(edited, CAPTIONS, before) == film()


def test_the_preflight_tells_of_captions_by_kind_with_what_mends_them() -> None:
    composition = film().model_copy(update={"duration": Fraction(4)})
    findings = list(caption_findings(composition, frozenset()))
    assert [one.kind for one in findings] == ["caption-check"] * len(findings)
    outside = next(one for one in findings if "film" in one.message)
    assert outside.path == CAPTIONS
    ignored = frozenset({outside.key("main")})
    assert len(list(caption_findings(composition, ignored))) == len(findings)


def overlapping(count: int, style: dict[str, Any], text: str = TEXT) -> Composition:
    cues = [{"start": f"{number / 2}", "end": 7, "text": f"{text} {number}"} for number in range(count)]
    return film(style, cues=cues)


def test_captions_without_room_beside_others_are_told_to_be_hidden() -> None:
    """Two large lines each: the second fills what the first left of the safe area."""
    large = {"text": {"size": 130, "min_size": 130}}
    told = picture_findings(overlapping(4, large, f"{TEXT} {TEXT}"), ResourceList(), CAPTIONS)
    hidden = [one.cue for one in told if one.fault.value == "not-shown"]
    assert hidden
    assert 0 not in hidden
    assert "not-shown" not in found(overlapping(2, {}))


def test_captions_that_stand_together_are_looked_at_each_for_itself() -> None:
    """What stands above is not taken for this one's own ink."""
    assert not found(overlapping(3, {}))
    assert found(overlapping(2, WHITE)) == {"low-contrast"}
