"""The table of presentation forms, against arabic-reshaper's own."""

from arabic_reshaper.letters import LETTERS_ARABIC

from studio.text.presentation_forms import Form, has_presentation_forms, presentation_forms


def test_every_form_of_arabic_reshaper_is_known_with_its_shape() -> None:
    order = (Form.ISOLATED, Form.INITIAL, Form.MEDIAL, Form.FINAL)
    for letter, shapes in LETTERS_ARABIC.items():
        if letter in "\u0640\u200d":  # the same in every place
            continue
        for form, shape in zip(order, shapes, strict=True):
            if shape:
                assert presentation_forms()[shape].letters == letter
                assert presentation_forms()[shape].form is form


def test_ligatures_and_marks_are_told_apart() -> None:
    forms = presentation_forms()
    assert (forms["ﻼ"].letters, forms["ﻼ"].form) == ("لا", Form.FINAL)
    assert forms["ﷲ"].letters == "الله"
    assert forms["ﹷ"].is_mark
    assert forms["ﹷ"].letters == "\u064e"
    assert forms["ﱠ"].letters == "\u064e\u0651"
    assert not forms["ﻻ"].is_mark


def test_signs_for_phrases_do_not_count_as_frozen_letters() -> None:
    assert has_presentation_forms("ﻣرحبا")
    assert not has_presentation_forms("مرحبا ﷺ ﷽ ﴿﴾")
