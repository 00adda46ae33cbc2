"""Several trainings side by side: each row of theta (R, P) has its own optimizer, rate, batch size and order of samples.

One forward pass, one backward pass and one update for all rows; no number passes from one row to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Net, Samples, gradient
from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.rule import (
    Moments,
    Rates,
    Rule,
    ahead,
    new_moments,
    rule_of,
    stacked,
    update,
)

FARTHEST, STEEPEST = 1e4, 1e15
"""A row with a weight or a slope beyond these, or whose loss is no number, has diverged and stays where it was."""


@dataclass
class Walk:
    """Where all trainings stand."""

    theta: Tensor
    """(R, P)."""
    moments: Moments
    batches: list[Batches]
    rngs: list[torch.Generator]
    """One for each row: rows with equal seeds and equal batch sizes see the same samples."""
    alive: Tensor
    """(R,) bool: has not diverged."""


def new_walk(theta: Tensor, seeds: Sequence[int]) -> Walk:
    """All trainings at theta (R, P), each with a generator of its own."""
    return Walk(
        theta.clone(),
        new_moments(theta),
        [Batches(torch.empty(0, dtype=torch.int64, device=theta.device)) for _ in seeds],
        [torch.Generator().manual_seed(seed) for seed in seeds],
        torch.ones(len(theta), dtype=torch.bool, device=theta.device),
    )


def draw_batches(walk: Walk, x: Tensor, y: Tensor, sizes: Sequence[int]) -> Samples:
    """The next mini-batch of each row from x (d, n), y (K, n); smaller ones are filled up with samples of weight 0."""
    rows = [
        next_batch(batches, x.shape[1], min(wanted, x.shape[1]), rng)
        for batches, rng, wanted in zip(walk.batches, walk.rngs, sizes, strict=True)
    ]
    widest = max(len(row) for row in rows)
    index = torch.stack([torch.nn.functional.pad(row, (0, widest - len(row))) for row in rows])  # (R, B)
    counts = torch.tensor([[len(row)] for row in rows], device=x.device)  # (R, 1)
    w = (torch.arange(widest, device=x.device) < counts) / counts  # (R, B)
    return Samples(x[:, index].transpose(0, 1), y[:, index].transpose(0, 1), w)  # x (R, d, B)


def rule_for(rates: Sequence[Rates], like: Tensor) -> Rule:
    """One rule for all rows, each following its own `rates`."""
    return stacked([rule_of(rate) for rate in rates], like)


def advance(walk: Walk, net: Net, batch: Samples, rule: Rule, skip: Tensor | bool) -> Tensor:
    """One update of every row in place. Returns the losses (R,) of the mini-batches before it; 0 of a diverged row."""
    before = walk.theta.clone()
    with ahead(walk.theta, walk.moments, rule):
        loss, g = gradient(net, walk.theta, batch, skip)
    walk.alive &= torch.isfinite(loss) & (g.abs().amax(1) < STEEPEST)  # NaN is not less either
    update(walk.theta, torch.where(walk.alive[:, None], g, 0.0), walk.moments, rule)
    walk.alive &= walk.theta.abs().amax(1) < FARTHEST
    walk.theta.copy_(torch.where(walk.alive[:, None], walk.theta, before))
    return torch.where(walk.alive, loss, 0.0)
