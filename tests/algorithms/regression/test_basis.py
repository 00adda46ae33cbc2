"""Design matrices against numpy and against what scaling promises."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.regression.basis import basis_values, design_matrix, fit_basis

X = torch.tensor([0.3, 1.0, 2.2, 3.1, 4.0, 2.9, 0.0])


@pytest.mark.parametrize(("kind", "columns"), [("line", 1), ("polynomial", 4), ("radial", 4), ("fourier", 8)])
def test_scaled_columns_have_mean_zero_and_variance_one(kind: str, columns: int) -> None:
    z = design_matrix(fit_basis(kind, 4, X, scaling=True), X).double()
    assert z.shape == (len(X), 1 + columns)
    torch.testing.assert_close(z[:, 0], torch.ones(len(X), dtype=torch.float64))
    torch.testing.assert_close(z[:, 1:].mean(0), torch.zeros(columns).double(), atol=1e-6, rtol=0)
    torch.testing.assert_close(z[:, 1:].square().mean(0), torch.ones(columns).double(), atol=1e-5, rtol=0)


def test_polynomial_is_a_vandermonde_matrix() -> None:
    z = design_matrix(fit_basis("polynomial", 3, X, scaling=False), X)
    u = X.double().numpy() / 2 - 1
    torch.testing.assert_close(z.double(), torch.from_numpy(np.vander(u, 4, increasing=True)), atol=1e-6, rtol=0)


def test_fourier_columns_are_orthogonal_over_a_whole_period() -> None:
    x = torch.linspace(0, 1, 65)
    basis = fit_basis("fourier", 3, x, scaling=False)
    z = design_matrix(basis, x[:-1]).double()
    torch.testing.assert_close(z.T @ z / 64, torch.diag(torch.tensor([1.0] + [0.5] * 6)).double(), atol=1e-5, rtol=0)


def test_radial_bumps_peak_at_evenly_spaced_centres() -> None:
    basis = fit_basis("radial", 4, torch.tensor([-1.0, 1.0]), scaling=False)
    torch.testing.assert_close(basis_values(basis, torch.tensor([-0.75, -0.25, 0.25, 0.75])).diagonal(), torch.ones(4))


@given(
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=20),
    st.sampled_from(["line", "polynomial", "radial", "fourier"]),
    st.integers(1, 15),
)
def test_any_points_give_finite_columns(points: list[float], kind: str, order: int) -> None:
    x = torch.tensor(points)
    assert bool(torch.isfinite(design_matrix(fit_basis(kind, order, x, scaling=True), x)).all())


def test_a_small_spread_beside_a_large_offset_is_scaled() -> None:
    x = 2e7 + 2 * torch.arange(8)
    for shifted in (x, -x, x.double()):
        z = design_matrix(fit_basis("line", 1, shifted, scaling=True), shifted)[:, 1]
        assert z.mean().abs() < 0.3  # the mean itself may lie between two numbers of single precision
        assert torch.isclose(z.std(correction=0), z.new_ones(()), rtol=1e-3)
    constant = torch.full((8,), 2e7 + 1)
    assert design_matrix(fit_basis("line", 1, constant, scaling=True), constant)[:, 1].abs().max() <= 1
