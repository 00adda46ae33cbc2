"""Penalised least squares against numpy, scikit-learn, autograd and plain evaluation."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import ElasticNet, Lasso, Ridge
from torch import Tensor

from lossland.algorithms.regression.basis import design_matrix, fit_basis
from lossland.algorithms.regression.regression import (
    coefficient_paths,
    cost_plane,
    costs,
    error_factor,
    gradient,
    minimiser,
    normal_equations,
    penalty_strengths,
    soft_threshold,
)


def problem(n: int = 30, k: int = 4, seed: int = 0) -> tuple[Tensor, Tensor]:
    rng = torch.Generator().manual_seed(seed)
    z = torch.cat([torch.ones(n, 1), torch.randn(n, k, generator=rng)], dim=1).double()
    return z, z @ torch.randn(1 + k, generator=rng).double() + torch.randn(n, generator=rng).double()


def test_normal_equations_are_least_squares() -> None:
    z, y = problem()
    expected, *_ = np.linalg.lstsq(z.numpy(), y.numpy(), rcond=None)
    np.testing.assert_allclose(normal_equations(z, y, 0.0).numpy(), expected, rtol=1e-10)


def test_the_pseudo_inverse_takes_the_shortest_of_many_answers() -> None:
    z, y = problem(n=3, k=5)
    expected, *_ = np.linalg.lstsq(z.numpy(), y.numpy(), rcond=None)
    np.testing.assert_allclose(normal_equations(z, y, 0.0).numpy(), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("lam", [0.01, 1.0, 30.0, 1000.0])
def test_ridge_is_scikit_learns(lam: float) -> None:
    z, y = problem()
    model = Ridge(alpha=lam).fit(z[:, 1:].numpy(), y.numpy())
    w = minimiser(z, y, *penalty_strengths("ridge", lam, 0.5))
    np.testing.assert_allclose(w.numpy(), [model.intercept_, *model.coef_], rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("lam", [0.1, 3.0, 20.0, 500.0])
def test_lasso_is_scikit_learns(lam: float) -> None:
    z, y = problem()
    model = Lasso(alpha=lam / len(y), tol=1e-12, max_iter=100_000).fit(z[:, 1:].numpy(), y.numpy())
    w = minimiser(z, y, *penalty_strengths("lasso", lam, 0.5))
    np.testing.assert_allclose(w.numpy(), [model.intercept_, *model.coef_], rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("rho", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("lam", [0.1, 5.0, 20.0])
def test_elastic_net_is_scikit_learns(rho: float, lam: float) -> None:
    z, y = problem()
    l1, l2 = lam * rho / len(y), 2 * lam * (1 - rho) / len(y)  # the library: alpha (r |w|_1 + (1 - r)/2 |w|^2)
    model = ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), tol=1e-12, max_iter=100_000)
    model.fit(z[:, 1:].numpy(), y.numpy())
    w = minimiser(z, y, *penalty_strengths("elastic_net", lam, rho))
    np.testing.assert_allclose(w.numpy(), [model.intercept_, *model.coef_], rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("penalty", ["ridge", "lasso", "elastic_net"])
def test_paths_are_the_minimisers(penalty: str) -> None:
    z, y = problem()
    lambdas = torch.logspace(-2, 3, 6, dtype=torch.float64)
    paths = coefficient_paths(z, y, penalty, 0.5, lambdas)
    for lam, w in zip(lambdas.tolist(), paths, strict=True):
        expected = minimiser(z, y, *penalty_strengths(penalty, lam, 0.5))
        torch.testing.assert_close(w, expected, rtol=1e-6, atol=1e-8)
    if penalty != "ridge":
        assert bool((paths[-1, 1:] == 0).all())


def test_gradient_is_autograds() -> None:
    z, y = problem()
    w = torch.linspace(-1, 1, 5, dtype=torch.float64, requires_grad=True)
    cost = (y - z @ w).square().sum() / 2 + 0.7 / 2 * w[1:].square().sum()
    (expected,) = torch.autograd.grad(cost, w)
    torch.testing.assert_close(gradient(z, y, w.detach(), 0.7), expected)


@given(st.integers(0, 1000), st.floats(0, 20), st.floats(0, 20))
def test_no_neighbour_of_the_minimiser_is_better(seed: int, l1: float, l2: float) -> None:
    z, y = problem(n=12, k=3, seed=seed)
    w = minimiser(z, y, l1, l2)
    near = w + 1e-3 * torch.cat([torch.eye(4), -torch.eye(4)]).double()
    least = costs(z, y, w[None], l1, l2)
    assert bool((costs(z, y, near, l1, l2) >= least * (1 - 1e-12)).all())


def test_the_plane_is_the_cost_with_two_weights_replaced() -> None:
    z, y = problem()
    w = torch.linspace(-1, 2, 5).double()
    a, b = torch.linspace(-2, 2, 5).double(), torch.linspace(-1, 3, 4).double()
    for axes in ((1, 0), (3, 2)):
        plane = cost_plane(z, y, w, axes, a, b, 0.3, 0.8)
        for row in range(4):
            for column in range(5):
                v = w.clone()
                v[axes[0]], v[axes[1]] = a[column], b[row]
                torch.testing.assert_close(plane[row, column], costs(z, y, v[None], 0.3, 0.8)[0])


def test_the_three_forms_of_the_squared_error() -> None:
    residual = torch.tensor([3.0, -4.0])
    half = residual.square().sum().item() / 2
    assert [error_factor(form, 2) * half for form in ("sum", "half_sum", "mean")] == [25.0, 12.5, 12.5]


def test_course_norms() -> None:
    """||[3, -4]||_2 = 5 and L1 = 7, as the penalties use them."""
    z, y, w = torch.zeros(1, 3).double(), torch.zeros(1).double(), torch.tensor([[9.0, 3.0, -4.0]]).double()
    assert costs(z, y, w, 1.0, 0.0).item() == 7
    assert costs(z, y, w, 0.0, 2.0).item() == 25


def test_soft_threshold_spares_the_bias() -> None:
    w = torch.tensor([5.0, 3.0, -0.5, -2.0])
    torch.testing.assert_close(soft_threshold(w, 1.0), torch.tensor([5.0, 2.0, 0.0, -1.0]))


@given(st.integers(0, 500), st.floats(1e-3, 30), st.sampled_from([0.0, 2.0]), st.sampled_from(["twice", "polynomial"]))
def test_dependent_columns_still_give_an_optimum(seed: int, l1: float, l2: float, kind: str) -> None:
    z, y = problem(n=12, k=3, seed=seed)
    if kind == "twice":
        z = torch.cat([z, z[:, 1:]], dim=1)
    else:
        z = design_matrix(fit_basis("polynomial", 12, z[:, 1], scaling=True), z[:, 1])
    w = minimiser(z, y, l1, l2)
    pull = z.T @ (y - z @ w)
    pull[1:] -= l2 * w[1:]  # the smooth part of the cost pulls every used weight by l1, the others by less
    slack = 1e-5 * max(1.0, float(pull.abs().max()))
    assert abs(pull[0]) < slack
    assert bool((pull[1:].abs() <= l1 + slack).all())
    used = w[1:].abs() > 1e-9
    torch.testing.assert_close(pull[1:][used], l1 * w[1:][used].sign(), rtol=1e-4, atol=slack)
