from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.animation.noise import hash_unit, noise
from studio.animation.stagger import step_between, turns
from studio.model.animation import Order

counts = st.integers(0, 80)
seeds = st.integers(-(2**70), 2**70)
HASHES = [0.250758, 0.353935, 0.136745]


@given(counts, st.sampled_from([Order.READING, Order.REVERSE, Order.RANDOM]), seeds)
def test_every_unit_has_a_turn_of_its_own(count: int, order: Order, seed: int) -> None:
    assert sorted(turns(count, order, seed)) == list(range(count))


@given(counts)
def test_pairs_take_their_turn_together_from_centre_and_edges(count: int) -> None:
    center, edges = turns(count, Order.CENTER), turns(count, Order.EDGES)
    assert center == center[::-1]
    assert edges == edges[::-1]
    assert sorted(set(center)) == sorted(set(edges)) == list(range((count + 1) // 2))
    assert [a + b for a, b in zip(center, edges, strict=True)] == [(count - 1) // 2] * count


def test_orders_start_where_they_say() -> None:
    assert turns(5, Order.READING) == (0, 1, 2, 3, 4)
    assert turns(5, Order.REVERSE) == (4, 3, 2, 1, 0)
    assert turns(5, Order.CENTER) == (2, 1, 0, 1, 2)
    assert turns(4, Order.CENTER) == (1, 0, 0, 1)
    assert turns(5, Order.EDGES) == (0, 1, 2, 1, 0)


def test_a_random_order_depends_on_its_seed_alone() -> None:
    # Written down: a project must look the same next year.
    assert turns(8, Order.RANDOM, 1) == turns(8, Order.RANDOM, 1)
    assert len({turns(8, Order.RANDOM, seed) for seed in range(50)}) > 45
    assert [round(hash_unit(7, index), 6) for index in range(3)] == HASHES


@given(counts, st.fractions(0, 2), st.fractions(0, 2))
def test_all_staggers_together_keep_to_the_limit(count: int, stagger: Fraction, limit: Fraction) -> None:
    places = turns(count, Order.READING)
    step = step_between(places, stagger, limit)
    assert 0 <= step <= stagger
    assert max(places, default=0) * step <= limit
    if step < stagger:
        assert max(places) * step == limit


@given(st.floats(-1e4, 1e4), seeds)
def test_noise_is_bounded_smooth_and_repeatable(x: float, seed: int) -> None:
    value = noise(x, seed)
    assert -1 <= value <= 1
    assert value == noise(x, seed)
    assert abs(noise(x + 1e-4, seed) - value) < 1e-3


@given(st.integers(-1000, 1000), seeds)
def test_noise_is_zero_at_whole_numbers(x: int, seed: int) -> None:
    assert noise(float(x), seed) == 0


def test_noise_is_spread_and_differs_by_seed() -> None:
    values = [hash_unit(3, index) for index in range(10_000)]
    assert sum(values) / len(values) == pytest.approx(0.5, abs=0.01)
    assert len(set(values)) == len(values)
    assert all(hash_unit(a, 0) != hash_unit(a + 1, 0) for a in range(1000))
    assert max(noise(index / 7, 5) for index in range(2000)) > 0.5
