"""What several pictures of the playground need of a state."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.activations import derivative
from lossland.algorithms.nets.losses import probabilities
from lossland.algorithms.nets.mlp import LEAK, forward
from lossland.algorithms.nets.plane_inputs import plane_inputs
from lossland.labs.networks.mlp_playground.experiment import State
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams

SIDE = 6.0
COARSE = 32
FINE = 3 * COARSE
"""Cells along the side of a unit's own map and of the large one. The middle of a coarse cell is that of a fine one, so
that one forward pass serves both."""
BESIDE, ABOVE = 36, 12
"""Fine cells that the large map has beside the square in which the points are, and above and below it."""
WIDE, TALL = (FINE + 2 * BESIDE) / FINE, (FINE + 2 * ABOVE) / FINE
MOST_SAMPLES = 256
"""Training points on which the units are judged."""
DEAD, SATURATED = 1, 2
FLAT = 0.05
"""A sigmoid or tanh whose slope is below this share of its steepest is saturated."""


class Health(NamedTuple):
    """How the units of a hidden layer fare on a sample."""

    state: Tensor
    """(units,) u1: 1 where the slope is 0 for every sample, 2 where it is flat for nine in ten."""
    saturated: Tensor
    """0-d: share of all units and samples that are flat."""


def health(name: str, u: Tensor) -> Health:
    """Of a layer with that activation, from what it sees, u (units, n). Only sigmoid and tanh saturate."""
    slope = derivative(name, u, LEAK).abs()  # (units, n)
    if name in ("sigmoid", "tanh"):
        share = (slope < FLAT * (0.25 if name == "sigmoid" else 1.0)).float().mean(1)  # (units,)
        return Health((share >= 0.9).to(torch.uint8) * SATURATED, share.mean())
    return Health((slope.amax(1) < 1e-6).to(torch.uint8) * DEAD, slope.new_zeros(()))


class Seen:
    """A state with what its network makes of training points, of the plane and of the points it is judged by."""

    def __init__(self, s: State, p: MlpPlaygroundParams) -> None:
        self.s, self.p = s, p
        self.stepped = len(s.batches.order) > 0
        """Whether there is a last batch, and its gradient."""
        names = s.net.architecture.activations
        self.sample = forward(s.net, s.x[:, :MOST_SAMPLES], p.form, training=False)
        """A pass of training points, by layer."""
        self.hidden = [health(name, layer.u) for name, layer in zip(names, self.sample[:-1], strict=True)]
        """Of the hidden layers."""
        x, shaded = plane(s.points.device, tuple(p.features.chosen()))
        passes = forward(s.net, x, p.form, training=False)
        self.answer = probabilities(passes[-1].z)
        """(n[L], cells) over the plane."""
        between = [shade(name, layer.a) for name, layer in zip(names, passes[:-1], strict=True)]
        self.values = [x, *(layer.a for layer in passes[:-1]), self.answer]
        """What every unit gives over the plane, for l = 0 ... L: (n[l], cells) each."""
        self.scales = ["linear", *names, "sigmoid"]
        """What bounds these values, by layer: a probability lies where a sigmoid does."""
        self.maps = [shaded, *between, 2 * self.answer - 1]
        """The same brought to -1 ... 1."""
        held = bool(s.held.any())
        x, self.y = (s.x_held, s.y_held) if held else (s.x, s.y)
        """(n[L], m) targets of the validation set, or of the training set where nothing is held out."""
        self.z = forward(s.net, x, p.form, training=False)[-1].z
        """(n[L], m) what comes out for them."""
        self.keys = s.key[s.held if held else ~s.held]
        """(m,) indices of their pictures."""

    def range(self, unit: int) -> Tensor:
        """What -1 and 1 of a unit's map stand for (2,); units are counted through all layers."""
        layer = 0
        while unit >= len(self.values[layer]):
            unit -= len(self.values[layer])
            layer += 1
        name = self.scales[layer]
        if name in ("tanh", "sigmoid"):
            return torch.tensor([-1.0 if name == "tanh" else 0.0, 1.0])
        largest = square(self.values[layer][unit : unit + 1]).abs().amax()
        return torch.nan_to_num(torch.stack([-largest, largest]))


@lru_cache(maxsize=2)
def grid(device: torch.device) -> Tensor:
    """The middles of the cells of the large map, in rows from the lowest x2 up: (cells, 2)."""
    x1, x2 = (
        2 * SIDE / FINE * (torch.arange(FINE + 2 * margin, device=device) + 0.5 - margin) - SIDE
        for margin in (BESIDE, ABOVE)
    )
    x2, x1 = torch.meshgrid(x2, x1, indexing="ij")
    return torch.stack([x1.flatten(), x2.flatten()], 1)


@lru_cache(maxsize=8)
def plane(device: torch.device, features: tuple[str, ...]) -> tuple[Tensor, Tensor]:
    """What the network is given over the plane, (n[0], cells), and the same brought to -1 ... 1."""
    x = plane_inputs(grid(device), features)
    return x, shade("linear", x)


def shade(name: str, a: Tensor) -> Tensor:
    """A layer's values a (units, cells) brought to -1 ... 1: by their bounds, or by each unit's largest in the square."""
    if name == "tanh":
        return a
    if name == "sigmoid":
        return 2 * a - 1
    return a / square(a).abs().amax((1, 2)).clamp(min=1e-12)[:, None]


def square(maps: Tensor) -> Tensor:
    """The part of maps (units, cells) in which the points are: (units, FINE, FINE)."""
    return maps.reshape(len(maps), FINE + 2 * ABOVE, -1)[:, ABOVE:-ABOVE, BESIDE:-BESIDE]


def bytes_of(values: Tensor) -> Tensor:
    """Numbers from -1 to 1 as u1 from 0 to 255; NaN, after a divergence, is the middle."""
    return torch.nan_to_num(values, 0.0).clamp_(-1, 1).mul_(127.5).add_(127.5).round_().to(torch.uint8)
