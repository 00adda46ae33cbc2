"""Classes of one's own: a network that learned a million photographs learns a few dozen more.

What the frozen layers make of each picture is computed once and kept; then only what stands above them is trained. Source:
Yosinski, Clune, Bengio, Lipson 2014, "How transferable are features in deep neural networks?".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen
from lossland.algorithms.vision.resize import centre_square
from lossland.algorithms.vision.transfer import Frozen, as_seen, computed, halves
from lossland.fields.classes import labelled, names_of, parted
from lossland.fields.picture import pixels
from lossland.lab import Refused, T, constant
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.models.imagenet.package import imagenet_weights

MOST_USED = 600
"""Pictures of all classes together."""
AT_A_TIME = 4
"""Pictures whose features one step computes."""
SLOWER = 1 / 100
"""The rate of layers that have learned already, as a part of that of the new one."""


WAYS: tuple[Frozen, ...] = ("all", "part", "none")


@dataclass
class Learner:
    """A network in two halves: what is frozen, and what learns above it."""

    trained: nn.Module
    """What stands above the frozen layers, the new softmax last."""
    optimizer: torch.optim.Optimizer
    features: Tensor
    """(n, ...) of each picture, where there is a fixed half; 0 until they are computed."""
    fixed: nn.Sequential = constant()
    """The frozen layers; none where everything learns."""


@dataclass
class OwnState:
    """What is learned, and what the frozen layers have made of the pictures so far."""

    rng: torch.Generator
    learners: list[Learner]
    """One; or one of each way of freezing, which get the same batches. The pictures are about the first."""
    batches: Batches
    there: int
    """Pictures whose features are computed."""
    scores: Tensor
    """(n, K) of each picture when it was last looked at: learned from, or measured."""
    told: Tensor
    """(n,) bool: which have been looked at."""
    epoch: int
    x: Tensor = constant()
    """(n, 1 or 3, h, w) uint8."""
    y: Tensor = constant()
    """(n,) int64, never falling."""
    held: Tensor = constant()
    """(m,) int64, the pictures that are kept for the test."""
    learned: Tensor = constant()
    """(n - m,) int64, those to learn from."""
    looked: Tensor = constant()
    """(1, 3, S, S) uint8: the picture that is read."""

    @property
    def first(self) -> Learner:
        """The one that the pictures are about."""
        return self.learners[0]


def ways_of(p: CnnClassifierParams) -> tuple[Frozen, ...]:
    """The ways of freezing that are tried."""
    return WAYS if p.frozen == "each" else (p.frozen,)


def learner(way: Frozen, K: int, x: Tensor, p: CnnClassifierParams) -> Learner:
    """The network that learned ImageNet, cut in two, for K classes of pictures (n, c, h, w) uint8."""
    net = EfficientNetLite0()
    net.load_state_dict(imagenet_weights())
    fixed, trained = halves(frozen(net).to(x.device), way, K)
    trained = trained.to(x.device)
    features = torch.zeros(0, device=x.device)
    if len(fixed):
        features = torch.zeros_like(computed(fixed, x[:1], int(p.side))).repeat_interleave(len(x), 0)
    rates = [{"params": part.parameters(), "lr": p.head_rate} for part in (trained[-1], trained[:-1])]
    return Learner(trained, torch.optim.Adam(rates), features, fixed)


def inputs_of(one: Learner, s: OwnState, p: CnnClassifierParams, rows: Tensor) -> Tensor:
    """What the trained half is given of some pictures: their features, or themselves."""
    return one.features[rows] if len(one.fixed) else as_seen(s.x[rows], int(p.side))


def updated(net: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The loss of what a net is given (B, ...), and its scores (B, K), before the update that they give."""
    scores = net(x)
    loss = cross_entropy(scores, y)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    return loss.detach(), scores.detach()


@torch.no_grad()
def held_scores(one: Learner, s: OwnState, p: CnnClassifierParams) -> Tensor:
    """(m, K) of the held-out pictures."""
    return torch.cat([one.trained(inputs_of(one, s, p, part)) for part in torch.split(s.held, p.head_batch)])


@torch.no_grad()
def probabilities(s: OwnState, p: CnnClassifierParams) -> Tensor:
    """(K,) of the picture that is read, as the network now stands."""
    scores: Tensor = s.first.trained(s.first.fixed(as_seen(s.looked, int(p.side))))
    return scores[0].softmax(0)


class Own:
    """Features once, then gradient descent on what is not frozen."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> OwnState:
        pictures = labelled(p.pictures, rng)
        K = int(pictures.y.max()) + 1
        learned, held = parted(pictures.y, names_of(p.pictures), max(2, min(p.per_class, MOST_USED // K)), rng)
        rows = torch.cat([learned, held]).sort().values  # (n,)
        x, y = pictures.x[rows].to(device), pictures.y[rows].to(device)
        learners = [learner(way, K, x, p) for way in ways_of(p)]
        look = centre_square(pixels(p.to_read, 2 * int(p.side)).permute(2, 0, 1), int(p.side))[None]
        return OwnState(
            rng=rng,
            learners=learners,
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            there=0 if len(learners[0].fixed) else len(x),
            scores=torch.zeros(len(x), K, device=device),
            told=torch.zeros(len(x), dtype=torch.bool, device=device),
            epoch=0,
            x=x,
            y=y,
            held=torch.searchsorted(rows, held.sort().values).to(device),
            learned=torch.searchsorted(rows, learned.sort().values).to(device),
            looked=(look * 255).round().to(torch.uint8).to(device),
        )

    def adopt(self, s: OwnState, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        for one in s.learners:
            new, below = one.optimizer.param_groups
            new["lr"], below["lr"] = p.head_rate, p.head_rate * SLOWER

    def step(self, s: OwnState, p: CnnClassifierParams) -> dict[str, Tensor]:
        if s.there < len(s.x):  # what is frozen makes the same of a picture every time
            part = s.x[s.there : s.there + AT_A_TIME]
            for one in s.learners:
                if len(one.fixed):
                    one.features[s.there : s.there + len(part)] = computed(one.fixed, part, int(p.side))
            s.there += len(part)
            return {"computed": torch.tensor(s.there / len(s.x))}
        rows = s.learned[next_batch(s.batches, len(s.learned), p.head_batch, s.rng)]  # (B,)
        (loss, scores), *_ = [
            updated(one.trained, one.optimizer, inputs_of(one, s, p, rows), s.y[rows]) for one in s.learners
        ]
        s.scores[rows], s.told[rows] = scores, True
        metrics = {"train_loss": loss}
        if s.batches.position >= len(s.learned):  # every picture has been used once
            s.epoch += 1
            s.scores[s.held], s.told[s.held] = held_scores(s.first, s, p), True
            metrics |= self.measure(s, p)
        return metrics

    def measure(self, s: OwnState, p: CnnClassifierParams) -> dict[str, Tensor]:
        share = {"computed": torch.tensor(s.there / len(s.x))}
        if s.there < len(s.x):
            return share
        scores, y = s.scores[s.held], s.y[s.held]  # (m, K), (m,)
        return share | {
            "epoch": torch.tensor(float(s.epoch)),
            "test_loss": cross_entropy(scores, y),
            "test_accuracy": (scores.argmax(1) == y).float().mean(),
            **{
                f"accuracy_{way}": (held_scores(one, s, p).argmax(1) == y).float().mean()
                for way, one in list(zip(ways_of(p), s.learners, strict=True))[1:]
            },
        }

    def act(self, s: OwnState, p: CnnClassifierParams, action: Draw) -> None:
        raise Refused(T("there is nothing to draw on here", "此处不能绘图"))

    def done(self, s: OwnState, p: CnnClassifierParams) -> bool:
        return s.epoch >= p.head_epochs
