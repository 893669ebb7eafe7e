"""The brand kits' palettes against the ratios printed in the style guide (section 5)."""

from itertools import product

import pytest

from studio.base.color import Rgba, contrast
from studio.presets.catalog import bundled

ROLES = ("ink", "muted", "accent", "accent-2", "positive", "warning")
PRINTED = {
    "hiwar-dark": "14.4/11.9 8.2/6.8 7.2/5.9 8.8/7.3 10.2/8.5 11.8/9.7",
    "hiwar-light": "14.9/13.4 6.4/5.8 5.7/5.1 7.7/6.9 5.3/4.8 9.3/8.4",
    "salam-dark": "13.9/11.6 7.9/6.6 8.3/7.0 7.9/6.6 10.6/8.8 9.9/8.3",
    "salam-light": "14.2/12.8 6.5/5.9 7.7/6.9 6.1/5.5 5.5/5.0 6.1/5.5",
    "tadamun-dark": "14.9/12.4 8.4/7.0 7.8/6.5 8.8/7.3 11.1/9.2 11.6/9.6",
    "tadamun-light": "14.1/12.6 6.4/5.7 9.1/8.1 6.6/5.9 5.6/5.0 6.1/5.4",
    "afiya-dark": "14.4/11.9 8.3/6.8 10.9/8.9 7.4/6.1 11.3/9.3 7.8/6.5",
    "afiya-light": "14.4/12.9 6.3/5.7 7.3/6.5 6.2/5.6 5.7/5.1 9.2/8.3",
    "tanbih-dark": "15.6/13.0 8.6/7.2 10.6/8.8 9.5/7.9 11.6/9.7 7.1/6.0",
    "tanbih-light": "15.4/13.7 6.6/5.8 5.5/4.9 7.4/6.5 5.5/4.8 8.8/7.8",
    "farah-dark": "14.7/12.2 8.6/7.2 10.8/9.0 7.3/6.1 11.2/9.2 7.1/5.9",
    "farah-light": "13.8/12.3 6.2/5.5 8.7/7.7 6.3/5.6 5.4/4.8 5.7/5.1",
}


def test_every_brand_kit_is_in_the_style_guide() -> None:
    assert set(bundled().ids("brands")) == set(PRINTED)


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_contrast_is_as_printed(name: str) -> None:
    palette = bundled().brand(name).look.palette
    printed = [float(ratio) for pair in PRINTED[name].split() for ratio in pair.split("/")]
    for (role, ground), ratio in zip(product(ROLES, ("bg", "surface")), printed, strict=True):
        measured = contrast(Rgba.parse(palette.role(role)), Rgba.parse(palette.role(ground)))
        assert measured == pytest.approx(ratio, abs=0.1), (role, ground)


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_every_pair_that_carries_text_can_be_read(name: str) -> None:
    palette = bundled().brand(name).look.palette
    for role, ground in product(ROLES, ("bg", "surface")):
        assert contrast(Rgba.parse(palette.role(role)), Rgba.parse(palette.role(ground))) >= 4.5
