"""A network in training, while a digit is drawn that it reads.

Source: LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.vision.classic.lenet import lenet5
from lossland.fields.written import pictures_of
from lossland.lab import constant
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams

AT_ONCE = 500
"""Pictures that are measured in one pass."""
TWO = [[[0.25, 0.3], [0.35, 0.15], [0.6, 0.12], [0.72, 0.3], [0.6, 0.5], [0.25, 0.85], [0.75, 0.85]]]
"""What is drawn before a hand draws."""


@dataclass
class TrainState:
    """A network and what it learns from."""

    rng: torch.Generator
    net: nn.Module
    optimizer: torch.optim.Optimizer
    batches: Batches
    strokes: list[list[list[float]]]
    """The drawing, points in [0, 1]."""
    epoch: int
    x: Tensor = constant()
    """(n, 28, 28) uint8 pictures to learn from."""
    y: Tensor = constant()
    """(n,) int64."""
    x_test: Tensor = constant()
    """(m, 28, 28) uint8 held-out pictures."""
    y_test: Tensor = constant()
    """(m,) int64."""


def as_input(x: Tensor) -> Tensor:
    """Bytes (n, 28, 28) as (n, 1, 28, 28) in [0, 1]."""
    return x[:, None].float() / 255


@torch.no_grad()
def scores_of(net: nn.Module, x: Tensor) -> Tensor:
    """(n, 10) scores of pictures (n, 28, 28) as the network now stands."""
    net.eval()
    found = torch.cat([net(as_input(part)) for part in torch.split(x, AT_ONCE)])
    net.train()
    return found


class Train:
    """Mini-batch gradient descent."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> TrainState:
        pictures = pictures_of(p.data, p.count, rng)
        net = lenet5(padding=2).to(device)
        return TrainState(
            rng=rng,
            net=net,
            optimizer=torch.optim.Adam(net.parameters(), lr=p.rate),
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            strokes=[[list(point) for point in stroke] for stroke in TWO],
            epoch=0,
            x=pictures.x.to(device),
            y=pictures.y.to(device),
            x_test=pictures.x_test.to(device),
            y_test=pictures.y_test.to(device),
        )

    def adopt(self, s: TrainState, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        s.optimizer.param_groups[0]["lr"] = p.rate

    def step(self, s: TrainState, p: CnnClassifierParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, len(s.y), p.batch, s.rng)  # (B,)
        loss = cross_entropy(s.net(as_input(s.x[rows])), s.y[rows])
        s.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        s.optimizer.step()
        metrics = {"train_loss": loss.detach()}
        if s.batches.position >= len(s.y):  # every picture has been used once
            s.epoch += 1
            metrics |= self.measure(s, p)
        return metrics

    def measure(self, s: TrainState, p: CnnClassifierParams) -> dict[str, Tensor]:
        scores = scores_of(s.net, s.x_test)  # (m, 10)
        return {
            "epoch": torch.tensor(float(s.epoch)),
            "test_loss": cross_entropy(scores, s.y_test),
            "test_accuracy": (scores.argmax(1) == s.y_test).float().mean(),
        }

    def act(self, s: TrainState, p: CnnClassifierParams, action: Draw) -> None:
        s.strokes = [[list(point) for point in stroke] for stroke in action.strokes]

    def done(self, s: TrainState, p: CnnClassifierParams) -> bool:
        return s.epoch >= p.epochs
