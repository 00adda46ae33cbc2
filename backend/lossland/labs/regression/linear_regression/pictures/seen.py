"""What several pictures of the linear regression lab need of a state."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.optimizers.trail import walked
from lossland.algorithms.regression.regression import cost_plane, error_factor, penalty_strengths
from lossland.labs.regression.linear_regression.experiment import State, penalty_of
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, chosen

WIDE = 1.4
"""The window reaches so many times as far from the first answer as the descent begins."""
AROUND = 1.6
"""The cost is known so much further than the window reaches: a picture may be wider than high."""


class Seen:
    """A state with the cost over two weights, in a window that neither a run nor a dragged point moves."""

    def __init__(self, s: State, p: LinearRegressionParams) -> None:
        self.s, self.p = s, p
        self.pair = chosen(p, len(s.weights))
        pair = list(self.pair)
        star = s.answer[pair]  # (2,)
        self.walked = walked(s.trail, s.weights)
        """(t, 1 + K) weights."""
        centre, half = window(s, pair)
        self.range = {
            f"{axis}axis.range": torch.stack([c - half, c + half]) for axis, c in zip("xy", centre, strict=True)
        }
        """The window."""
        grid = AROUND * half * torch.linspace(-1, 1, 65, dtype=torch.float64, device=star.device)
        self.a, self.b = centre[0] + grid, centre[1] + grid
        self.l1, self.l2 = penalty_strengths(*penalty_of(p))
        self.factor = error_factor(p.error, len(s.y))
        self.plane = self.factor * cost_plane(s.z, s.y, s.weights, self.pair, self.a, self.b, self.l1, self.l2)
        """(65, 65) cost where the chosen weights are `a` across and `b` up."""
        away = self.walked[:, pair].nan_to_num(1e12, 1e12, -1e12) - centre  # (t, 2)
        far = away.abs().amax(1, keepdim=True) / half  # (t, 1)
        self.left = bool(far[-1] > 1)
        """Whether the weights are outside of the window."""
        path = centre + away / far.clamp(min=1)  # on its edge, in the same direction
        self.spots = {
            "trail.x": path[:, 0],
            "trail.y": path[:, 1],
            "here.x": path[-1:, 0],
            "here.y": path[-1:, 1],
            "answer.x": star[:1],
            "answer.y": star[1:],
        }
        """The path, its end and the answer, by trace."""


def window(s: State, pair: list[int]) -> tuple[Tensor, Tensor]:
    """Its centre (2,), and half its width and height: it holds the whole way from 0, and the answer wherever that is now."""
    centre = s.home[pair]
    least = torch.stack([0.25 * s.home.abs().max(), torch.full_like(s.home[0], 1e-3)]).max()
    half = (WIDE * torch.linalg.vector_norm(centre)).maximum(least)
    while bool((s.answer[pair] - centre).abs().max() > half):
        half = 2 * half
    return centre, half
