"""The state of the loss landscape lab: a walk, and a surface over the plane that it is seen from."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.algorithms.nets.row_nets import Net, Samples
from lossland.algorithms.optimizers.row_training import Walk
from lossland.algorithms.optimizers.trail import Trail
from lossland.lab import constant


@dataclass
class Surface:
    """A plane for each network, what of it is drawn, and the loss there as far as it is known."""

    centre: Tensor
    """(F, P): F networks, plain, residual, or both."""
    D: Tensor
    """(F, 2, P)."""
    middle: Tensor
    """(F, 2) coordinates of the middle of the square."""
    half: Tensor
    """(F,) half its side."""
    values: Tensor
    """(F, 2, n, n) loss and accuracy; rows from `rows` on are interpolated from COARSE x COARSE points."""
    rows: int


@dataclass
class State:
    """All trainings of all networks as the rows of one walk: row f k + i is training i of network f."""

    walk: Walk
    surface: Surface
    """Saved, for an action may have moved it."""
    trail: Trail
    """Rows (R P + R): the weights of all rows and their losses."""
    batch: Tensor
    """(d, B) inputs of the newest mini-batch of training 1."""
    batch_y: Tensor
    """(K, B)."""
    sharp: Tensor
    """(R, 2) largest eigenvalues, 0 before they are measured."""
    sharp_at: int
    """Update of that measurement, -1 before."""
    net: Net = constant()
    skip: Tensor = constant()
    """(R,) 1 for a residual network."""
    train: Samples = constant()
    x_test: Tensor = constant()
    """(d, m)."""
    y_test: Tensor = constant()
    gauss: Tensor = constant()
    """(2, P) normal numbers: the random directions before they are normalised."""
    rehearsal: Tensor = constant()
    """(T, R, P) checkpoints of the same trainings, run once beforehand, from the start to the end."""
