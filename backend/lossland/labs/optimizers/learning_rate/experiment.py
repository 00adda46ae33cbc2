"""The learning rate: one network trained with 16 rates at once, from too small to divergent, all in one tensor.

Every row of theta (R, P) is a network of its own with the same start and the same batches; only its rate differs. Rows
0 to 15 keep theirs, six more follow one schedule each, and the last is the range test, whose rate grows at every step.
Sources: Smith 2017, "Cyclical learning rates for training neural networks"; Bengio 2012, "Practical recommendations for
gradient-based training of deep architectures".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.nets.initialisation import deviation
from lossland.algorithms.nets.losses import targets
from lossland.algorithms.nets.many_mlps import Stack, backward_all, forward_all, new_stack, softmax_losses
from lossland.algorithms.optimizers.averaging import temperatures
from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.rule import Moments, Rates, Rule, ahead, new_moments, rule_of, update
from lossland.algorithms.optimizers.schedules import scheduled_rate
from lossland.datasets.digits import digit_pictures
from lossland.datasets.plane import generated
from lossland.lab import Experiment, constant
from lossland.labs.optimizers.learning_rate.params import LATELY, RUNS, SCHEDULES, LearningRateParams

LIMIT = 100.0
"""A loss above this, or none at all, is a divergence: the row is frozen as it is."""
TRIALS = 1000
DAYS = 365
POINTS, NOISE = 1000, 0.15
"""Of the generated data sets."""


@dataclass
class State:
    """R = 16 + 6 + 1 networks, and every loss they had. T updates in all, of which t are done."""

    rng: torch.Generator
    nets: Stack
    moments: Moments
    batches: Batches
    t: int
    losses: Tensor
    """(R, 1 + T): column 0 is the loss at the start on all data, column t that of update t; 0 where none is yet."""
    alive: Tensor
    """(R,) bool: not diverged."""
    ended: Tensor
    """(R,) int64: update at which the row diverged, 0 where it did not."""
    lately: Tensor
    """(R,) average of the last losses, before correction."""
    rate: Tensor = constant()
    """(R, T) learning rate of every row at every update."""
    x: Tensor = constant()
    """(n[0], n)."""
    y: Tensor = constant()
    """(K, n) one-hot."""
    temperature: Tensor = constant()
    """(365,) the noisy series to be averaged, in degrees Celsius."""
    trials: Tensor = constant()
    """(2, 1000) rates drawn from [1e-4, 1]: uniformly, and uniformly in their logarithm."""


def load_inputs(data: str, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """x (n[0], n) of about unit size, and one-hot y (K, n)."""
    if data == "digits":
        grey, digit = digit_pictures()
        return (grey.float() / 16).T.contiguous(), targets(digit.long(), 10)
    points, label = generated(data, POINTS, NOISE, 2, rng)
    return (points / 3).T.contiguous(), targets(label, 2 if data != "blobs" else 4)


def rate_table(p: LearningRateParams, per_epoch: int) -> Tensor:
    """alpha of all rows at all updates, (R, T): 16 in equal ratios, one for each schedule, the range test."""
    t = torch.arange(p.steps)
    epoch = t // per_epoch  # (T,)
    epochs = range(int(epoch[-1]) + 1)
    spread = geometric(p, torch.arange(RUNS) / (RUNS - 1))  # (16,)
    shape = torch.tensor([planned(p, p.schedule, 1.0, e, per_epoch) for e in epochs])
    plans = torch.tensor([[planned(p, name, p.alpha, e, per_epoch) for e in epochs] for name in SCHEDULES])
    by_epoch = torch.cat([spread[:, None] * shape, plans])  # (16 + 6, epochs)
    return torch.cat([by_epoch[:, epoch], geometric(p, t / (p.steps - 1))[None]])


def geometric(p: LearningRateParams, share: Tensor) -> Tensor:
    """From the smallest rate at share 0 to the largest at 1, in equal ratios."""
    return p.lowest * (p.highest / p.lowest) ** share


def planned(p: LearningRateParams, name: str, alpha: float, epoch: int, per_epoch: int) -> float:
    """The rate of a schedule in an epoch. The cosine takes the whole run, so that it ends near 0."""
    period = math.ceil(p.steps / per_epoch) if name == "cosine" else p.period
    return scheduled_rate(name, alpha, epoch, period, p.factor)


def rule_for(p: LearningRateParams, alpha: Tensor) -> Rule:
    """The method with a rate for each row: alpha (R, 1). The course's Nesterov looks ahead by alpha m too."""
    rule = rule_of(Rates(p.optimizer, p.form, 1.0, p.beta, p.rho))
    return rule._replace(alpha=alpha, ahead=alpha if rule.looks_ahead else 0.0)


class Training(Experiment[LearningRateParams, State]):
    """All rows make the same update, each at its own rate."""

    slug = "learning-rate"
    Params = LearningRateParams

    def start(self, p: LearningRateParams, rng: torch.Generator, device: torch.device) -> State:
        x, y = load_inputs(p.data, rng)
        sizes = (x.shape[0], *[p.width] * p.layers, y.shape[0])
        R = RUNS + len(SCHEDULES) + 1
        nets = new_stack(R, sizes, p.activation, device)
        for layer in nets.layers:
            fan_out, fan_in = layer.W.shape[1:]
            sigma = deviation("he" if p.activation == "relu" else "xavier", fan_in, fan_out)
            layer.W.copy_(sigma * torch.randn(fan_out, fan_in, generator=rng))  # the same W in every row
        x, y = x.to(device), y.to(device)
        first, _ = softmax_losses(forward_all(nets, x)[-1].z, y)  # (R,)
        losses = torch.zeros(R, 1 + p.steps, device=device)
        losses[:, 0] = first
        uniform = torch.rand(2, TRIALS, generator=rng)
        trials = torch.stack([1e-4 + (1 - 1e-4) * uniform[0], 10 ** (4 * uniform[1] - 4)])
        return State(
            rng=rng,
            nets=nets,
            moments=new_moments(nets.theta),
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            t=0,
            losses=losses,
            alive=torch.ones(R, dtype=torch.bool, device=device),
            ended=torch.zeros(R, dtype=torch.int64, device=device),
            lately=torch.zeros(R, device=device),
            rate=rate_table(p, math.ceil(x.shape[1] / p.batch_size)).to(device),
            x=x,
            y=y,
            temperature=temperatures(DAYS, rng),
            trials=trials,
        )

    @torch.inference_mode()  # the backward pass is written out: autograd need not watch
    def step(self, s: State, p: LearningRateParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, s.y.shape[1], p.batch_size, s.rng)  # (B,), the same for all
        x, y = s.x.index_select(1, rows), s.y.index_select(1, rows)  # (n[0], B), (K, B)
        alpha = torch.where(s.alive, s.rate[:, s.t], 0.0)[:, None]  # (R, 1)
        rule = rule_for(p, alpha)
        with ahead(s.nets.theta, s.moments, rule):
            seen = forward_all(s.nets, x)
            losses, df = softmax_losses(seen[-1].z, y)  # (R,), (R, K, B)
            backward_all(s.nets, seen, df)

        s.t += 1
        broken = s.alive & ~(losses <= LIMIT)  # true for NaN too
        s.alive &= ~broken
        s.ended += broken * s.t
        losses = torch.where(s.alive, losses, LIMIT)
        gradient = torch.where(s.alive[:, None], s.nets.gradient, 0.0)  # (R, P)
        update(s.nets.theta, gradient, s.moments, rule._replace(alpha=alpha * s.alive[:, None]))

        s.losses[:, s.t] = losses
        s.lately.lerp_(losses, 1 - LATELY)
        level = s.lately[:RUNS] / (1 - LATELY**s.t)  # (16,)
        best = level.argmin()
        return {
            "best_loss": level[best],
            "best_rate": s.rate[:RUNS, s.t - 1][best],
            "diverged": (~s.alive[:RUNS]).sum(),
            "middle_loss": level.median(),
        }

    def done(self, s: State, p: LearningRateParams) -> bool:
        return s.t >= p.steps
