"""A network in training, while a digit is drawn that it reads.

Source: LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.schedules import scheduled_rate
from lossland.algorithms.vision.activation_maximum import climbed
from lossland.algorithms.vision.augmentation import Changes, augmented
from lossland.algorithms.vision.classic.branches import Branches, map_channels
from lossland.algorithms.vision.classic.densenet import small_densenet
from lossland.algorithms.vision.classic.inception import small_inception
from lossland.algorithms.vision.classic.lenet import lenet5
from lossland.algorithms.vision.classic.resnet import small_resnet
from lossland.algorithms.vision.classic.stages import Stages
from lossland.algorithms.vision.classic.vgg import small_vgg
from lossland.fields.written import pictures_of
from lossland.lab import Refused, T, constant
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.params.train import NETWORKS
from lossland.models.weights import fill

AT_ONCE = 500
"""Pictures that are measured in one pass."""
MEASURED = 200
"""Steps after which a long epoch is measured before it is over."""
CLIMB, STRIDE = 16, 1.6
"""Every so many updates the ten pictures that climb take a step, of so long."""
BRANCH = 0.3
"""What the loss of a branch counts beside the network's own."""
KEPT = (0, 1, 2, 3, 5, 10, 20)
"""Epochs whose networks are kept, so that what is drawn later can be read by them too."""
TWO = [[[0.3, 0.32], [0.34, 0.2], [0.48, 0.13], [0.62, 0.17], [0.68, 0.3], [0.62, 0.47], [0.46, 0.65], [0.28, 0.84]]]
TWO[0] += [[0.5, 0.82], [0.74, 0.83]]
"""What is drawn before a hand draws."""

NETS: dict[str, Callable[..., Stages]] = {
    "lenet": partial(lenet5, padding=2),
    "vgg": small_vgg,
    "inception": small_inception,
    "resnet": small_resnet,
    "densenet": small_densenet,
}


@dataclass
class TrainState:
    """A network and what it learns from."""

    rng: torch.Generator
    net: Stages
    optimizer: torch.optim.Optimizer
    batches: Batches
    strokes: list[list[list[float]]]
    """The drawing, points in [0, 1]."""
    t: int
    epoch: int
    scores: Tensor
    """(m, K) of the held-out pictures when they were last measured."""
    maxima: Tensor
    """(K, 1, 28, 28) pictures that climb, each the score of its class."""
    branches: Branches
    """A softmax on every stage that gives maps; none where nobody asks for them."""
    depth: Tensor
    """(branches + 1,) share of the held-out pictures that each branch, and last the network, reads right."""
    kept: dict[int, Tensor]
    """Epoch -> (P,) all numbers of the network then, in half precision."""
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
    """(n, K) scores of pictures (n, 28, 28) as the network now stands."""
    net.eval()
    found = torch.cat([net(as_input(part)) for part in torch.split(x, AT_ONCE)])
    net.train()
    return found


def begun(p: CnnClassifierParams, K: int) -> Stages:
    """The network before the first step. Raises `Refused` where a kept model is another one."""
    net = NETS[p.network](classes=K)
    if p.begin.kind == "random":
        return net
    kept = p.begin.model.value
    if kept is None or kept.lab != "cnn-classifier" or kept.params["study"] != "train":
        what = "" if kept is None else kept.name
        raise Refused(
            T(
                f"model {what!r} was not kept of a network in training of this lab",
                f"模型“{what}”不是从本实验“训练中”的网络保存的",
            )
        )
    name = NETWORKS[kept.params["network"]]
    if kept.params["network"] != p.network:
        raise Refused(
            T(f"{kept.name} is of the kind {name}: choose that network", f"{kept.name} 属于 {name.zh}：请选择该网络")
        )
    if len(kept.classes) != K:
        n = len(kept.classes)
        raise Refused(
            T(f"{kept.name} knows {n} classes, the data have {K}", f"{kept.name} 有 {n} 个类别，数据有 {K} 个")
        )
    fill(net, kept.tensors)
    return net


def numbers_of(net: nn.Module) -> Tensor:
    """(P,) all weights and running statistics, in half precision."""
    return torch.cat([v.flatten() for v in net.state_dict().values() if v.is_floating_point()]).half()


def changes_of(p: CnnClassifierParams) -> Changes:
    """What augmentation may do."""
    return Changes(p.mirror, p.crop, p.rotation, p.shear, p.warp, p.shift, p.colour)


def branches_of(p: CnnClassifierParams, K: int) -> Branches:
    """Those that are asked for."""
    channels = {} if p.branches == "none" else map_channels(NETS[p.network](classes=K), (1, 28, 28))
    return Branches(channels, K)


@torch.no_grad()
def depth_of(s: TrainState, scores: Tensor) -> Tensor:
    """(branches + 1,) what each reads right of the held-out pictures; the network's own scores (m, K) come last."""
    if not len(s.branches.heads):
        return (scores.argmax(1) == s.y_test).float().mean()[None]
    s.net.eval()
    found = [s.branches(s.net.outputs(as_input(part)), reach=False) for part in torch.split(s.x_test, AT_ONCE)]
    s.net.train()
    each = [*(torch.cat(parts) for parts in zip(*found, strict=True)), scores]
    return torch.stack([(one.argmax(1) == s.y_test).float().mean() for one in each])


def optimizer_of(net: nn.Module, p: CnnClassifierParams) -> torch.optim.Optimizer:
    """The one that is chosen."""
    if p.optimizer == "adam":
        return torch.optim.Adam(net.parameters(), lr=p.rate)
    return torch.optim.SGD(net.parameters(), lr=p.rate, momentum=0.9 if p.optimizer == "momentum" else 0.0)


def climb(s: TrainState) -> Tensor:
    """The pictures, each a step further up the score of its class."""
    s.net.eval()
    found = climbed(lambda x: s.net(x).diagonal(), s.maxima, STRIDE, blur=0.2, decay=0.02)
    s.net.train()
    return found


class Train:
    """Mini-batch gradient descent."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> TrainState:
        pictures = pictures_of(p.data, p.count, rng)
        K = int(pictures.y.max()) + 1
        net, branches = begun(p, K).to(device), branches_of(p, K).to(device)
        x_test = pictures.x_test.to(device)
        s = TrainState(
            rng=rng,
            net=net,
            optimizer=optimizer_of(nn.ModuleList([net, branches]), p),
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            strokes=[[list(point) for point in stroke] for stroke in TWO],
            t=0,
            epoch=0,
            scores=scores_of(net, x_test),
            maxima=(0.1 * torch.rand(K, 1, 28, 28, generator=rng)).to(device),
            branches=branches,
            depth=torch.zeros(0, device=device),
            kept={0: numbers_of(net)},
            x=pictures.x.to(device),
            y=pictures.y.to(device),
            x_test=x_test,
            y_test=pictures.y_test.to(device),
        )
        s.depth = depth_of(s, s.scores)
        return s

    def adopt(self, s: TrainState, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        """Nothing is derived: each step reads the parameters anew."""

    def step(self, s: TrainState, p: CnnClassifierParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, len(s.y), p.batch, s.rng)  # (B,)
        share = min(s.batches.position / len(s.y), 1.0)  # of this epoch
        s.optimizer.param_groups[0]["lr"] = scheduled_rate("cosine", p.rate, s.epoch + share, p.epochs, 1.0)
        x = augmented(as_input(s.x[rows]), changes_of(p), s.rng)  # (B, 1, 28, 28)
        outputs = s.net.outputs(x)
        loss = cross_entropy(list(outputs.values())[-1], s.y[rows])
        beside = [cross_entropy(z, s.y[rows]) for z in s.branches(outputs, reach=p.branches == "added")]
        s.optimizer.zero_grad()
        (loss + BRANCH * sum(beside)).backward()  # type: ignore[no-untyped-call]
        s.optimizer.step()
        s.t += 1
        if s.t % CLIMB == 0:
            s.maxima = climb(s)
        metrics = {"train_loss": loss.detach()}
        over = s.batches.position >= len(s.y)  # every picture has been used once
        if over:
            s.epoch += 1
            if s.epoch in KEPT:
                s.kept[s.epoch] = numbers_of(s.net)
        if over or s.t % MEASURED == 0:
            s.scores = scores_of(s.net, s.x_test)
            s.depth = depth_of(s, s.scores)
            metrics |= self.measured(s, s.scores)
        return metrics

    def measured(self, s: TrainState, scores: Tensor) -> dict[str, Tensor]:
        """How the network does on what it learns from, and on the held-out pictures with these scores (m, K)."""
        some = s.y[:AT_ONCE]
        right = scores_of(s.net, s.x[:AT_ONCE]).argmax(1) == some
        return {
            "epoch": torch.tensor(float(s.epoch)),
            "test_loss": cross_entropy(scores, s.y_test),
            "test_accuracy": (scores.argmax(1) == s.y_test).float().mean(),
            "train_accuracy": right.float().mean(),
        }

    def measure(self, s: TrainState, p: CnnClassifierParams) -> dict[str, Tensor]:
        return self.measured(s, scores_of(s.net, s.x_test))  # it may have learned since they were looked at

    def act(self, s: TrainState, p: CnnClassifierParams, action: Draw) -> None:
        s.strokes = [[list(point) for point in stroke] for stroke in action.strokes]

    def done(self, s: TrainState, p: CnnClassifierParams) -> bool:
        return s.epoch >= p.epochs
