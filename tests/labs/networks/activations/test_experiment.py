"""The numbers of a unit and of a chain of units."""

from __future__ import annotations

import math

import pytest
import torch

from tests.labs.networks.activations.computed import computed


def test_sigmoid_at_zero_is_one_half_with_slope_one_quarter() -> None:
    s = computed(function="sigmoid", z=0.0)
    assert s.a.item() == 0.5
    assert s.slope.item() == 0.25


def test_ten_sigmoids_leave_a_millionth_at_best() -> None:
    s = computed(function="sigmoid", z=0.0, layers=10)
    assert s.same[-1].item() == pytest.approx(0.25**10)
    assert bool((s.gradients <= s.same * (1 + 1e-12)).all())


def test_numbers_below_the_smallest_float32_are_still_right() -> None:
    slope = math.exp(-8) / (1 + math.exp(-8)) ** 2
    last = computed(function="sigmoid", z=8.0, layers=20).same[-1]
    assert last.log10().item() == pytest.approx(20 * math.log10(slope))


def test_an_open_relu_keeps_the_gradient_and_weights_of_two_double_it() -> None:
    assert computed(function="relu", z=1.0, layers=20).gradients.tolist() == [1.0] * 20
    doubled = computed(function="relu", z=1.0, layers=20, weight=2.0)
    assert doubled.gradients[-1].item() == pytest.approx(2**19)
    torch.testing.assert_close(doubled.gradients, doubled.same)


def test_a_zero_weight_passes_nothing_beyond_the_first_layer() -> None:
    s = computed(function="tanh", z=0.0, layers=3, weight=0.0)
    assert s.same.tolist() == [1.0, 0.0, 0.0]


def test_saturated_is_where_the_slope_is_small() -> None:
    s = computed(function="tanh", threshold=0.1)
    assert s.saturated.tolist() == (s.slopes.abs() < 0.1).tolist()
    assert not bool(s.saturated[160])
