"""What the lessons of the convolution lab say happens is measured here."""

from __future__ import annotations

import pytest
import torch

from lossland.labs.vision.convolution.pictures.shifted import changed
from tests.labs.vision.convolution.computed import computed, drawn, preset


@pytest.mark.parametrize(("slug", "edges"), [("zeros-around", 2), ("mirrored", 0)])
def test_zeros_around_a_level_picture_are_two_edges(slug: str, edges: int) -> None:
    layer = computed(**preset(slug)).layer
    assert layer is not None
    assert int((layer.a[0, 2] != 0).sum()) == edges


def test_a_shift_moves_the_map_and_changes_pooled_values_less() -> None:
    arrays = drawn(**preset("moved"))["shifted"]
    assert arrays["changed.y"].item() == pytest.approx(90, abs=1)
    assert arrays["changed.pooled"].item() == pytest.approx(38, abs=1)
    assert arrays["changed.back"].item() == 0


def test_larger_windows_change_less() -> None:
    found = [
        drawn(study="why", size=96, pool_size=f, pool_stride=f)["shifted"]["changed.pooled"].item() for f in (2, 8, 16)
    ]
    assert found == sorted(found, reverse=True)
    assert changed(torch.zeros(2, 2), torch.ones(2, 2)) == 0


def test_plain_descent_hides_a_weight_that_is_far_off() -> None:
    learned = computed(**preset("learned-plain")).learned
    assert learned is not None
    assert learned.condition.item() == pytest.approx(10_000, rel=0.1)
    assert (learned.way[-1] - learned.goal.flatten()).abs().max() > 1
    assert 2 * learned.costs[-1] / learned.target.square().mean() == pytest.approx(0.1, rel=0.1)


def test_centred_and_with_momentum_sobel_is_found_again() -> None:
    learned = computed(**preset("learned")).learned
    assert learned is not None
    assert learned.condition.item() == pytest.approx(600, rel=0.1)
    assert (learned.way[-1] - learned.goal.flatten()).abs().max() < 0.01


def test_on_noise_50_plain_updates_are_exact() -> None:
    learned = computed(**preset("learned-noise")).learned
    assert learned is not None
    assert (learned.way[50] - learned.goal.flatten()).abs().max() < 1e-12


@pytest.mark.parametrize(("slug", "kinds"), [("checkerboard", {1, 2, 4}), ("no-checkerboard", {4})])
def test_taps_are_unequal_where_the_stride_does_not_divide_the_filter(slug: str, kinds: set[int]) -> None:
    enlarged = computed(**preset(slug)).enlarged
    assert enlarged is not None
    assert set(enlarged.taps[2:-2, 2:-2].flatten().tolist()) == kinds


def test_the_matrix_has_nine_numbers_in_every_row() -> None:
    reasons = computed(**preset("matrix")).reasons
    assert reasons is not None
    assert reasons.matrix.shape == (16, 36)
    assert all(sorted(row[row != 0].tolist()) == list(range(1, 10)) for row in reasons.matrix)
