"""A race of optimizers on a loss surface: drag the one start and all paths, 300 updates each, are drawn anew.

The race is a function of the surface, the racers, the start and the noise; `step` only moves the cursor along it. Each
racer runs twice: at the rate that all share, and at the best of 31 rates for just this start.
Sources: Goh 2017, "Why Momentum Really Works"; Kingma and Ba 2015, Adam; Prince 2023, Understanding Deep Learning, ch. 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise
from lossland.algorithms.optimizers.race import Race, race
from lossland.algorithms.optimizers.rule import Rates
from lossland.algorithms.surfaces.textbook import Surface, gabor_data, ground
from lossland.lab import Arrays, Lab, Metric, T, constant
from lossland.lab.views import Figure
from lossland.labs.optimizers.optimizer_race.params import PHASES, UPDATES, OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures import draw
from lossland.labs.optimizers.optimizer_race.pictures.figures import figures
from lossland.labs.optimizers.optimizer_race.presets import PREDICTIONS, PRESETS

CELLS = 65
"""The surface is drawn on a grid of so many points each way."""


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
    race: Race = constant()
    of: str = constant()
    """What `race` was computed for; `step` computes it anew when the parameters are others."""


def surface_of(p: OptimizerRaceParams, data: tuple[tuple[float, ...], tuple[float, ...]]) -> Surface:
    """The surface with its numbers."""
    chosen: Any = p.surface
    if chosen.kind == "quadratic":
        return Surface("quadratic", chosen.kappa, chosen.angle)
    if chosen.kind == "formula":
        return Surface("formula", formula=chosen.formula)
    return Surface(chosen.kind, inputs=data[0], targets=data[1])


def rates_of(p: OptimizerRaceParams) -> list[Rates]:
    """The racers' numbers; the rate that all share where one has none of its own."""
    return [Rates(k.method, p.form, p.alpha if k.alpha is None else k.alpha, k.beta, k.rho, k.decay) for k in p.racers]


def noise_of(p: OptimizerRaceParams, errors: Tensor, order: Tensor) -> Noise:
    """What disturbs the gradients: mini-batches of the Gabor model's data, an added error everywhere else."""
    if p.surface.kind == "gabor":
        return Noise(errors, 0.0, order, p.surface.batch)
    return Noise(errors, p.noise)


def key_of(p: OptimizerRaceParams) -> str:
    """Names everything that the race depends on besides the seed."""
    return f"{p.surface!r} {rates_of(p)} {p.noise}"


def race_for(s: State, p: OptimizerRaceParams) -> Race:
    """The race under these parameters."""
    return s.race if s.of == key_of(p) else new_race(p, noise_of(p, s.noise, s.order), s.data)


def new_race(p: OptimizerRaceParams, noise: Noise, data: tuple[tuple[float, ...], tuple[float, ...]]) -> Race:
    """Runs it."""
    surface = surface_of(p, data)
    start = (p.surface.start_x, p.surface.start_y)
    return race(surface, ground(surface, CELLS).lowest, start, rates_of(p), noise)


class OptimizerRace(Lab[OptimizerRaceParams, State]):
    """Whole paths from one draggable start."""

    slug = "optimizer-race"
    part = "optimizers"
    title = T("Optimizer race", "优化器竞速")
    summary = T(
        "Drag the start and watch whole paths redraw: at one rate for all, and each at its best rate.",
        "拖动起点，整条路径随之重画：左边共用一个学习率，右边各用最佳学习率。",
    )
    question = T("Who wins in a ravine, and at whose learning rate?", "在沟谷中谁会赢？用的又是谁的学习率？")
    topics = (
        T("Gradient descent", "梯度下降"),
        T("Momentum, Nesterov", "动量、Nesterov"),
        T("AdaGrad, RMSprop, AdaDelta", "AdaGrad、RMSprop、AdaDelta"),
        T("Adam, AdamW", "Adam、AdamW"),
        T("Condition number", "条件数"),
        T("Saddles and local minima", "鞍点与局部极小值"),
    )
    Params = OptimizerRaceParams
    metrics: ClassVar[Mapping[str, Metric]] = {
        "lowest": Metric(T("lowest f, same rate", "相同学习率：最低 f"), headline=True),
        "lowest_best": Metric(T("lowest f, best rates", "最佳学习率：最低 f"), headline=True),
        "home": Metric(T("arrived, same rate", "相同学习率：已到达")),
        "home_best": Metric(T("arrived, best rates", "最佳学习率：已到达")),
    }
    layout = (
        ("same", ("best", "surface")),
        ("loss", ("table", "slow", "numbers", "rule", "sweep", "effective", "basins")),
    )
    speed = 50.0  # a race of six seconds
    presets = PRESETS
    predictions = PREDICTIONS

    def start(self, p: OptimizerRaceParams, rng: torch.Generator, device: torch.device) -> State:
        noise = torch.randn(UPDATES, 2, generator=rng, dtype=torch.float64)
        data: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        if p.surface.kind == "gabor":
            data = gabor_data(p.surface.count, p.surface.spread, rng)
        order = torch.rand(UPDATES, len(data[0]), generator=rng).argsort(1)
        return State(rng, 0, 0, noise, data, order, new_race(p, noise_of(p, noise, order), data), key_of(p))

    def step(self, s: State, p: OptimizerRaceParams) -> dict[str, Tensor]:
        if s.of != key_of(p):
            s.race, s.of = race_for(s, p), key_of(p)
        s.phase = s.phase + 1 if p.slow else PHASES
        if s.phase == PHASES:  # the update is complete
            s.t, s.phase = s.t + 1, 0
        if not s.race.known:
            return {}
        same, best = s.race.lowest[:, s.t].clamp(max=1e30)  # (T + 1,) each at t
        home, home_best = ((judged.settled <= s.t).sum().double() for judged in (s.race.same, s.race.best))
        return {"lowest": same.clone(), "lowest_best": best.clone(), "home": home, "home_best": home_best}

    def done(self, s: State, p: OptimizerRaceParams) -> bool:
        return s.t >= UPDATES

    def figures(self, p: OptimizerRaceParams) -> dict[str, Figure]:
        return figures(p)

    @torch.inference_mode()
    def draw(self, s: State, p: OptimizerRaceParams) -> dict[str, Arrays]:
        surface = surface_of(p, s.data)
        return draw(
            race_for(s, p), surface, ground(surface, CELLS), rates_of(p), s.t, s.phase, noise_of(p, s.noise, s.order), p
        )
