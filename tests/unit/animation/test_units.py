import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from studio.animation.stagger import in_reading_order, turns
from studio.animation.timing import motion_range, rest_times, turn_of
from studio.animation.units import REST, UnitState, combine, combine_units, unit_motion, unit_states
from studio.model.animation import Animation, AnimationPreset, Channel, Order, Part, Phase
from studio.model.writing import WritingMode

FOLDER = Path(__file__).parents[3] / "presets" / "animations"
PRESETS = {
    path.stem: AnimationPreset.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted(FOLDER.glob("*.toml"))
}
ENTERING = [preset for preset in PRESETS.values() if Phase.IN in preset.phases]
COMING = [preset for preset in ENTERING if not all(channel.part is Part.MARKS for channel in preset.channels)]
"""Those that bring the letters too."""
FIVE = Fraction(5)

counts = st.integers(0, 70)
entering = st.sampled_from(ENTERING)
coming = st.sampled_from(COMING)
orders = st.sampled_from(Order)
moments = st.fractions(-1, 7, max_denominator=300)


def uses(phase: Phase, preset: AnimationPreset, **more: object) -> Animation:
    return Animation.model_validate({"preset": preset.id, "phase": phase, **more})


# The shipped presets


def test_there_are_presets_with_names_and_notes_in_both_languages() -> None:
    assert len(PRESETS) >= 10
    for stem, preset in PRESETS.items():
        assert preset.id == stem
        assert set(preset.name) == set(preset.note) == {"ar", "en"}
        assert all([*preset.name.values(), *preset.note.values()])


def test_presets_keep_to_the_style_guide() -> None:
    steps = {
        "letter": Fraction("0.035"),
        "word": Fraction("0.07"),
        "line": Fraction("0.14"),
        "whole": Fraction(0),
    }
    for preset in PRESETS.values():
        if preset.mode is not WritingMode.CHANNELS:
            continue
        if Phase.DURING in preset.phases:
            assert preset.duration == 0 or preset.duration >= Fraction("1.5"), "slow where it goes on and on"
            assert all(
                abs(one.end - one.start) <= 0.05001 for one in preset.channels if "scale" in one.property
            )
            continue
        assert 0 <= preset.stagger <= steps[preset.unit]
        assert preset.stagger_limit <= Fraction("0.6") or preset.id == "wipe-letters"
        assert Fraction("0.24") <= preset.duration <= Fraction("0.9") or preset.id == "wipe-letters"
        assert (preset.easing == "feast") == preset.id.startswith("pop")


def test_there_are_more_than_thirty_two_and_no_two_share_a_name() -> None:
    assert len(PRESETS) >= 32
    for language in ("ar", "en"):
        assert len({preset.name[language] for preset in PRESETS.values()}) == len(PRESETS)


# The way in


@given(
    entering, counts, orders, st.fractions(0, 2, max_denominator=100), st.sampled_from([0.0, 0.5, 1.0, 3.0])
)
def test_after_the_way_in_every_unit_rests(
    preset: AnimationPreset, count: int, order: Order, delay: Fraction, amount: float
) -> None:
    animation = uses(Phase.IN, preset, order=order, delay=delay, amount=amount)
    landed = rest_times([(animation, preset, count)], FIVE).landed
    turn = turn_of(animation, preset)
    assert delay + turn <= landed <= delay + turn + preset.stagger_limit
    assert unit_states(animation, preset, count, landed, FIVE) == (REST,) * count
    assert unit_states(animation, preset, count, landed + 100, FIVE) == (REST,) * count


@given(coming, st.integers(1, 70), orders)
def test_before_the_way_in_nothing_is_seen_unless_it_only_moves(
    preset: AnimationPreset, count: int, order: Order
) -> None:
    animation = uses(Phase.IN, preset, order=order, delay=1)
    for time in (Fraction(-1), Fraction(0), Fraction(1)):
        states = unit_states(animation, preset, count, time, FIVE)
        assert len(states) == count
        assert all(state.is_hidden for state in states)


@given(coming.filter(lambda preset: preset.order == "reading"), st.integers(1, 40), moments)
def test_units_come_in_the_order_of_reading(preset: AnimationPreset, count: int, time: Fraction) -> None:
    seen = [
        state.opacity * state.reveal
        for state in unit_states(uses(Phase.IN, preset), preset, count, time, FIVE)
    ]
    assert seen == sorted(seen, reverse=True)
    mirrored = unit_states(uses(Phase.IN, preset, order="reverse"), preset, count, time, FIVE)
    assert [state.opacity * state.reveal for state in mirrored] == seen[::-1]


def test_the_first_unit_starts_behind_and_travels_along_the_reading_direction() -> None:
    preset = PRESETS["slide"]
    motion = unit_motion(uses(Phase.IN, preset), preset, 1, FIVE)
    path = [motion.at(Fraction(frame, 30))[0].dx for frame in range(15)]
    assert path[0] == -40
    assert path == sorted(path)
    assert path[-1] == 0


def test_what_the_animation_gives_wins_over_the_preset() -> None:
    preset = PRESETS["rise"]
    given_ = uses(Phase.IN, preset, duration=2, stagger=1, easing="linear", amount=2)
    # Three turns of 1 s would exceed the limit of 0.6 s: 0.3 s each.
    states = unit_states(given_, preset, 3, Fraction(1), FIVE)
    assert [state.dy for state in states] == pytest.approx([32, 41.6, 51.2])
    assert rest_times([(given_, preset, 3)], FIVE).landed == Fraction("2.6")


def test_without_duration_units_jump_in_at_their_turn() -> None:
    preset = PRESETS["rise"]
    states = unit_states(uses(Phase.IN, preset, duration=0, stagger="0.1"), preset, 3, Fraction("0.1"), FIVE)
    assert [state is REST for state in states] == [True, True, False]


# The way out


@given(coming, counts, orders, st.fractions(0, 2, max_denominator=100))
def test_the_way_out_starts_at_rest_and_ends_hidden_at_the_end(
    preset: AnimationPreset, count: int, order: Order, delay: Fraction
) -> None:
    animation = uses(Phase.OUT, preset, order=order, delay=delay)
    leaving = rest_times([(animation, preset, count)], FIVE).leaving
    assert leaving >= FIVE - delay - turn_of(animation, preset) - preset.stagger_limit
    assert unit_states(animation, preset, count, leaving, FIVE) == (REST,) * count
    gone = unit_states(animation, preset, count, FIVE - delay, FIVE)
    assert all(state.is_hidden for state in gone)


def test_an_exit_takes_65_percent_of_the_entrance() -> None:
    preset = PRESETS["fade"]
    span = motion_range(uses(Phase.OUT, preset), preset, FIVE, 1)
    assert span.duration == preset.duration * Fraction(65, 100)
    assert motion_range(uses(Phase.OUT, preset, duration=1), preset, FIVE, 1).duration == 1


def test_an_exit_runs_the_channels_backwards() -> None:
    preset = PRESETS["slide"]
    animation = uses(Phase.OUT, preset, easing="linear", duration=1)
    assert unit_states(animation, preset, 1, Fraction("4.5"), FIVE)[0].dx == -20


# In between


def test_a_motion_without_duration_runs_across_the_layer() -> None:
    preset = PRESETS["drift"]
    motion = unit_motion(uses(Phase.DURING, preset, delay=1), preset, 2, FIVE)
    assert motion.at(Fraction(1)) == (REST, REST)
    assert motion.at(Fraction(3))[1].scale_x == pytest.approx(1.01)
    assert motion.at(FIVE)[0].scale_y == pytest.approx(1.02)


def test_a_loop_goes_there_and_back() -> None:
    preset = PRESETS["pulse"]
    motion = unit_motion(uses(Phase.DURING, preset), preset, 1, FIVE)
    assert motion.at(Fraction(0))[0] is REST
    assert motion.at(Fraction(1))[0].scale_x == pytest.approx(1.02)
    assert motion.at(Fraction(2))[0] is REST
    assert motion.at(Fraction(5, 2)) == motion.at(Fraction(1, 2))


@given(st.sampled_from(list(PRESETS.values())), st.sampled_from(Phase), st.integers(0, 30), moments)
def test_outside_its_range_nothing_moves(
    preset: AnimationPreset, phase: Phase, count: int, time: Fraction
) -> None:
    animation = uses(phase, preset, delay="0.5")
    exact = motion_range(animation, preset, FIVE, count)
    bound = motion_range(animation, preset, FIVE)
    assert bound.start <= exact.start
    assert exact.end <= bound.end
    states = unit_states(animation, preset, count, time, FIVE)
    if time < exact.start:
        assert states == unit_states(animation, preset, count, exact.start - 9, FIVE)
    if time >= exact.end and phase is not Phase.DURING:
        assert states == unit_states(animation, preset, count, exact.end, FIVE)


# All of them


@given(
    st.sampled_from(list(PRESETS.values())),
    st.sampled_from(Phase),
    st.integers(0, 30),
    moments,
    st.sampled_from(["feast", "ease-in-out-elastic", "spring(200,2)", "cubic-bezier(0,-9,1,9)", "steps(3)"]),
    st.floats(0, 1e5),
)
def test_no_state_is_turned_inside_out(
    preset: AnimationPreset, phase: Phase, count: int, time: Fraction, easing: str, amount: float
) -> None:
    animation = uses(phase, preset, easing=easing, amount=amount)
    for state in unit_states(animation, preset, count, time, FIVE):
        assert 0 <= state.opacity <= 1
        assert 0 <= state.reveal <= 1
        assert state.scale_x >= 0
        assert state.scale_y >= 0
        assert state.blur >= 0


offsets, factors = st.integers(-9, 9).map(float), st.sampled_from([0.5, 1.0, 2.0])
state_values = st.tuples(offsets, offsets, factors, factors).map(lambda values: UnitState(*values))


@given(state_values, state_values, state_values)
def test_combining_does_not_depend_on_order(a: UnitState, b: UnitState, c: UnitState) -> None:
    assert combine(a, b, c) == combine(c, b, a) == combine(combine(a, b), c)
    assert combine(a, REST) == a
    assert combine() is REST
    assert combine(REST, REST) is REST


def test_several_animations_are_combined_unit_by_unit() -> None:
    rise, pulse = UnitState(dy=8, opacity=0.5), UnitState(scale_x=1.02, scale_y=1.02, opacity=0.5)
    both = combine_units([(rise, REST), (pulse, pulse)])
    assert both == (UnitState(dy=8, scale_x=1.02, scale_y=1.02, opacity=0.25), pulse)


def test_rest_is_between_the_last_landing_and_the_first_leaving() -> None:
    rise, fade = PRESETS["rise"], PRESETS["fade"]
    layer = [
        (uses(Phase.IN, rise), rise, 4),
        (uses(Phase.IN, fade, delay="0.1"), fade, 1),
        (uses(Phase.DURING, PRESETS["drift"]), PRESETS["drift"], 1),
        (uses(Phase.OUT, fade), fade, 1),
    ]
    times = rest_times(layer, FIVE)
    assert times.landed == Fraction("0.45") + 3 * Fraction("0.07")
    assert times.leaving == 5 - Fraction("0.24") * Fraction(65, 100)
    assert times.hold == times.leaving - times.landed
    assert rest_times([], FIVE).hold == 5
    assert rest_times(layer, Fraction(1, 10)).hold == 0


# Parts, delays, pivots, measures


def preset_of(*channels: dict[str, object], **more: object) -> AnimationPreset:
    return AnimationPreset.model_validate(
        {"id": "test", "name": {}, "duration": 1, "easing": "linear", "channels": channels, **more}
    )


LATE_MARKS = preset_of(
    {"property": "opacity", "start": 0, "end": 1},
    {"property": "opacity", "start": 0, "end": 1, "part": "marks", "delay": "0.5"},
)


def test_a_delayed_channel_follows_on_the_way_in_and_leads_on_the_way_out() -> None:
    coming, leaving = uses(Phase.IN, LATE_MARKS), uses(Phase.OUT, LATE_MARKS, duration=1, easing="linear")
    assert motion_range(coming, LATE_MARKS, FIVE, 1).end == Fraction("1.5")
    state = unit_states(coming, LATE_MARKS, 1, Fraction(1), FIVE)[0]
    assert (state.opacity, state.of_marks.opacity) == (1, 0.5)
    early = unit_states(leaving, LATE_MARKS, 1, Fraction(4), FIVE)[0]
    assert early.opacity == 1
    assert early.of_marks.opacity == pytest.approx(0.5)
    assert unit_states(leaving, LATE_MARKS, 1, Fraction("3.4"), FIVE) == (REST,)


@given(st.integers(1, 30), moments)
def test_harakat_are_never_seen_more_than_their_letters(count: int, time: Fraction) -> None:
    for preset in (PRESETS["tashkeel-after"], PRESETS["tashkeel-only"], LATE_MARKS):
        for phase in preset.phases:
            for state in unit_states(uses(phase, preset), preset, count, time, FIVE):
                assert state.of_marks.opacity <= state.opacity + 1e-9


def test_delays_grow_with_the_duration() -> None:
    slow = uses(Phase.IN, LATE_MARKS, duration=4)
    assert motion_range(slow, LATE_MARKS, FIVE, 1).end == 6


def test_combining_keeps_harakat_apart() -> None:
    apart = UnitState(opacity=0.5, marks=UnitState(opacity=0.25))
    both = combine(apart, UnitState(dy=8))
    assert both == UnitState(dy=8, opacity=0.5, marks=UnitState(dy=8, opacity=0.25))


def test_a_length_in_em_grows_with_the_text() -> None:
    preset = preset_of({"property": "dy", "start": 0.5, "end": 0, "measure": "em"})
    for em in (40.0, 160.0):
        assert unit_states(uses(Phase.IN, preset), preset, 1, Fraction(0), FIVE, em)[0].dy == em / 2


def test_only_lengths_are_measured_in_em_and_only_places_and_opacity_come_apart() -> None:
    for wrong in (
        {"property": "scale", "start": 0, "end": 1, "measure": "em"},
        {"property": "blur", "start": 9, "end": 0, "part": "marks"},
    ):
        with pytest.raises(ValidationError, match="leave out"):
            Channel.model_validate(wrong)


def test_a_pivot_is_given_only_where_it_matters() -> None:
    preset = preset_of({"property": "rotation", "start": 10, "end": 0}, pivot=(0, -1))
    first, last = (unit_states(uses(Phase.IN, preset), preset, 1, Fraction(at), FIVE)[0] for at in (0, 2))
    assert (first.pivot_x, first.pivot_y) == (0, -1)
    assert last is REST
    assert combine(UnitState(dx=5), first).pivot_y == -1


@given(st.lists(st.integers(1, 6), min_size=1, max_size=9), st.sampled_from(Order), st.integers(0, 9))
def test_letters_of_a_group_take_their_turns_in_reading_order(
    sizes: list[int], order: Order, seed: int
) -> None:
    groups = tuple(group for group, size in enumerate(sizes) for _ in range(size))
    before = turns(len(groups), order, seed)
    after = in_reading_order(before, groups)
    for group in range(len(sizes)):
        its = [place for place, own in zip(after, groups, strict=True) if own == group]
        assert its == sorted(place for place, own in zip(before, groups, strict=True) if own == group)
