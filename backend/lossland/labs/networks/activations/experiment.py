"""Activation functions: the slope at z, and what a chain of n such slopes leaves of a gradient.

The simplest kind of lab: no `step`; a parameter change computes everything anew.
Source: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.nets.activations import activation, chain, derivative
from lossland.lab import Experiment, derived
from lossland.labs.networks.activations.params import REACH, ActivationsParams


@dataclass
class State:
    """A unit a = f(z), and a chain of n of them, all in float64."""

    grid: Tensor = derived()
    """(321,) values of z over the whole curve."""
    curve: Tensor = derived()
    """(321,) f there."""
    slopes: Tensor = derived()
    """(321,) f' there."""
    saturated: Tensor = derived()
    """(321,) bool: |f'| is below the threshold."""
    z: Tensor = derived()
    """(1,) where the unit is."""
    a: Tensor = derived()
    """(1,) f(z)."""
    slope: Tensor = derived()
    """(1,) f'(z)."""
    same: Tensor = derived()
    """(n,) the gradient after 1 ... n layers that are all at this z: w^(l-1) f'(z)^l."""
    gradients: Tensor = derived()
    """(n,) the gradient of the true chain, in which each layer has a z of its own."""
    outputs: Tensor = derived()
    """(n,) activations of the true chain."""


class Unit(Experiment[ActivationsParams, State]):
    """One unit on its curve, and a chain of such units."""

    slug = "activations"
    Params = ActivationsParams

    def start(self, p: ActivationsParams, rng: torch.Generator, device: torch.device) -> State:
        return State()

    def adopt(self, s: State, p: ActivationsParams, old: ActivationsParams | None) -> None:
        s.grid = torch.linspace(-REACH, REACH, 321, dtype=torch.float64)
        s.curve, s.slopes = activation(p.function, s.grid, p.slope), derivative(p.function, s.grid, p.slope)
        s.saturated = s.slopes.abs() < p.threshold
        s.z = torch.tensor([p.z], dtype=torch.float64)
        s.a, s.slope = activation(p.function, s.z, p.slope), derivative(p.function, s.z, p.slope)
        layer = torch.arange(1, p.layers + 1, dtype=torch.float64)  # (n,)
        s.same = s.slope**layer * p.weight ** (layer - 1)
        s.outputs, s.gradients = chain(p.function, p.z, p.layers, p.weight, p.slope)
