"""Values that carry their derivatives by x and y: differentiation taken forwards, one operation at a time.

A derivative is None where it is 0. Where an operation has no finite value it gives inf or NaN. Source: Griewank and
Walther 2008, Evaluating Derivatives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

Slope = Tensor | float | None
"""A derivative; None is 0."""


@dataclass(frozen=True, slots=True)
class Dual:
    """A value and its derivatives by x and by y, all of the shape of x."""

    value: Tensor | float
    dx: Slope = None
    dy: Slope = None

    def through(self, value: Tensor | float, slope: Tensor | float) -> Dual:
        """A function of this with that value and slope: the chain rule."""
        return Dual(value, slope_times(self.dx, slope), slope_times(self.dy, slope))

    def __neg__(self) -> Dual:
        return self.through(-self.value, -1.0)

    def __add__(self, b: Dual) -> Dual:
        return Dual(self.value + b.value, slope_sum(self.dx, b.dx), slope_sum(self.dy, b.dy))

    def __sub__(self, b: Dual) -> Dual:
        return Dual(
            self.value - b.value,
            slope_sum(self.dx, slope_times(b.dx, -1.0)),
            slope_sum(self.dy, slope_times(b.dy, -1.0)),
        )

    def __mul__(self, b: Dual) -> Dual:
        return Dual(
            self.value * b.value,
            slope_sum(slope_times(self.dx, b.value), slope_times(b.dx, self.value)),
            slope_sum(slope_times(self.dy, b.value), slope_times(b.dy, self.value)),
        )

    def __truediv__(self, b: Dual) -> Dual:
        inverse = 1 / torch.as_tensor(b.value, dtype=torch.float64)
        return self * b.through(inverse, -inverse * inverse)

    def __pow__(self, b: float | Dual) -> Dual:
        """a^n for a number n; a^b = e^(b ln a) with x or y in b, which needs a > 0."""
        base = torch.as_tensor(self.value, dtype=torch.float64)
        if not isinstance(b, Dual):
            if b == 2:
                return self.through(base * base, 2 * base)
            return self.through(base**b, b * base ** (b - 1) if b else 0.0)
        exponent = torch.as_tensor(b.value, dtype=torch.float64)
        value = base**exponent
        by_base, by_exponent = exponent * base ** (exponent - 1), value * base.log()
        return Dual(
            value,
            slope_sum(slope_times(self.dx, by_base), slope_times(b.dx, by_exponent)),
            slope_sum(slope_times(self.dy, by_base), slope_times(b.dy, by_exponent)),
        )


def slope_sum(a: Slope, b: Slope) -> Slope:
    """a + b where None is 0."""
    if a is None or b is None:
        return b if a is None else a
    return a + b


def slope_times(a: Slope, b: Tensor | float) -> Slope:
    """a b where a None is 0."""
    if a is None:
        return None
    return b if isinstance(a, float) and a == 1 else a * b


def _tan(a: Tensor) -> tuple[Tensor, Tensor]:
    value = a.tan()
    return value, 1 + value * value


def _tanh(a: Tensor) -> tuple[Tensor, Tensor]:
    value = a.tanh()
    return value, 1 - value * value


def _exp(a: Tensor) -> tuple[Tensor, Tensor]:
    value = a.exp()
    return value, value


def _sqrt(a: Tensor) -> tuple[Tensor, Tensor]:
    value = a.sqrt()
    return value, 0.5 / value


FUNCTION: dict[str, Callable[[Tensor], tuple[Tensor, Tensor]]] = {
    "sin": lambda a: (a.sin(), a.cos()),
    "cos": lambda a: (a.cos(), -a.sin()),
    "tan": _tan,
    "exp": _exp,
    "log": lambda a: (a.log(), 1 / a),
    "sqrt": _sqrt,
    "abs": lambda a: (a.abs(), a.sign()),
    "tanh": _tanh,
}
"""Value and slope of each function."""
