"""Lanczos against the eigenvalues of the whole Hessian."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Net, initial, loss_and_accuracy, outputs, size
from lossland.algorithms.surfaces.curvature import hessian_vector, lanczos
from tests.algorithms.nets.test_row_nets import samples

NET = Net("mlp", 3, 4, 2, 2)
DATA = samples(NET, 30)


def loss(theta: Tensor) -> Tensor:
    return loss_and_accuracy(outputs(NET, theta, DATA, False), DATA)[0]


def rows(count: int) -> Tensor:
    rng = torch.Generator().manual_seed(0)
    return torch.stack([initial(NET, rng) for _ in range(count)])


def test_products_are_those_of_the_whole_hessian() -> None:
    theta, v = rows(2), torch.randn(2, size(NET), generator=torch.Generator().manual_seed(1))
    Hv = hessian_vector(loss, theta)(v)
    for row in range(2):
        H = torch.autograd.functional.hessian(lambda one: loss(one[None])[0], theta[row])  # type: ignore[no-untyped-call]
        torch.testing.assert_close(Hv[row], H @ v[row], rtol=1e-3, atol=1e-5)


def test_the_largest_eigenvalues_are_those_of_the_whole_hessian() -> None:
    theta, start = rows(2), torch.randn(2, size(NET), generator=torch.Generator().manual_seed(1))
    found = lanczos(hessian_vector(loss, theta), start, 20)
    assert found.shape == (2, 20)
    for row in range(2):
        H = torch.autograd.functional.hessian(lambda one: loss(one[None])[0], theta[row])  # type: ignore[no-untyped-call]
        values = torch.linalg.eigvalsh(H).flip(0)
        torch.testing.assert_close(found[row, :3], values[:3], rtol=1e-3, atol=1e-4)
        torch.testing.assert_close(found[row, -1], values[-1], rtol=1e-2, atol=1e-3)


@pytest.mark.parametrize("iterations", [3, 6, 12])
def test_a_matrix_with_few_eigenvalues_exhausts_the_space(iterations: int) -> None:
    """Of diag(3, 1, 1, -2, ...) a Krylov space has 3 dimensions: the rest comes out as 0."""
    diagonal = torch.tensor([3.0, 1.0, 1.0, -2.0, -2.0, 1.0])
    found = lanczos(lambda v: v * diagonal, torch.ones(1, 6), iterations)
    assert found.shape == (1, min(iterations, 6))
    expected = sorted([3.0, 1.0, -2.0] + [0.0] * (found.shape[1] - 3), reverse=True)
    torch.testing.assert_close(found[0], torch.tensor(expected), rtol=1e-4, atol=1e-4)


def test_all_eigenvalues_of_a_small_matrix() -> None:
    A = torch.randn(8, 8, generator=torch.Generator().manual_seed(2))
    A = A + A.T
    found = lanczos(lambda v: v @ A, torch.randn(1, 8, generator=torch.Generator().manual_seed(3)), 8)
    torch.testing.assert_close(found[0], torch.linalg.eigvalsh(A).flip(0), rtol=1e-4, atol=1e-4)
