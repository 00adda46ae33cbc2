"""Activation functions against PyTorch's own and against autograd."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from lossland.algorithms.nets.activations import activation, chain, derivative

SLOPE = 0.2
LIBRARY: dict[str, Callable[[Tensor], Tensor]] = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, SLOPE),
    "gelu": functional.gelu,
}


@pytest.mark.parametrize("name", LIBRARY)
def test_value_and_derivative_agree_with_the_library(name: str) -> None:
    z = torch.linspace(-8, 8, 161, dtype=torch.float64, requires_grad=True)  # 0 included
    expected = LIBRARY[name](z)
    torch.testing.assert_close(activation(name, z.detach(), SLOPE), expected.detach(), rtol=1e-12, atol=1e-14)
    (slopes,) = torch.autograd.grad(expected.sum(), z)
    torch.testing.assert_close(derivative(name, z.detach(), SLOPE), slopes, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", LIBRARY)
@pytest.mark.parametrize("weight", [1.0, -0.7, 2.0])
def test_chain_is_back_propagation(name: str, weight: float) -> None:
    outputs, gradients = chain(name, 0.6, 7, weight, SLOPE)
    start = torch.tensor(0.6, dtype=torch.float64, requires_grad=True)
    z = start
    for layer in range(7):
        a = LIBRARY[name](z)
        torch.testing.assert_close(outputs[layer], a.detach())
        (slope,) = torch.autograd.grad(a, start, retain_graph=True)
        torch.testing.assert_close(gradients[layer], slope)
        z = weight * a
