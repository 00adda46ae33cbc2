"""Noise: mini-batches of the Gabor model's data against autograd and over all orders, added errors."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise, batch_sizes, gradients
from lossland.algorithms.surfaces.textbook import Surface, gabor, gabor_data, landscape

ERRORS = torch.randn(24, 2, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
PHI = torch.tensor([[-5.0, 11.0], [1.0, 16.0], [3.0, 4.0]], dtype=torch.float64)


def model(count: int) -> Surface:
    x, y = gabor_data(count, 0.1, torch.Generator().manual_seed(2))
    return Surface("gabor", inputs=x, targets=y)


def orders(count: int) -> Tensor:
    return torch.rand(len(ERRORS), count, generator=torch.Generator().manual_seed(3)).argsort(1)


def by_autograd(surface: Surface, rows: Tensor) -> Tensor:
    """n / b times the gradient of the squared errors of some data."""
    x, y = (torch.tensor(values, dtype=torch.float64) for values in (surface.inputs, surface.targets))
    phi = PHI.clone().requires_grad_()
    loss = ((gabor(phi, x[rows]) - y[rows]) ** 2).sum() * len(x) / len(rows)
    return torch.autograd.grad(loss, phi)[0]


def test_an_epoch_passes_all_data_once_in_batches_of_which_the_last_may_be_smaller() -> None:
    assert batch_sizes(30, 5, 8) == [5] * 8
    assert batch_sizes(7, 3, 7) == [3, 3, 1, 3, 3, 1, 3]
    assert batch_sizes(4, 1, 3) == [1, 1, 1]


@pytest.mark.parametrize(("count", "size"), [(30, 5), (7, 3), (12, 1)])
def test_each_update_takes_the_gradient_of_the_next_data(count: int, size: int) -> None:
    surface, order = model(count), orders(count)
    found = gradients(surface, Noise(ERRORS, 0.0, order, size))
    assert len(found) == len(ERRORS)
    rest = [list(row) for row in order.tolist()]
    for gradient in found:
        if not rest[0]:
            del rest[0]
        rows, rest[0] = rest[0][:size], rest[0][size:]
        assert torch.allclose(gradient(PHI), by_autograd(surface, torch.tensor(rows)), rtol=1e-10)


@pytest.mark.parametrize(("count", "size"), [(30, 5), (7, 3)])
def test_an_epochs_mini_batches_average_to_the_full_gradient(count: int, size: int) -> None:
    surface = model(count)
    epoch = gradients(surface, Noise(ERRORS, 0.0, orders(count), size))[: -(-count // size)]
    shares = [b / count for b in batch_sizes(count, size, len(epoch))]
    total = torch.stack([share * gradient(PHI) for share, gradient in zip(shares, epoch, strict=True)]).sum(0)
    assert torch.allclose(total, by_autograd(surface, torch.arange(count)), rtol=1e-10)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_mini_batchs_expected_gradient_is_the_full_one(size: int) -> None:
    surface = model(4)
    first = []
    for order in itertools.permutations(range(4)):
        noise = Noise(ERRORS, 0.0, torch.tensor([order] * len(ERRORS)), size)
        first.append(gradients(surface, noise)[0](PHI))
    assert torch.allclose(torch.stack(first).mean(0), by_autograd(surface, torch.arange(4)), rtol=1e-10)


@pytest.mark.parametrize("size", [9, 60])
def test_a_batch_of_all_is_no_noise(size: int) -> None:
    surface = model(9)
    for gradient in gradients(surface, Noise(ERRORS, 0.0, orders(9), size)):
        assert torch.equal(gradient(PHI), landscape(surface).gradient(PHI))


def test_errors_are_added() -> None:
    surface = Surface("ravine")
    full = landscape(surface).gradient(PHI)
    for gradient, error in zip(gradients(surface, Noise(ERRORS, 0.5)), ERRORS, strict=True):
        assert torch.allclose(gradient(PHI), full + 0.5 * error)
