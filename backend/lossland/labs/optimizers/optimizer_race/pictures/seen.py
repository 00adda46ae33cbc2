"""What several pictures of the optimizer race need of a state."""

from __future__ import annotations

from functools import cached_property, lru_cache

import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import Update, update_of
from lossland.algorithms.surfaces.textbook import WINDOWS, Ground, Surface, ground, heights_in, landscape
from lossland.labs.optimizers.optimizer_race.experiment import CELLS, State, looked_at, rates_of, surface_of
from lossland.labs.optimizers.optimizer_race.params import PHASES, OptimizerRaceParams

LEAST = 1e-16
"""Lower heights are drawn here: a logarithmic axis has no 0."""
EDGE = 1e-3
"""The logarithm of a surface's height begins at this share of its range."""


BEYOND, WIDE_CELLS = 0.3, 85
"""The ground is drawn so much further than the window, to each side as a share of it: pictures are wider or higher."""


@lru_cache(maxsize=32)
@torch.inference_mode()
def around(s: Surface) -> tuple[Tensor, Tensor, Tensor]:
    """x (n,), y (n,) and heights (n, n) of the ground round the window."""
    left, right, low, high = WINDOWS[s.kind]
    across, up = BEYOND * (right - left), BEYOND * (high - low)
    return heights_in(landscape(s), left - across, right + across, low - up, high + up, WIDE_CELLS)


class Seen:
    """A state with its surface, its racers and the update that is looked at."""

    def __init__(self, s: State, p: OptimizerRaceParams) -> None:
        self.s, self.p, self.t, self.race = s, p, s.t, s.race
        self.surface = surface_of(s, p)
        self.under = ground(self.surface, CELLS)
        self.rates = rates_of(p)
        self.rateless = torch.tensor([k.method == "adadelta" and k.form == "course" for k in self.rates])
        """(R,) bool: there is no rate to show."""
        self.z = raised(self.under.heights - self.under.lowest, self.under, p.height)
        """(n, n) heights of the ground as they are drawn."""
        x, y, heights = around(self.surface)
        self.ground = x, y, raised(heights - self.under.lowest, self.under, p.height)
        """x, y and the heights round the window as they are drawn."""
        self.looked = looked_at(s, p)
        self.steps = len(s.noise)
        self.shown = s.t if s.phase or s.t == 0 else s.t - 1
        """The update on its way, else the last one."""
        self.parts = (s.phase or PHASES * (s.t > 0)) if p.slow else PHASES
        """How many parts of it are shown."""

    @cached_property
    def update(self) -> Update | None:
        """That update of the racer looked at, None where it has left the domain."""
        looked, after = self.looked, min(self.shown + 1, self.steps)
        if not bool(looked.judged.theta[after, looked.row].isfinite().all()):
            return None
        return update_of(looked.trace, looked.row, looked.rates, min(self.shown, self.steps - 1))


def raised(height: Tensor, under: Ground, how: str) -> Tensor:
    """Heights above the lowest point as they are drawn."""
    return height if how == "linear" else above_zero(height, under).log10()


def above_zero(height: Tensor, under: Ground) -> Tensor:
    """Heights above the lowest point, lifted by so much that they have a logarithm."""
    span = float((under.heights - under.lowest).nan_to_num(0.0).max())
    return height.clamp(min=0) + EDGE * max(span, 1e-12)
