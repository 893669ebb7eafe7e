"""What captions in files mean."""

from studio.model.captions import CaptionPreset, CaptionStyle


def test_no_ground_at_all_is_a_colour_and_no_ground_of_a_preset_is_none() -> None:
    assert CaptionStyle.model_validate({"box": "none"}).box == "none"
    preset = CaptionPreset.model_validate({"id": "own", "name": {"en": "Own"}, "style": {"box": "none"}})
    assert preset.style.box is None
