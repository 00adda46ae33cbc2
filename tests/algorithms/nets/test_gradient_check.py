"""The gradient check: autograd agrees with the right gradient, and every bug shows where it should and nowhere else."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.algorithms.nets.gradient_check import (
    BATCH,
    BUGS,
    COUNTS,
    KEEP,
    PARTS,
    SIZES,
    Check,
    central_differences,
    check,
    cost,
    distance,
    written_gradient,
)

L2, EPS = 0.1, 1e-5
SPOILED = {
    "none": set(),
    "no_regulariser": {"W1", "W2", "W3"},
    "not_transposed": {"W1", "b1"},
    "bias_mean": {"b3"},
    "sign": {"W2"},
    "dropout": set(PARTS),
    "no_derivative": {"W1", "b1"},
}


def small(seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    rng = torch.Generator().manual_seed(seed)
    theta = 0.7 * torch.randn(sum(COUNTS), generator=rng, dtype=torch.float64)
    x = torch.randn(SIZES[0], BATCH, generator=rng, dtype=torch.float64)
    y = torch.eye(SIZES[-1], dtype=torch.float64)[:, torch.randint(0, SIZES[-1], (BATCH,), generator=rng)]
    kept = torch.rand(2, 2, len(theta), SIZES[1], BATCH, generator=rng) < KEEP
    return theta, x, y, kept.double() / KEEP


def checked(bug: str, seed: int = 0, eps: float = EPS) -> Check:
    theta, x, y, masks = small(seed)
    return check(theta, x, y, L2, eps, bug, masks)


@pytest.mark.parametrize("seed", range(5))
def test_the_right_gradient_is_autograds_and_passes(seed: int) -> None:
    theta, x, y, _ = small(seed)
    leaf = theta.clone().requires_grad_()
    (expected,) = torch.autograd.grad(cost(leaf, x, y, L2, None), leaf)
    torch.testing.assert_close(written_gradient(theta, x, y, L2, "none"), expected)
    found = checked("none", seed)
    assert float(found.distance) < 1e-7
    assert float(found.by_part.max()) < 1e-7
    torch.testing.assert_close(central_differences(theta, x, y, L2, EPS, None), expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_spoils_what_lies_in_front_of_it_and_nothing_else(bug: str, seed: int) -> None:
    found = checked(bug, seed)
    failing = {part for part, apart in zip(PARTS, found.by_part.tolist(), strict=True) if apart > 1e-3}
    passing = {part for part, apart in zip(PARTS, found.by_part.tolist(), strict=True) if apart < 1e-7}
    assert failing == SPOILED[bug]
    assert failing | passing == set(PARTS)
    assert (float(found.distance) > 1e-3) == (bug != "none")


def test_steps_too_large_and_too_small_both_worsen_the_check() -> None:
    best = float(checked("none", eps=1e-5).distance)
    assert float(checked("none", eps=1e-1).distance) > 1e4 * best
    assert float(checked("none", eps=1e-12).distance) > 1e3 * best


def test_distance_is_relative() -> None:
    a, b = torch.tensor([[3.0, -4.0], [3.0, 4.0]], dtype=torch.float64)
    assert float(distance(a, a)) == 0
    assert float(distance(a, b)) == pytest.approx(0.8)
    assert float(distance(1e6 * a, 1e6 * b)) == pytest.approx(0.8)
    assert float(distance(0 * a, 0 * a)) == 0


def test_the_lesson_counts_its_parameters() -> None:
    assert sum(COUNTS) == 73
