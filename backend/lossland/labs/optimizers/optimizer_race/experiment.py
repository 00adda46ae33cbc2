"""A race of optimizers on a loss surface: drag the one start and all paths, 300 updates each, are drawn anew.

The race is a function of the surface, the racers, the start and the noise; `step` only moves the cursor along it. Each
racer runs twice: at the rate that all share, and at the best of 31 rates for just this start.
Sources: Goh 2017, "Why Momentum Really Works"; Kingma and Ba 2015, Adam; Prince 2023, Understanding Deep Learning, ch. 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise
from lossland.algorithms.optimizers.race import Basins, Judged, Race, basins, race
from lossland.algorithms.optimizers.rule import Rates
from lossland.algorithms.optimizers.walk import Trace
from lossland.algorithms.surfaces.textbook import Surface, gabor_data, ground
from lossland.lab import Experiment, constant, derived
from lossland.labs.optimizers.optimizer_race.params import PHASES, UPDATES, OptimizerRaceParams

CELLS = 65
"""The surface is drawn on a grid of so many points each way."""
BASIN_CELLS = 101


@dataclass
class State:
    """The race, computed beforehand, and where the cursor is."""

    rng: torch.Generator
    t: int
    """Updates that the cursor has passed."""
    phase: int
    """In slow motion, how many parts of the next update have been shown."""
    noise: Tensor = constant()
    """(T, 2) standard normal: the same for every racer."""
    data: tuple[tuple[float, ...], tuple[float, ...]] = constant()
    """Inputs and targets of the Gabor model, empty for every other surface."""
    order: Tensor = constant()
    """(T, n) int64: the order in which an epoch passes those data; n = 0 for every other surface."""
    race: Race = derived()
    basins: Basins | None = derived()
    """Where the racer looked at ends, from everywhere; None unless the map is asked for."""


class Looked(NamedTuple):
    """The racer looked at."""

    row: int
    rates: Rates
    judged: Judged
    trace: Trace


def surface_of(s: State, p: OptimizerRaceParams) -> Surface:
    """The surface with its numbers."""
    chosen: Any = p.surface
    if chosen.kind == "quadratic":
        return Surface("quadratic", chosen.kappa, chosen.angle)
    if chosen.kind == "formula":
        return Surface("formula", formula=chosen.formula)
    return Surface(chosen.kind, inputs=s.data[0], targets=s.data[1])


def rates_of(p: OptimizerRaceParams) -> list[Rates]:
    """The racers' numbers; the rate that all share where one has none of its own."""
    return [Rates(k.method, p.form, p.alpha if k.alpha is None else k.alpha, k.beta, k.rho, k.decay) for k in p.racers]


def noise_of(s: State, p: OptimizerRaceParams) -> Noise:
    """What disturbs the gradients: mini-batches of the Gabor model's data, an added error everywhere else."""
    if p.surface.kind == "gabor":
        return Noise(s.noise, 0.0, s.order, p.surface.batch)
    return Noise(s.noise, p.noise)


def raced(p: OptimizerRaceParams) -> tuple[object, ...]:
    """Everything that the race depends on besides the seed."""
    return p.surface, rates_of(p), p.noise


def new_race(s: State, p: OptimizerRaceParams) -> Race:
    """Runs it."""
    surface = surface_of(s, p)
    start = (p.surface.start_x, p.surface.start_y)
    return race(surface, ground(surface, CELLS).lowest, start, rates_of(p), noise_of(s, p))


def set_rates(p: OptimizerRaceParams) -> Rates:
    """The numbers of the racer looked at, as they are set: its best rate belongs to one start alone."""
    return rates_of(p)[min(p.racer, len(p.racers)) - 1]


def looked_at(s: State, p: OptimizerRaceParams) -> Looked:
    """The racer and the rate that pictures of a single racer follow."""
    row, rates = min(p.racer, len(p.racers)) - 1, rates_of(p)
    if p.which == "same":
        return Looked(row, rates[row], s.race.same, s.race.same_trace)
    best = rates[row]._replace(alpha=float(s.race.best_rate[row]))
    return Looked(row, best, s.race.best, s.race.best_trace)


def mapped(s: State, p: OptimizerRaceParams) -> tuple[object, ...]:
    """Everything that the map of basins depends on besides the seed: neither the start nor the cursor."""
    if not p.basins:
        return ()
    noise = noise_of(s, p)
    return surface_of(s, p), set_rates(p), noise.sigma, noise.size


def new_basins(s: State, p: OptimizerRaceParams) -> Basins | None:
    """The racer looked at, from everywhere."""
    if not p.basins:
        return None
    surface = surface_of(s, p)
    return basins(surface, ground(surface, BASIN_CELLS), set_rates(p), noise_of(s, p))


class Racing(Experiment[OptimizerRaceParams, State]):
    """Whole paths from one start."""

    slug = "optimizer-race"
    Params = OptimizerRaceParams

    def start(self, p: OptimizerRaceParams, rng: torch.Generator, device: torch.device) -> State:
        noise = torch.randn(UPDATES, 2, generator=rng, dtype=torch.float64)
        data: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        if p.surface.kind == "gabor":
            data = gabor_data(p.surface.count, p.surface.spread, rng)
        order = torch.rand(UPDATES, len(data[0]), generator=rng).argsort(1)
        return State(rng, 0, 0, noise, data, order)

    def adopt(self, s: State, p: OptimizerRaceParams, old: OptimizerRaceParams | None) -> None:
        before = None if old is None else mapped(s, old)  # with the best rate of the race that was
        if old is None or raced(old) != raced(p):
            s.race = new_race(s, p)
        if mapped(s, p) != before:
            s.basins = new_basins(s, p)

    def step(self, s: State, p: OptimizerRaceParams) -> dict[str, Tensor]:
        s.phase = s.phase + 1 if p.slow else PHASES
        if s.phase == PHASES:  # the update is complete
            s.t, s.phase = s.t + 1, 0
        return self.measure(s, p)

    def measure(self, s: State, p: OptimizerRaceParams) -> dict[str, Tensor]:
        if not s.race.known:
            return {}
        same, best = s.race.lowest[:, s.t].clamp(max=1e30)  # (T + 1,) each at t
        home, home_best = ((judged.settled <= s.t).sum().double() for judged in (s.race.same, s.race.best))
        metrics = {"lowest": same.clone(), "lowest_best": best.clone(), "home": home, "home_best": home_best}
        first = s.race.best.settled.min()
        if int(first) <= s.t:
            metrics["winner_best"] = first.double()
        return metrics

    def done(self, s: State, p: OptimizerRaceParams) -> bool:
        return s.t >= UPDATES
