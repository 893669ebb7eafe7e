"""Text: one outline without seams, joins that hold while units move, nothing lost in silence."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.animation.timing import motion_range
from studio.base.digits import DIGITS, DigitSystem
from studio.model.animation import Animation, Phase, TextUnit
from studio.model.writing import WritingMode
from studio.presets.catalog import bundled
from studio.scene.display_list import BlurredPath, DrawImage, FillPath, Still, StrokePath
from studio.scene.scene import Scene
from studio.scene.written import localized_digits
from studio.text.isolation_patterns import SPAN
from tests.unit.scene.composed import laid, light, resources, scene, shot, state

WIDTH, HEIGHT = 420, 160
WORDS = ("محبة", "السلام", "لَا حِوَارَ")
FAMILIES = ("Cairo", "Amiri", "Noto Naskh Arabic", "IBM Plex Sans Arabic", "Aref Ruqaa")
PRESETS = [name for name, preset in bundled().animations().items() if preset.mode is WritingMode.CHANNELS]

Grey = NDArray[np.int16]


def written(text: str, language: str = "ar", digits: str = "auto", opacity: float = 1, **more: Any) -> Scene:
    """The text, white on black, in the middle of a small canvas."""
    animations = more.pop("animations", ())
    layer = {
        "type": "text",
        "id": "text",
        "text": text,
        "opacity": opacity,
        "animations": animations,
        "place": {"area": "canvas", "width": WIDTH - 40},
        "style": {"size": 200, "min_size": 150, "color": "#FFFFFF", "align": "center", **more},
    }
    return scene(
        layer, language=language, digits=digits, width=WIDTH, height=HEIGHT, background="#000000", duration=4
    )


def parts(grey: Grey, least: int = 1, share: int = 4) -> int:
    """How many connected parts of at least `least` pixels the ink has; ink is what is at least 1 / `share` as
    light as the lightest (the faintest letter of a joined group is half as light as its lightest)."""
    most = int(grey.max())
    if most < 8:
        return 0
    open_runs = list[tuple[int, int, int]]()
    same: dict[int, int] = {}
    areas: dict[int, int] = {}

    def root(label: int) -> int:
        while label != same[label]:
            label = same[label]
        return label

    for row in grey * share >= most:  # runs of ink, united with those that they touch in the row above
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        runs = []
        for left, right in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
            touching = {root(label) for start, end, label in open_runs if start <= right and left <= end}
            label = min(touching, default=len(same))
            same.setdefault(label, label)
            same.update(dict.fromkeys(touching, label))
            areas[label] = right - left + sum(areas.pop(one) for one in touching)
            runs.append((left, right, label))
        open_runs = runs
    return sum(area >= least for area in areas.values())


def landing(name: str) -> Fraction:
    """A time at which the way in of a preset is over, however many units it moves."""
    preset = bundled().animation(name)
    return motion_range(Animation(preset=name), preset, Fraction(4)).end


# One outline


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("word", WORDS)
def test_a_half_transparent_word_is_half_as_light_everywhere(word: str, family: str) -> None:
    """Joins drawn glyph by glyph would be darker seams."""
    opaque = light(written(word, family=family))
    assert opaque.max() == 255
    for half in (written(word, family=family, color="#FFFFFF80"), written(word, opacity=0.5, family=family)):
        assert np.abs(light(half) - opaque * 128 / 255).max() <= 2


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("word", WORDS)
def test_joins_leave_no_light_lines(word: str, family: str) -> None:
    """Where the outline, painted much larger, fills a pixel, it is full: edges that meet are not seen."""
    film = written(word, family=family)
    large = light(film, scale=4).reshape(HEIGHT, 4, WIDTH, 4)
    small = light(film)
    assert small[large.min(axis=(1, 3)) == 255].min() >= 245
    assert small[large.max(axis=(1, 3)) == 0].max() <= 5


@pytest.mark.parametrize("opacity", [0.25, 0.5, 0.9])
def test_text_with_stroke_and_shadow_fades_as_one(opacity: float) -> None:
    more: dict[str, Any] = {
        "stroke": {"color": "#808080", "width": 12},
        "shadow": {"color": "#404040", "offset": (6, 6)},
    }
    whole, faded = light(written("محبة", **more)), light(written("محبة", opacity=opacity, **more))
    assert np.abs(faded - whole * opacity).max() <= 2


def test_the_stroke_lies_behind_the_fill() -> None:
    plain = light(written("حوار"))
    stroked = shot(written("حوار", stroke={"color": "#FF0000", "width": 16}))
    assert (stroked[plain == 255] == 255).all(), "no letter is swallowed"
    red = (stroked[..., 2] > 200) & (stroked[..., 1] < 60)
    assert red.sum() > 500


def test_the_shadow_falls_where_its_offset_says() -> None:
    film = written("حوار", shadow={"color": "#FFFFFF", "offset": (20, -15), "blur": 0}, color="#00000000")
    assert np.abs(np.roll(light(written("حوار")), (-15, 20), (0, 1)) - light(film)).max() <= 1


def test_shadow_stroke_and_fill_are_painted_in_this_order() -> None:
    more: dict[str, Any] = {"stroke": {"color": "accent", "width": 4}, "shadow": {"color": "ink"}}
    frame = written("حوار", **more).display_list(Fraction(0))
    kept = frame[-1]
    assert isinstance(kept, Still)
    assert [type(operation) for operation in kept.operations] == [BlurredPath, StrokePath, FillPath]


def test_emoji_are_drawn_as_pictures() -> None:
    film = written("سلام 🌙")
    kept = film.display_list(Fraction(0))[-1]
    assert isinstance(kept, Still)
    assert [type(operation) for operation in kept.operations] == [FillPath, DrawImage]
    colours = shot(film)[..., :3].astype(int)
    assert (colours.max(axis=2) - colours.min(axis=2)).max() > 60


def test_a_glyph_that_no_font_has_is_reported_and_left_out() -> None:
    film, plain = written("حوار\U0001b170"), written("حوار")
    assert [(finding.kind, "U+1B170" in finding.message) for finding in film.findings()] == [
        ("missing-glyph", True)
    ]
    assert light(film).sum() == pytest.approx(light(plain).sum(), rel=0.002)


# Units in motion


def moving(
    text: str, preset: str, unit: str | None, phase: str = "in", language: str = "ar", **more: Any
) -> Scene:
    return written(text, language, animations=[{"preset": preset, "unit": unit, "phase": phase}], **more)


def cuts(preset: str) -> bool:
    return bundled().animation(preset).cuts_joins


@pytest.mark.parametrize("phase", ["in", "out"])
@pytest.mark.parametrize("unit", ["letter", "group", "word"])
@pytest.mark.parametrize("preset", [name for name in PRESETS if not cuts(name)])
def test_moving_units_never_tear_a_joined_group(preset: str, unit: str, phase: str) -> None:
    if Phase(phase) not in bundled().animation(preset).phases:
        return
    word = "محبة"  # one joined group with three dotted letters
    film, still = moving(word, preset, unit, phase), written(word)
    whole = parts(light(still, scale=2))
    begin = Fraction(0) if phase == "in" else 4 - bundled().animation(preset).duration
    for eighth in range(1, 9):
        time = begin + bundled().animation(preset).duration * Fraction(2 * eighth - 1, 16)
        assert parts(light(film, time, 2)) <= whole, f"at {float(time):.2f} s"


@pytest.mark.parametrize("preset", [name for name in PRESETS if not cuts(name)])
def test_groups_of_a_word_move_apart_but_each_stays_whole(preset: str) -> None:
    groups = "حوار"  # حو ا ر
    film = moving(groups, preset, "group")
    most = sum(parts(light(written(one), scale=2)) for one in ("حو", "ا", "ر"))
    for eighth in range(1, 9):
        assert parts(light(film, landing(preset) * Fraction(eighth, 9), 2)) <= most


def test_letters_that_join_fade_as_one_picture_with_their_first_letter_ahead() -> None:
    animation = {"preset": "fade", "unit": "letter", "stagger": "0.05"}
    film = written("محبة", animations=[animation])
    whole, half = light(written("محبة")), light(film, "0.12")
    seen = np.flatnonzero(whole.max(axis=0) > 200)
    shares = [half[:, at].max() / whole[:, at].max() for at in (seen[-1], seen[len(seen) // 2], seen[0])]
    assert shares[0] > shares[1] >= shares[2] >= 0.45 * shares[0], "no letter is hidden while another is seen"
    assert (half <= whole * shares[0] + 2).all(), "no seam where letters meet"


def test_letters_that_join_nothing_move_one_by_one() -> None:
    latin = state(moving("Dialogue", "rise", "letter", language="en"), "0.3")
    assert len(latin.states) == len("Dialogue")
    assert len(set(latin.states)) > 1
    assert len(state(moving("دار", "rise", "letter"), "0.3").states) == 3


@pytest.mark.parametrize("preset", [name for name in PRESETS if Phase.IN in bundled().animation(name).phases])
@pytest.mark.parametrize("unit", [None, "letter", "word", "line", "whole"])
def test_the_way_in_ends_exactly_at_rest(preset: str, unit: str | None) -> None:
    film, still = moving("حوار بين الناس", preset, unit), written("حوار بين الناس")
    rest = still.display_list(Fraction(0))
    for late in (0, Fraction(1, 30), 2):
        assert film.display_list(landing(preset) + late) == rest


@pytest.mark.parametrize("preset", [name for name in PRESETS if Phase.IN in bundled().animation(name).phases])
def test_nothing_jumps_when_the_way_in_ends(preset: str) -> None:
    more: dict[str, Any] = {
        "stroke": {"color": "#808080", "width": 12},
        "shadow": {"color": "#404040", "offset": (9, 9)},
    }
    film = moving("حوار", preset, None, **more)
    used, layout = bundled().animation(preset), state(film, 0).content.layout
    landed = motion_range(Animation(preset=preset), used, Fraction(4), len(layout.units(used.unit))).end
    just_before = landed - Fraction(1, 10**7)
    jump = np.abs(light(film, just_before) - light(film, landing(preset)))
    assert jump.max() <= 60, "an edge may shift by a fifth of a pixel, as lines become curves again"
    assert (jump > 3).sum() <= 30


def columns(grey: Grey) -> set[int]:
    return set(np.flatnonzero(grey.max(axis=0) > 40).tolist())


def test_a_reveal_runs_from_the_right_over_arabic_and_from_the_left_over_latin() -> None:
    text = "حوار dialogue"
    film = moving(text, "wipe", "word", size=70, min_size=70)
    units = laid_units(film)
    arabic, latin = units[TextUnit.WORD]
    open_at = {"ar": 0, "en": 0}
    for tenth in range(1, 60):
        grey = light(film, Fraction(tenth, 100))
        for name, (left, right) in (("ar", arabic), ("en", latin)):
            seen = columns(grey[:, left:right])
            if seen and len(seen) < (right - left) * 0.7:
                open_at[name] += 1
                middle = (right - left) / 2
                if name == "ar":
                    assert max(seen) > middle * 1.5, "the reading side is open first"
                else:
                    assert min(seen) < middle * 0.5
    assert min(open_at.values()) > 5, "both were seen half open"


def laid_units(film: Scene) -> dict[TextUnit, list[tuple[int, int]]]:
    """Where the units of a text stand, left and right in whole px, in reading order."""
    content = state(film, 3).content
    return {
        unit: [
            (int(box.ink.x + content.x), int(box.ink.right + content.x) + 1)
            for box in content.layout.units(unit)
        ]
        for unit in TextUnit
    }


def test_words_come_in_reading_order() -> None:
    for language, text in (("ar", "كلمة بعد كلمة"), ("en", "word by word")):
        film = moving(text, "rise", "word", language=language, size=60, min_size=60)
        spans = laid_units(film)[TextUnit.WORD]
        first_seen = []
        for left, right in spans:
            times = (Fraction(tick, 100) for tick in range(100))
            first_seen.append(next(time for time in times if light(film, time)[:, left:right].max() > 60))
        assert first_seen == sorted(first_seen)
        assert all(a < b for a, b in pairwise(first_seen))
        assert (spans[0][0] > spans[-1][0]) is (language == "ar")


def test_a_motion_of_the_whole_goes_on_while_words_come_in() -> None:
    """Drift grows about the text's middle, not about each word's: nothing jumps when the last word lands."""
    both = [{"preset": "rise", "unit": "word"}, {"preset": "drift", "phase": "during", "amount": 20}]
    film = written("حوار بين الناس", animations=both, size=60, min_size=60)
    mixed = state(film, "0.3")
    assert mixed.whole.scale_x > 1
    assert all(one.scale_x == 1 for one in mixed.states)
    landed = next(
        Fraction(tick, 1000) for tick in range(300, 2000) if state(film, Fraction(tick, 1000)).states is None
    )
    before, after = light(film, landed - Fraction(1, 1000)), light(film, landed)
    assert np.abs(before - after).max() <= 12


def test_moving_text_is_transparent_where_it_is_hidden() -> None:
    film = moving("حوار بين الناس", "rise", "word")
    assert film.display_list(Fraction(0)) == film.display_list(Fraction(0))[:1], "only the ground"


# Digits


def test_digits_of_a_text_are_the_projects() -> None:
    def shaped(digits: str) -> str:
        layer = {"type": "text", "id": "t", "text": "72"}
        film = scene(layer, digits=digits)
        text: str = state(film, 0).content.layout.spec.text
        return text

    assert [shaped(system) for system in ("arab", "arabext", "latn", "auto")] == ["٧٢", "۷۲", "72", "٧٢"]


systems = st.sampled_from(list(DIGITS))
addresses = st.sampled_from(
    ["www.site24.org", "info2@hiwar7.net", "@user3", "#hiwar2015", "https://a.b/c1?d=2", "+962 79 123 4567"]
)
plain = st.text(alphabet="حوار 0123456789٠٢٥٩۴ ،.:%–()", max_size=12)


@given(before=plain, address=addresses, after=plain, system=systems)
def test_digits_of_addresses_stay_as_typed(
    before: str, address: str, after: str, system: DigitSystem
) -> None:
    out = localized_digits(f"{before} {address} {after}", system)
    assert address in out
    assert len(out) == len(before) + len(address) + len(after) + 2


@given(text=plain, system=systems)
def test_all_other_digits_are_written_in_the_system(text: str, system: DigitSystem) -> None:
    assume(all(span.lastgroup != "phone" for span in SPAN.finditer(text)))  # digits of phone numbers stay
    out = localized_digits(text, system)
    assert len(out) == len(text)
    signs = {".": ".٫", ",": ",٬", "%": "%٪"}  # those of numbers go with their digits
    for was, now in zip(text, out, strict=True):
        expected = DIGITS[system][int(was)] if was.isdigit() else signs.get(was, was)
        assert now in expected
    assert localized_digits(out, system) == out


# Fitting


def test_type_takes_size_and_line_height_from_the_design() -> None:
    fonts = resources().design.fonts
    for language, factor in (("ar", 1.0), ("en", fonts["El Messiri"].r)):
        style = {"family": "El Messiri", "role": "title"}
        layer = {"type": "text", "id": "t", "text": "72", "style": style}
        spec = laid(layer, language=language)[0]["t"].content.layout.spec
        assert spec.size == pytest.approx(96 * fonts["El Messiri"].k * factor)
        assert spec.line_height == pytest.approx(spec.size * (1.35 if language == "ar" else 1.1))


def test_naskh_and_vocalised_text_stand_in_wider_lines() -> None:
    def pitch(text: str, family: str) -> float:
        layer = {"type": "text", "id": "t", "text": text, "style": {"family": family, "role": "body"}}
        spec = laid(layer)[0]["t"].content.layout.spec
        return float(spec.line_height / spec.size)

    assert pitch("كلمة", "Cairo") == pytest.approx(1.55)
    assert pitch("كلمة", "Amiri") == pytest.approx(1.70)
    assert pitch("كَلِمَةٌ", "Amiri") == pytest.approx(1.90)
