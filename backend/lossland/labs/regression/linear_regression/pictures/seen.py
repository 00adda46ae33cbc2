"""What several pictures of the linear regression lab need of a state."""

from __future__ import annotations

import math

import torch

from lossland.algorithms.optimizers.trail import walked
from lossland.algorithms.regression.regression import cost_plane, error_factor, penalty_strengths
from lossland.labs.regression.linear_regression.experiment import State, penalty_of
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, chosen


class Seen:
    """A state with the cost over two weights: around the answer, as far as the path walked so far reaches."""

    def __init__(self, s: State, p: LinearRegressionParams) -> None:
        self.s, self.p = s, p
        pair = list(chosen(p, len(s.weights)))
        star = s.answer[pair]  # (2,)
        self.walked = walked(s.trail, s.weights)
        """(t, 1 + K) weights."""
        path = self.walked[:, pair].nan_to_num(1e12, 1e12, -1e12).clamp(-1e12, 1e12)  # (t, 2)
        reach = float(torch.cat([path - star, star[None]]).abs().max())
        half = 2 ** (math.ceil(2 * math.log2(max(1.15 * reach, 1e-3))) / 2)  # in steps of root 2: it rarely jumps
        centre = (star / half * 4).round() * half / 4
        self.b = centre[1] + half * torch.linspace(-1, 1, 41, dtype=torch.float64, device=star.device)
        self.a = centre[0] + half * torch.linspace(-1, 1, 41, dtype=torch.float64, device=star.device)
        self.l1, self.l2 = penalty_strengths(*penalty_of(p))
        self.factor = error_factor(p.error, len(s.y))
        self.plane = self.factor * cost_plane(s.z, s.y, s.weights, (pair[0], pair[1]), self.a, self.b, self.l1, self.l2)
        """(41, 41) cost where the chosen weights are `a` across and `b` up."""
        self.spots = {
            "trail.x": path[:, 0],
            "trail.y": path[:, 1],
            "here.x": path[-1:, 0],
            "here.y": path[-1:, 1],
            "answer.x": star[:1],
            "answer.y": star[1:],
        }
        """The path, its end and the answer, by trace."""
