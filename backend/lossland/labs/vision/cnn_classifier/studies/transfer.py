"""What transfer is worth: a network that learned digits goes on with few pictures or many, beside one from scratch.

Source: Yosinski, Clune, Bengio, Lipson 2014, "How transferable are features in deep neural networks?".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.schedules import scheduled_rate
from lossland.algorithms.vision.digit_net import DigitNet
from lossland.algorithms.vision.transfer import Halves, digit_halves
from lossland.fields.written import pictures_of
from lossland.lab import Refused, T, constant
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.params.transfer import Shift
from lossland.labs.vision.cnn_classifier.studies.own import WAYS, updated
from lossland.models.shipped import weights_of

Way = Literal["all", "part", "none", "scratch"]
TRIED: tuple[Way, ...] = (*WAYS, "scratch")
"""What is frozen of the network that learned digits; or nothing of it is taken over."""
NUMBERS = (1, 3, 10, 30, 100)
"""Pictures of each class that are learned from."""
TARGETS, HELD_TARGETS = 5000, 500
"""Pictures that are drawn from, and held-out ones, at most."""
BATCH = 16
EPOCHS = 5
"""Every picture is used so often, however many there are."""
A_STEP = 5
"""Updates of each network that one step makes."""
SOFTMAX, LEARNED, SCRATCH = 0.03, 0.0015, 0.006
"""Rates: of the new softmax, of layers that have learned before, and of all layers from scratch. Of several that were
tried each was the best, so that no way loses by its rate."""
IN_ONE_PASS = 50


@dataclass
class TransferState:
    """Four networks in training, and what those before them have come to."""

    rng: torch.Generator
    nets: list[nn.Module]
    """What learns, a net for each of `TRIED`."""
    optimizers: list[torch.optim.Optimizer]
    batches: Batches
    order: Tensor
    """(n,) int64, a draw: of each class its first pictures in this order are learned from."""
    rows: Tensor
    """(K m,) int64, the pictures that are learned from now."""
    t: int
    """Updates of the present networks."""
    place: int
    """Counts draws and, within each, the numbers of pictures."""
    found: Tensor
    """(draws, numbers, 4) share of held-out pictures that is read right; −1 before it is known."""
    numbers: list[int] = constant()
    """As many of `NUMBERS` as each class has pictures for."""
    given: list[Tensor] = constant()
    """What each net is given of each picture, (n, ...): what the frozen layers make of it, computed once, or pixels."""
    given_test: list[Tensor] = constant()
    """The same of the held-out pictures, (m, ...)."""
    y: Tensor = constant()
    """(n,) int64."""
    y_test: Tensor = constant()
    """(m,) int64."""


def shown(x: Tensor, shift: Shift) -> Tensor:
    """Pictures (n, 28, 28) uint8 as the target has them: (n, 1, 28, 28) in [0, 1]."""
    if shift == "quarter":
        x = x.rot90(1, (1, 2))
    if shift == "inverted":
        x = 255 - x
    return x[:, None].float() / 255


def halves_of(way: Way, K: int, rng: torch.Generator) -> Halves:
    """The network that learned digits cut in two; from scratch, one with weights drawn after He et al."""
    net = DigitNet()
    if way == "scratch":
        for weight in net.convolutions.parameters():
            nn.init.kaiming_normal_(weight, nonlinearity="relu", generator=rng)
        return digit_halves(laid(net), "none", K)
    net.load_state_dict(weights_of("digits"))
    return digit_halves(laid(net.eval()), way, K)


def laid(net: DigitNet) -> DigitNet:
    """The channels of a place side by side in memory: convolutions are half as fast again."""
    for weight in net.parameters():
        if weight.ndim == 4:
            weight.data = weight.data.contiguous(memory_format=torch.channels_last)
    return net


@torch.no_grad()
def given_to(way: Way, x: Tensor, rng: torch.Generator) -> Tensor:
    """(n, ...) what the frozen layers make of pictures (n, 1, 28, 28), or the pictures: computed once and for all."""
    fixed = halves_of("none" if way == "scratch" else way, 1, rng).fixed.to(x.device)
    return torch.cat([fixed(part) for part in torch.split(x, IN_ONE_PASS)]) if len(fixed) else x


def begin(s: TransferState, p: CnnClassifierParams) -> None:
    """Four new networks for the next number of pictures, and for the first one another draw."""
    k, K, device = s.place % len(s.numbers), int(s.y.max()) + 1, s.y.device
    if k == 0:
        s.order = torch.randperm(len(s.y), generator=s.rng).to(device)
    classes = s.y[s.order]
    s.rows = torch.cat([s.order[classes == c][: s.numbers[k]] for c in range(K)])
    s.batches = Batches(torch.empty(0, dtype=torch.int64, device=device))
    s.t = 0
    s.nets, s.optimizers = [], []
    for way in TRIED:
        net = halves_of(way, K, s.rng).trained.to(device)
        s.nets.append(net)
        s.optimizers.append(adam_of(net, way))


def updates_for(s: TransferState, p: CnnClassifierParams) -> int:
    """Those of each of the present networks."""
    return max(p.updates, EPOCHS * math.ceil(len(s.rows) / BATCH))


def adam_of(net: nn.Sequential, way: Way) -> torch.optim.Optimizer:
    """Adam; layers that have learned before go a smaller way than the new softmax."""
    rates = (SCRATCH, SCRATCH) if way == "scratch" else (SOFTMAX, LEARNED)
    parts = zip((net[-1], net[:-1]), rates, strict=True)
    return torch.optim.Adam([{"params": part.parameters(), "lr": rate, "first": rate} for part, rate in parts])


@torch.no_grad()
def share_right(net: nn.Module, x: Tensor, y: Tensor) -> Tensor:
    """Of what the net is given of held-out pictures (m, ...). It does not learn any more."""
    net.eval()
    said = torch.cat([net(part).argmax(1) for part in torch.split(x, IN_ONE_PASS)])
    return (said == y).float().mean()


class Transfer:
    """A step is some updates of four networks on the same batches; after the last they are measured, and others begin."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> TransferState:
        pictures = pictures_of(p.target, TARGETS, rng)
        x, x_test = (shown(some, p.shifted).to(device) for some in (pictures.x, pictures.x_test[:HELD_TARGETS]))
        least = int(pictures.y.bincount().min())
        numbers = [m for m in NUMBERS if m <= least]
        none = torch.empty(0, dtype=torch.int64, device=device)
        s = TransferState(
            rng=rng,
            nets=[],
            optimizers=[],
            batches=Batches(none),
            order=none,
            rows=none,
            t=0,
            place=0,
            found=torch.full((p.draws, len(numbers), len(TRIED)), -1.0, device=device),
            numbers=numbers,
            given=[given_to(way, x, rng) for way in TRIED],
            given_test=[given_to(way, x_test, rng) for way in TRIED],
            y=pictures.y.to(device),
            y_test=pictures.y_test[:HELD_TARGETS].to(device),
        )
        begin(s, p)
        return s

    def adopt(self, s: TransferState, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        """Nothing is derived."""

    def step(self, s: TransferState, p: CnnClassifierParams) -> dict[str, Tensor]:
        updates = updates_for(s, p)
        for _ in range(min(A_STEP, updates - s.t)):
            rows = s.rows[next_batch(s.batches, len(s.rows), BATCH, s.rng)]  # (B,)
            for net, optimizer, x in zip(s.nets, s.optimizers, s.given, strict=True):
                for group in optimizer.param_groups:
                    group["lr"] = scheduled_rate("cosine", group["first"], s.t, updates, 1.0)
                updated(net, optimizer, x[rows], s.y[rows])
            s.t += 1
        if s.t < updates:
            return self.measure(s, p)
        draw, k = divmod(s.place, len(s.numbers))
        s.found[draw, k] = torch.stack(
            [share_right(net, x, s.y_test) for net, x in zip(s.nets, s.given_test, strict=True)]
        )
        s.place += 1
        if not self.done(s, p):
            begin(s, p)
        return self.measure(s, p)

    def measure(self, s: TransferState, p: CnnClassifierParams) -> dict[str, Tensor]:
        """How far the work is, and what the last networks that were trained to their end have come to."""
        told = {
            "pictures": torch.tensor(float(len(s.rows) // (int(s.y.max()) + 1))),
            "tried": torch.tensor(float(len(TRIED) * s.place)),
        }
        if s.place == 0:
            return told
        last = s.found.flatten(0, 1)[s.place - 1].clone()  # (4,)
        return told | {f"right_{way}": share for way, share in zip(TRIED, last, strict=True)}

    def act(self, s: TransferState, p: CnnClassifierParams, action: Draw) -> None:
        raise Refused(T("there is nothing to draw on here", "此处不能绘图"))

    def done(self, s: TransferState, p: CnnClassifierParams) -> bool:
        return s.place == p.draws * len(s.numbers)
