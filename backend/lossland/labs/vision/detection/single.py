"""A network that learns where the one thing on a picture is: its box and class, or the landmarks of a face.

Source: Redmon et al. 2016, "You only look once", for the loss, which counts nothing of a box where nothing is there.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.vision.localisation import answers, loss_terms
from lossland.algorithms.vision.localiser import Localiser
from lossland.lab import constant
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.single_tasks import HELD, LEARNED, Task, task_of

SINGLE_EVERY = 20
"""Updates from one measure on the held-out pictures to the next."""


@dataclass
class Single:
    """A network in training, and the held-out pictures as it is given them."""

    rng: torch.Generator
    net: nn.Module
    optimizer: torch.optim.Optimizer
    batches: Batches
    updates: int
    task: Task = constant()
    x: Tensor = constant()
    """(96, 3, 48, 64) held-out pictures in [0, 1]."""
    y: Tensor = constant()
    """(96, m) their labels."""


def untrained(p: DetectionParams, rng: torch.Generator, device: torch.device) -> Single:
    """Before the first update."""
    task = task_of(p, device)
    x, y = task.examples(torch.arange(LEARNED, LEARNED + HELD, device=device), rng)
    net = Localiser(task.outputs).to(device)
    optimizer = torch.optim.Adam(net.parameters(), lr=p.single_rate)
    order = torch.empty(0, dtype=torch.int64, device=device)
    return Single(rng, net, optimizer, Batches(order), 0, task, x, y)


def improved(s: Single, p: DetectionParams) -> dict[str, Tensor]:
    """One update by Adam; now and then also what is reached on held-out pictures."""
    rows = next_batch(s.batches, LEARNED, p.single_batch, s.rng)  # (B,)
    x, y = s.task.examples(rows, s.rng, p.swapped)
    if p.as_zeros:
        y = y.nan_to_num(0.0)
    loss = loss_terms(s.net(x), y, s.task.form(p)).sum(1).mean()
    s.optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    s.optimizer.step()
    s.updates += 1
    return {"single_loss": loss.detach(), **(reached(s, p) if s.updates % SINGLE_EVERY == 0 else {})}


@torch.no_grad()
def reached(s: Single, p: DetectionParams) -> dict[str, Tensor]:
    """On the held-out pictures, against their true labels."""
    form = s.task.form(p)
    z = s.net(s.x)  # (96, m)
    y_hat, there = answers(z, form), s.y[:, 0] == 1
    return {
        "single_held_loss": loss_terms(z, s.y, form).sum(1).mean(),
        "presence_right": ((y_hat[:, 0] >= 0.5) == there).float().mean(),
        **s.task.quality(y_hat[there], s.y[there]),
    }
