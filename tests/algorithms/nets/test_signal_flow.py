"""Signals and gradients through deep networks: the library's layers, the theory of variances, the course's numbers."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn

from lossland.algorithms.nets.flat import views
from lossland.algorithms.nets.signal_flow import (
    ORDERS,
    Design,
    clipped,
    expected_flow,
    factor_per_layer,
    moments_of,
    part_shapes,
    signals_and_output,
    start_theta,
)

HE = math.sqrt(2)


def design(order: str = "plain", **changes: object) -> Design:
    base = Design(8, 64, 12, 10, "relu", order, False, False, "library")
    return base._replace(**changes)  # type: ignore[arg-type]


def flow(d: Design, gain: float, seeds: int = 8) -> tuple[Tensor, Tensor]:
    """Mean over seeds of the variance of u[l] (D + 1,) and of the squared gradient's factors (D,), for normal inputs."""
    variances, factors = [], []
    for seed in range(seeds):
        rng = torch.Generator().manual_seed(seed)
        theta = start_theta(d, gain, 1.0, rng).requires_grad_()
        x = torch.randn(8, 128, generator=rng, dtype=torch.float64)
        signals, f = signals_and_output(theta, d, x)
        direction = torch.randn(f.shape, generator=rng, dtype=torch.float64)
        squares = [g.square().sum() for g in torch.autograd.grad((f * direction).sum(), signals)]
        variances.append(torch.stack([u.detach().square().mean() for u in signals]))
        factors.append(torch.stack([a / b for a, b in pairwise(squares)]))
    return torch.stack(variances).mean(0), torch.stack(factors).mean(0)


@pytest.mark.parametrize("gain", [0.5, 1.0, HE, 2.0])
def test_relu_multiplies_by_half_the_squared_gain_both_ways(gain: float) -> None:
    variance, back = flow(design(), gain)
    assert float(back.mean()) == pytest.approx(gain**2 / 2, rel=0.1)
    assert float((variance[1:] / variance[:-1]).mean()) == pytest.approx(gain**2 / 2, rel=0.1)
    expected = expected_flow(design(), gain, 1.0)
    assert expected.factor.tolist() == pytest.approx([gain**2 / 2] * 12)
    assert expected.variance.tolist() == pytest.approx([(gain**2 / 2) ** l for l in range(13)])


def test_residual_variance_is_two_to_the_n_and_divided_by_root_two_it_is_one() -> None:
    for order in ("relu_only_pre", "full_pre"):
        doubled, halved = design(order, depth=8), design(order, depth=8, root2=True)
        assert expected_flow(doubled, HE, 1.0).variance.tolist() == pytest.approx([2.0**n for n in range(9)])
        assert expected_flow(halved, HE, 1.0).variance.tolist() == pytest.approx([1.0] * 9)
        for d, factor in ((doubled, 2.0), (halved, 1.0)):
            variance, back = flow(d, HE, seeds=12)
            grown = (variance[1:] / variance[:-1]).log().mean().exp()
            assert float(grown) == pytest.approx(factor, rel=0.05)
            assert float(back.mean()) == pytest.approx(factor, rel=0.07)


@pytest.mark.parametrize("form", ["course", "library"])
def test_batch_norm_levels_signals_and_explodes_gradients_whatever_the_gain(form: str) -> None:
    for gain in (0.3, 3.0):
        variance, back = flow(design(batch_norm=True, form=form), gain, seeds=4)
        assert variance[1:].tolist() == pytest.approx([1.0] * 12, rel=1e-3)
        assert float(back[2:].mean()) == pytest.approx(math.pi / (math.pi - 1), rel=0.08)
    assert expected_flow(design(batch_norm=True), 1.0, 1.0).factor[-1] == pytest.approx(math.pi / (math.pi - 1))


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "linear", "leaky_relu"])
@pytest.mark.parametrize("order", ["plain", "full_pre"])
def test_theory_and_networks_agree_for_other_activations(activation: str, order: str) -> None:
    d = design(order, activation=activation, depth=8)
    variance, back = flow(d, 1.2)
    expected = expected_flow(d, 1.2, float(variance[0]))
    assert variance.tolist() == pytest.approx(expected.variance.tolist(), rel=0.3)
    assert back.tolist() == pytest.approx(expected.factor.tolist(), rel=0.25)
    assert float(back.mean()) == pytest.approx(float(expected.factor.mean()), rel=0.07)


def test_with_a_norm_inside_the_branch_the_variance_grows_by_addition() -> None:
    d = design("relu_only_pre", batch_norm=True)
    variance, back = flow(d, HE, seeds=4)
    expected = expected_flow(d, HE, float(variance[0]))
    assert (expected.variance[1:] - expected.variance[:-1]).tolist() == pytest.approx([1.0] * 12)
    assert variance.tolist() == pytest.approx(expected.variance.tolist(), rel=0.1)
    assert back.tolist() == pytest.approx(expected.factor.tolist(), rel=0.15)


@pytest.mark.parametrize("variance", [0.3, 1.0, 4.0])
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "leaky_relu", "linear"])
def test_moments_are_those_of_a_large_sample(activation: str, variance: float) -> None:
    u = math.sqrt(variance) * torch.randn(400_000, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    modules: dict[str, nn.Module] = {
        "relu": nn.ReLU(),
        "tanh": nn.Tanh(),
        "sigmoid": nn.Sigmoid(),
        "leaky_relu": nn.LeakyReLU(0.1),
        "linear": nn.Identity(),
    }
    u.requires_grad_()
    a = modules[activation](u)
    (slope,) = torch.autograd.grad(a.sum(), u)
    sampled = [float(v.detach()) for v in (a.square().mean(), a.var(), slope.square().mean())]
    assert moments_of(activation, variance) == pytest.approx(sampled, rel=0.02)


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("order", ORDERS)
def test_a_block_is_what_the_librarys_modules_make_in_that_order(order: str, batch_norm: bool) -> None:
    d = Design(5, 6, 1, 3, "relu", order, order != "plain", batch_norm, "library")
    rng = torch.Generator().manual_seed(3)
    theta = torch.randn(sum(map(math.prod, part_shapes(d))), generator=rng, dtype=torch.float64)
    x = torch.randn(5, 9, generator=rng, dtype=torch.float64)
    parts = views(theta, part_shapes(d))
    stem, linear, head = (nn.Linear(i, o).double() for i, o in ((5, 6), (6, 6), (6, 3)))
    N: nn.Module = nn.BatchNorm1d(6).double() if batch_norm else nn.Identity()
    owners = [*stem.parameters(), *linear.parameters(), *N.parameters(), *head.parameters()]
    for owner, part in zip(owners, parts, strict=True):
        owner.data = part.view(owner.shape)
    s = math.sqrt(0.5)
    a, W = torch.relu, linear
    steps = {
        "plain": lambda u: N(W(a(u))),
        "original": lambda u: s * (a(u) + N(W(a(u)))),
        "norm_after_add": lambda u: N(s * (a(u) + W(a(u)))),
        "relu_before_add": lambda u: s * (u + a(N(W(u)))),
        "relu_only_pre": lambda u: s * (u + N(W(a(u)))),
        "full_pre": lambda u: s * (u + W(a(N(u)))),
    }
    u0 = stem(x.T)
    u1 = steps[order](u0)
    signals, f = signals_and_output(theta, d, x)
    torch.testing.assert_close(signals[0], u0.T.detach())
    torch.testing.assert_close(signals[1], u1.T.detach())
    torch.testing.assert_close(f, head(a(u1)).T.detach())


def count(d: Design) -> int:
    return sum(map(math.prod, part_shapes(d)))


def test_batch_norm_has_kd_gammas_and_kd_betas() -> None:
    without, with_norm = design(depth=30), design(depth=30, batch_norm=True)
    assert count(with_norm) - count(without) == 2 * 30 * 64
    lesson = without._replace(inputs=64)
    assert count(lesson) == 129_610


def test_zero_weights_give_a_zero_gradient_and_no_nan() -> None:
    for form in ("course", "library"):
        d = design(batch_norm=True, form=form)
        theta = start_theta(d, 0.0, 0.0, torch.Generator().manual_seed(0)).requires_grad_()
        _, f = signals_and_output(theta, d, torch.ones(8, 4, dtype=torch.float64))
        (g,) = torch.autograd.grad(f.sum(), [theta])
        assert torch.isfinite(g).all()
        assert int((g != 0).sum()) == 10  # the biases of the head


def test_clipping_keeps_the_direction_and_bounds_the_length() -> None:
    g = torch.tensor([3.0, -4.0], dtype=torch.float64)
    for limit, length in ((None, 5.0), (10.0, 5.0), (1.0, 1.0)):
        shortened, before = clipped(g, limit)
        assert float(before) == 5.0
        assert float(shortened.norm()) == pytest.approx(length)
        torch.testing.assert_close(shortened / shortened.norm(), g / 5)
    assert torch.equal(clipped(torch.zeros(2), 1.0)[0], torch.zeros(2))


def test_the_factor_of_a_geometric_series_is_its_ratio() -> None:
    values = 7 * 0.3 ** torch.arange(9, dtype=torch.float64)
    assert float(factor_per_layer(values)) == pytest.approx(0.3)
