"""Races of optimizers on one surface: every racer, and every learning rate that each might have had, in one tensor.

All racers begin at one place and see the same gradient noise, or the same mini-batches. A racer that leaves the domain is
marked; since no row of theta (R, 2) looks at another, the others go on as if it had never been there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise, gradients
from lossland.algorithms.optimizers.rule import (
    Moments,
    Rates,
    ahead,
    new_moments,
    rule_of,
    update,
)
from lossland.algorithms.optimizers.walk import Prepared, Trace, prepared, walk
from lossland.algorithms.surfaces.textbook import Ground, Surface, landscape, middle_and_reach

RATES = [10 ** (k / 6 - 4) for k in range(31)]
"""The learning rates that are tried for each racer: 1e-4 to 10, six a decade."""
LOOK = 5
"""To choose among the rates a racer is looked at after every so many steps."""
GOAL = 1e-3
"""The goal is this share of the start's height above the lowest point."""


class Judged(NamedTuple):
    """What became of R racers."""

    theta: Tensor
    """(T + 1, R, 2); NaN after a racer has left the domain."""
    loss: Tensor
    """(T + 1, R) height above the lowest point of the surface, likewise."""
    left: Tensor
    """(R,) int64: the step at which a racer left the domain; T + 1 if it never did."""
    settled: Tensor
    """(R,) int64: the step from which on a racer stays below the goal; T + 1 if it does not."""


@lru_cache(maxsize=8)
def tried(racers: tuple[Rates, ...], steps: int) -> Prepared:
    """The racers, and then each with all of `RATES`."""
    return prepared((*racers, *(k._replace(alpha=alpha) for k in racers for alpha in RATES)), steps)


def judge(theta: Tensor, surface: Surface, lowest: float) -> Judged:
    """Measures the heights of paths (T + 1, R, 2), marks who left the domain and says who reached the goal for good."""
    middle, reach = middle_and_reach(surface.kind, theta)
    inside = ((theta - middle).abs() <= reach).all(-1)  # (T + 1, R), false for NaN
    height = landscape(surface).value(theta) - lowest  # (T + 1, R)
    inside &= height.abs() < 1e30
    gone = (~inside).cumsum(0) > 0  # (T + 1, R): from the first step outside on
    loss = torch.where(gone, torch.nan, height.clamp(min=0))
    steps = len(gone)
    above = ~(loss <= GOAL * loss[0])  # (T + 1, R)
    places = torch.arange(1, steps + 1)[:, None]  # (T + 1, 1)
    return Judged(torch.where(gone[..., None], torch.nan, theta), loss, steps - gone.sum(0), (above * places).amax(0))


@dataclass
class Race:
    """The same racers twice: at their given rates, and each at its best rate of `RATES`."""

    same: Judged
    same_trace: Trace
    best: Judged
    best_trace: Trace
    best_rate: Tensor
    """(R,)"""
    sweep: Tensor
    """(R, G) height at the end for every rate that was tried; NaN where the racer left."""
    lowest: Tensor
    """(2, T + 1) least height so far of any racer, for both."""
    known: bool
    """Whether the surface has a finite value at the start."""


@torch.inference_mode()
def race(surface: Surface, lowest: float, start: Sequence[float], racers: Sequence[Rates], noise: Noise) -> Race:
    """All racers from one start, at their own rates and at all of `RATES`, in one tensor of R (1 + G) rows."""
    count, rates = len(racers), len(RATES)
    theta = noise.errors.new_tensor(start).expand(count * (1 + rates), 2)
    walked = walk(gradients(surface, noise), theta, tried(tuple(racers), len(noise)))
    trials = judge(walked.theta[::LOOK, count:], surface, lowest)
    final = trials.loss[-1].view(count, rates)
    score = trials.settled.view(count, rates) + final / (1 + final)  # first to the goal, or lowest at the end
    winner = score.nan_to_num(torch.inf).argmin(1)  # (R,)
    first = torch.arange(count)
    shown = torch.cat([first, count + rates * first + winner])  # (2 R,): at the given rates, then at the best
    kept = walked.of(shown)
    judged = judge(kept.theta, surface, lowest)
    same_trace, best_trace = (Trace(*(part[:, rows] for part in kept)) for rows in (slice(count), slice(count, None)))
    same, best = (Judged(*(part[..., rows, :] if part.dim() == 3 else part[..., rows] for part in judged))
                  for rows in (slice(count), slice(count, None)))  # fmt: skip
    least = torch.stack([same.loss, best.loss]).nan_to_num(torch.inf).amin(2).cummin(1).values  # (2, T + 1)
    best_rate = noise.errors.new_tensor(RATES)[winner]
    return Race(same, same_trace, best, best_trace, best_rate, final, least, bool(least[0, 0] < torch.inf))


class Update(NamedTuple):
    """One update of one racer, piece by piece; each (2,), a piece that the method has not is NaN."""

    theta: Tensor
    g: Tensor
    m: Tensor
    m_hat: Tensor
    v: Tensor
    v_hat: Tensor
    d: Tensor
    r: Tensor
    effective: Tensor
    """alpha / r, in AdaDelta alpha sqrt(u + eps) / r."""
    move: Tensor


def update_of(w: Trace, row: int, k: Rates, t: int) -> Update:
    """The update t -> t + 1 of a racer."""
    rule = rule_of(k)
    g, m, v, u = (part[t, row] for part in (w.g, w.m, w.v, w.u))
    nothing = torch.full_like(g, torch.nan)
    m_hat = m / (1 - float(rule.m_begun) ** (t + 1))
    v_hat = v / (1 - float(rule.v_begun) ** (t + 1))
    d = rule.use_g * g + rule.use_m * m_hat
    r = (v_hat + rule.inside).sqrt() + rule.outside
    effective = rule.alpha * ((u + rule.u_inside).sqrt() if rule.has_u else 1.0) / r
    return Update(
        w.theta[t, row],
        g,
        m if rule.has_m else nothing,
        m_hat if rule.has_m else nothing,
        v if rule.has_v else nothing,
        v_hat if rule.has_v else nothing,
        d,
        r,
        effective,
        w.theta[t + 1, row] - w.theta[t, row],
    )


def effective_rates(w: Trace, row: int, k: Rates) -> Tensor:
    """alpha / r of every update of a racer, (T, 2)."""
    rule = rule_of(k)
    t = torch.arange(1, len(w.v) + 1, dtype=w.v.dtype)[:, None]  # (T, 1)
    r = (w.v[:, row] / (1 - float(rule.v_begun) ** t) + rule.inside).sqrt() + rule.outside
    scale = (w.u[:, row] + rule.u_inside).sqrt() if rule.has_u else torch.ones_like(r)
    return rule.alpha * scale / r


class Basins(NamedTuple):
    """Where an optimizer ends, by where it began."""

    minimum: Tensor
    """(n, n) int64: number of the place reached, -1 where it left the domain or had not come to rest."""
    steps: Tensor
    """(n, n) int64: updates until it was within a hundredth of the window of its end."""
    places: Tensor
    """(k, 2) the places reached, that of most starts first."""


MOST_PLACES = 40


@torch.inference_mode()
def basins(surface: Surface, under: Ground, k: Rates, noise: Noise) -> Basins:
    """Runs one racer from every point of the ground's grid, all starts in one tensor (n^2, 2)."""
    n = len(under.x)
    up, across = torch.meshgrid(under.y, under.x, indexing="ij")  # (n, n) each
    theta = torch.stack([across, up], -1).view(-1, 2).clone()  # (n^2, 2)
    middle, reach = middle_and_reach(surface.kind, theta)
    rule, slopes = rule_of(k), gradients(surface, noise)
    s: Moments = new_moments(theta)
    path = torch.empty(len(slopes) + 1, len(theta), 2, dtype=torch.float32)  # (T + 1, n^2, 2)
    path[0] = theta
    for t, gradient in enumerate(slopes):
        with ahead(theta, s, rule):
            g = gradient(theta)
        update(theta, g, s, rule)
        path[t + 1] = theta
    size = (reach / 3).float()  # (2,) half of the window
    away = ((path - path[-1]) / size).abs().amax(-1)  # (T + 1, n^2), in half windows
    steps = (away > 0.02).int().cumsum(0).argmax(0) + 1  # the last step at which it was still on its way
    steps = torch.where(away[0] > 0.02, steps, 0)
    rest = (away[-len(slopes) // 10 :].amax(0) < 0.1) & ((theta - middle).abs() <= reach).all(-1)
    minimum = torch.full((len(theta),), -1)
    places: list[Tensor] = []
    scaled = (theta - middle) / size
    while len(places) < MOST_PLACES and bool(rest.any()):
        chosen = scaled[int(rest.int().argmax())]
        here = rest & ((scaled - chosen).abs().amax(-1) < 0.06)
        centre = scaled[here].median(0).values
        here = rest & ((scaled - centre).abs().amax(-1) < 0.06) | here
        minimum[here] = len(places)
        places.append(centre * size + middle)
        rest = rest & ~here
    found = torch.stack(places) if places else theta.new_empty(0, 2)
    counts = torch.bincount(minimum[minimum >= 0], minlength=len(places))
    order = counts.argsort(descending=True, stable=True)
    rank = torch.empty_like(order).scatter_(0, order, torch.arange(len(order)))
    minimum = torch.where(minimum >= 0, rank[minimum.clamp(min=0)] if len(rank) else minimum, -1)
    return Basins(minimum.view(n, n), steps.view(n, n), found[order])
