"""The views of the learning rate lab. Colour is the logarithm of the rate; a diverged run is a cross at the ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lossland.algorithms.optimizers.averaging import ewa
from lossland.lab import Arrays
from lossland.lab.views import Figure
from lossland.labs.optimizers._learning_rate_averaging import draw_ewa, ewa_figure
from lossland.labs.optimizers._learning_rate_axes import CEILING, FLOOR, MOST_POINTS
from lossland.labs.optimizers._learning_rate_params import LearningRateParams
from lossland.labs.optimizers._learning_rate_race import draw_race, draw_valley, race_figure, valley_figure
from lossland.labs.optimizers._learning_rate_range_test import draw_range_test, range_test_figure
from lossland.labs.optimizers._learning_rate_sampling import draw_sampling, sampling_figure
from lossland.labs.optimizers._learning_rate_schedules import draw_losses, draw_rates, losses_figure, rates_figure

if TYPE_CHECKING:
    from lossland.labs.optimizers.learning_rate import State


def draw(s: State, p: LearningRateParams) -> dict[str, Arrays]:
    """All views of a frame."""
    steps = torch.linspace(0, s.t, min(MOST_POINTS, s.t + 1), device=s.losses.device).round().long()  # (k,)
    curves = smoothed(s, p, steps).clamp(FLOOR, CEILING)  # (R, k)
    gone = torch.where(s.alive[:, None], False, steps >= s.ended[:, None])
    curves = torch.where(gone, torch.nan, curves)
    rate = s.rate[:, max(s.t - 1, 0)]  # (R,)
    return {
        "race": draw_race(s, steps, curves),
        "valley": draw_valley(s, curves),
        "range_test": draw_range_test(s, steps, curves),
        "schedule_rates": draw_rates(s, p, rate),
        "schedule_losses": draw_losses(steps, curves),
        "ewa": draw_ewa(s, p),
        "sampling": draw_sampling(s),
    }


def smoothed(s: State, p: LearningRateParams, steps: Tensor) -> Tensor:
    """The bias-corrected average of every row's losses up to the given updates, (R, k); at 0 the loss at the start."""
    later = steps[steps > 0]
    averages = ewa(s.losses[:, 1 : s.t + 1], p.smoothing, later, corrected=True)  # (R, k - 1)
    return torch.cat([s.losses[:, :1], averages], 1)


def figures(p: LearningRateParams) -> dict[str, Figure]:
    """The views by name. Reads structural parameters only."""
    return {
        "race": race_figure(p),
        "valley": valley_figure(p),
        "range_test": range_test_figure(p),
        "sampling": sampling_figure(),
        "schedule_losses": losses_figure(p),
        "schedule_rates": rates_figure(),
        "ewa": ewa_figure(),
    }
