"""What several pictures of the learning rate lab need of a state."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.optimizers.averaging import ewa
from lossland.labs.optimizers.learning_rate.experiment import State
from lossland.labs.optimizers.learning_rate.params import LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR, MOST_POINTS


class Seen:
    """A state with its curves, smoothed and thinned out to k points."""

    def __init__(self, s: State, p: LearningRateParams) -> None:
        self.s, self.p = s, p
        self.steps = torch.linspace(0, s.t, min(MOST_POINTS, s.t + 1), device=s.losses.device).round().long()
        """(k,) updates."""
        curves = smoothed(s, p, self.steps).clamp(FLOOR, CEILING)  # (R, k)
        gone = torch.where(s.alive[:, None], False, self.steps >= s.ended[:, None])
        self.curves = torch.where(gone, torch.nan, curves)
        """(R, k) losses, NaN where a row has diverged."""
        self.named = {"yaxis.beta": torch.tensor([p.smoothing])}
        """What the name of their axis says."""


def smoothed(s: State, p: LearningRateParams, steps: Tensor) -> Tensor:
    """The bias-corrected average of every row's losses up to the given updates, (R, k); at 0 the loss at the start."""
    later = steps[steps > 0]
    averages = ewa(s.losses[:, 1 : s.t + 1], p.smoothing, later, corrected=True)  # (R, k - 1)
    return torch.cat([s.losses[:, :1], averages], 1)
