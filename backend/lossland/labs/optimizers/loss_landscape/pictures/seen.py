"""What several pictures of the loss landscape lab need of a state."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Samples
from lossland.algorithms.surfaces.landscape import Plane, Projection, at_points, between, lattice, on_plane, project
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams, chosen
from lossland.labs.optimizers.loss_landscape.state import State

SLICE = torch.linspace(-0.5, 1.5, 33)
"""t of the points on the straight line from training 1, t = 0, to training 2, t = 1."""
TREMBLING = 21
"""Points along a side of a mini-batch's surface, which is new in every frame."""


class Over(NamedTuple):
    """One network over its plane: k trainings, t points of each one's path and where it is now."""

    at: Projection
    """Where the trainings are now."""
    a: Tensor
    """(n,) coordinates along the sides of the square."""
    b: Tensor
    values: Tensor
    """(2, n, n) loss and accuracy there."""
    ab: Tensor
    """(t + 1, k, 2) the paths."""
    losses: Tensor
    """(t + 1, k) true losses on them."""
    feet: Tensor
    """(k,) losses of the plane under or above the balls."""


class Seen:
    """A state with each network over its plane."""

    def __init__(self, s: State, p: LossLandscapeParams) -> None:
        self.s, self.p = s, p
        self.now = at_points(s.net, s.walk.theta, s.train, s.skip)
        """(2, R) loss and accuracy of all training samples."""
        self._straight: dict[int, Tensor] = {}
        self.over = [self._over(f) for f in range(len(s.surface.centre))]

    def rows(self, f: int) -> slice:
        """The rows of network f."""
        k = len(chosen(self.p))
        return slice(f * k, f * k + k)

    def plane(self, f: int) -> Plane:
        """What network f is seen over."""
        return Plane(self.s.surface.centre[f], self.s.surface.D[f])

    def way(self, f: int) -> Tensor:
        """The weights (T, P) on the straight line through the first two trainings of network f."""
        first, second = self.s.walk.theta[self.rows(f)][:2]
        return between(first, second, SLICE.to(self.s.gauss.device))

    def straight(self, f: int) -> Tensor:
        """Loss and accuracy there, (2, T)."""
        if f not in self._straight:
            flag = bool(self.s.skip[self.rows(f).start])
            self._straight[f] = at_points(self.s.net, self.way(f), self.s.train, flag)
        return self._straight[f]

    def _over(self, f: int) -> Over:
        s, rows, plane = self.s, self.rows(f), self.plane(f)
        theta, R = s.walk.theta, len(s.skip)
        path = s.trail.points[: s.trail.kept]  # (t, R P + R)
        walked = path[:, :-R].view(len(path), R, -1)  # (t, R, P)
        at = project(plane, theta[rows])
        steps = torch.cat([walked[:, rows], theta[None, rows]])  # (t + 1, k, P)
        losses = torch.cat([path[:, -R:][:, rows], self.now[0, None, rows]])  # (t + 1, k)
        ab = project(plane, steps.flatten(0, 1)).ab.view(-1, losses.shape[1], 2)
        feet = on_plane(s.net, plane, at.ab, s.train, bool(s.skip[rows.start]))[0]
        return Over(at, *self._values(f), ab, losses, feet)

    def _values(self, f: int) -> tuple[Tensor, Tensor, Tensor]:
        s, surface = self.s, self.s.surface
        low, high = surface.middle[f] - surface.half[f], surface.middle[f] + surface.half[f]
        n, values = self.p.grid, surface.values[f]
        if self.p.surface_of == "batch":
            n = TREMBLING
            batch = Samples(s.batch, s.batch_y, s.batch.new_full((s.batch.shape[1],), 1 / s.batch.shape[1]))
            residual = bool(s.skip[self.rows(f).start])
            values = on_plane(s.net, self.plane(f), lattice(low, high, n, n), batch, residual).view(2, n, n)
        ramp = torch.linspace(0, 1, n, device=low.device)
        return low[0] + ramp * (high[0] - low[0]), low[1] + ramp * (high[1] - low[1]), values
