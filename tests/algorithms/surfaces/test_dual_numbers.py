"""Dual numbers against autograd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from lossland.algorithms.surfaces.dual_numbers import FUNCTION, Dual

X = torch.tensor([0.3, 0.7, 1.2, 2.5], dtype=torch.float64)
Y = torch.tensor([1.1, 0.4, 2.0, 0.9], dtype=torch.float64)
OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": lambda x, y: x + y,
    "difference": lambda x, y: x - y,
    "product": lambda x, y: x * y,
    "quotient": lambda x, y: x / y,
    "negative": lambda x, y: -(x * y),
    "square": lambda x, y: (x + y) ** 2,
    "root": lambda x, y: (x * y) ** 0.5,
    "inverse": lambda x, y: (x - y) ** -1,
    "power": lambda x, y: x**y,
    "same twice": lambda x, y: x * x / (x + y),
}


def assert_as_autograd(found: Dual, of: Callable[[Any, Any], Any]) -> None:
    x, y = X.clone().requires_grad_(), Y.clone().requires_grad_()
    value = of(x, y)
    slopes = torch.autograd.grad(value.sum(), (x, y), allow_unused=True)
    torch.testing.assert_close(found.value, value.detach())
    for got, slope in zip((found.dx, found.dy), slopes, strict=True):
        expected = torch.zeros_like(X) if slope is None else slope
        torch.testing.assert_close(torch.zeros_like(X) if got is None else got + torch.zeros_like(X), expected)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_carries_both_derivatives(name: str) -> None:
    of = OPERATIONS[name]
    assert_as_autograd(of(Dual(X, 1.0), Dual(Y, None, 1.0)), of)


@pytest.mark.parametrize("name", FUNCTION)
def test_a_function_follows_the_chain_rule(name: str) -> None:
    inner = Dual(X, 1.0) * Dual(Y, None, 1.0)
    assert isinstance(inner.value, torch.Tensor)
    found = inner.through(*FUNCTION[name](inner.value))
    assert_as_autograd(found, lambda x, y: getattr(torch, name)(x * y))


def test_what_does_not_depend_on_x_has_no_derivative() -> None:
    assert (Dual(3.0) * Dual(Y, None, 1.0)).dx is None
    assert (Dual(X, 1.0) / Dual(2.0)).dy is None
