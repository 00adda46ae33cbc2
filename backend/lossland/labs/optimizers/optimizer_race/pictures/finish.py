"""The finish of a race: round every lowest point, where the surface is as low as the goal."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import GOAL
from lossland.algorithms.surfaces.textbook import WINDOWS, landscape
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen

WAYS, ROOM = 96, 160
"""So many directions are looked along, at so many distances."""


def finish(seen: Seen) -> Tensor:
    """Its outline, (k (WAYS + 2), 2), closed and then NaN for each of the k lowest points."""
    left, right, _, _ = WINDOWS[seen.surface.kind]
    minima = seen.under.minima  # (k, 2)
    goal = GOAL * seen.race.same.loss[0, 0]
    angle = torch.linspace(0, 2 * math.pi, WAYS + 1, dtype=torch.float64)
    way = torch.stack([angle.cos(), angle.sin()], -1)  # (W, 2)
    far = torch.logspace(-4, 0, ROOM, dtype=torch.float64) * (right - left)  # (r,)
    places = minima[:, None, None] + far[:, None] * way[:, None]  # (k, W, r, 2)
    heights = landscape(seen.surface).value(places) - seen.under.lowest
    above = ~(heights <= goal)
    first = torch.where(above.any(-1), above.int().argmax(-1), ROOM - 1)  # (k, W) the first place that is too high
    edge = far[first]
    outline = minima[:, None] + edge[..., None] * way  # (k, W, 2)
    gap = torch.full((len(minima), 1, 2), torch.nan, dtype=torch.float64)
    return torch.cat([outline, gap], 1).flatten(0, 1)
