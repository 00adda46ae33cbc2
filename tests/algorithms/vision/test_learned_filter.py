"""The walk of a filter against autograd, and how fast it is on photographs and on noise."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import convolve
from lossland.algorithms.vision.kernels import kernel
from lossland.algorithms.vision.learned_filter import descent, normal
from lossland.datasets.photographs import photograph

SOBEL = kernel("sobel")


def grey(name: str, longest: int) -> Tensor:
    return photograph(name, longest).double().mean(-1) / 255


def start() -> Tensor:
    return 0.5 * torch.randn(9, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def worst(x: Tensor, updates: int, beta: float) -> float:
    """How far the worst of the nine weights is off."""
    problem = normal(x, convolve(x[None], SOBEL), 3)
    return float((descent(problem, start(), updates, problem.fastest, beta)[-1] - SOBEL.flatten()).abs().max())


def test_cost_and_walk_are_those_of_autograd() -> None:
    x = grey("cat", 24)
    target = convolve(x[None], SOBEL)
    problem = normal(x, target, 3)
    w = start().view(3, 3).requires_grad_()
    rule = torch.optim.SGD([w], lr=0.05, momentum=0.9)
    way = descent(problem, start(), 5, 0.05, 0.9)
    for step in range(6):
        cost = (convolve(x[None], w) - target).square().mean() / 2
        torch.testing.assert_close(way[step], w.detach().flatten())
        torch.testing.assert_close(problem.cost(way[step]), cost.detach())
        rule.zero_grad()
        cost.backward()  # type: ignore[no-untyped-call]
        rule.step()


@pytest.mark.parametrize(("name", "raw", "centred"), [("cat", 10_400, 580), ("camera", 6_400, 1_490)])
def test_neighbours_are_nearly_equal_so_the_condition_is_bad(name: str, raw: float, centred: float) -> None:
    x = grey(name, 160)
    for picture, expected in ((x, raw), (x - x.mean(), centred)):
        assert normal(picture, convolve(picture[None], SOBEL), 3).condition.item() == pytest.approx(expected, rel=0.1)


def test_200_plain_updates_leave_a_weight_far_off_and_momentum_on_a_centred_picture_does_not() -> None:
    x = grey("cat", 160)
    assert worst(x, 200, 0) > 0.5
    assert worst(x - x.mean(), 200, 0) > 0.3
    assert worst(x - x.mean(), 200, 0.9) < 0.04


def test_the_cost_is_small_all_the_same() -> None:
    x = grey("cat", 160)
    target = convolve(x[None], SOBEL)
    problem = normal(x, target, 3)
    way = descent(problem, start(), 200, problem.fastest, 0)
    assert problem.cost(way[-1]) < 0.1 * problem.cost(torch.zeros(9, dtype=torch.float64))


def test_on_noise_50_plain_updates_are_exact() -> None:
    x = torch.randn(107, 160, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    assert worst(x, 50, 0) < 1e-12
