"""Loss surfaces of real networks: several trainings walk over the same fixed plane, each at its true loss.

Before the first step scouts run the same trainings once; the plane goes through checkpoints of theirs, and so it is fixed
before the walk begins. The surface over it is the loss of all training samples: it cannot change, only be refined.
Sources: Li et al. 2018, "Visualizing the loss landscape of neural nets"; Goodfellow, Vinyals and Saxe 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import torch
from pydantic import Field
from torch import Tensor

from lossland.algorithms.nets.row_nets import Net, Samples, filters, initial, loss_and_accuracy, outputs
from lossland.algorithms.optimizers.row_training import Walk, advance, draw_batches, new_walk, rule_for
from lossland.algorithms.optimizers.rule import Rates, Rule
from lossland.algorithms.optimizers.trail import Trail, new_trail, record
from lossland.algorithms.surfaces.curvature import hessian_vector, lanczos
from lossland.algorithms.surfaces.landscape import Plane, at_points, filter_normalised, project
from lossland.datasets.digits import digit_pictures
from lossland.datasets.plane import generated
from lossland.lab import Action, Arrays, Lab, Metric, Refused, T, constant
from lossland.lab.views import Figure
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures import figures
from lossland.labs.optimizers.loss_landscape.pictures.frames import draw
from lossland.labs.optimizers.loss_landscape.planes import (
    Surface,
    check,
    chosen,
    coarse,
    laid,
    networks,
    refine,
    wanted,
)
from lossland.labs.optimizers.loss_landscape.presets import PREDICTIONS, PRESETS

SCOUTED = {"mlp": 240, "cnn": 120}
"""Updates of the scouts."""
EVERY = 6
"""Updates between two checkpoints of theirs."""
MOST_TEST = 500
BETA, RHO = 0.9, 0.99
MEASURED = 5
"""Updates between two measurements of the full loss."""
SHARP_EVERY, ITERATIONS = 100, 12


class MoveCentre(Action):
    """Puts the middle of the picture where the user clicked; the plane stays the same."""

    kind: Literal["move_centre"] = "move_centre"
    panel: int = Field(0, ge=0, le=1)
    a: float = Field(ge=-1e6, le=1e6)
    b: float = Field(ge=-1e6, le=1e6)


class CentreOn(Action):
    """Moves the plane so that it goes through a training's present weights."""

    kind: Literal["centre_on"] = "centre_on"
    training: int = Field(ge=0, le=5)


@dataclass
class State:
    """All trainings of all networks as the rows of one walk: row f k + i is training i of network f."""

    walk: Walk
    surface: Surface
    trail: Trail
    """Rows (R P + R): the weights of all rows and their losses."""
    batch: Tensor
    """(d, B) inputs of the newest mini-batch of training 1."""
    batch_y: Tensor
    """(K, B)."""
    sharp: Tensor
    """(R, 2) largest eigenvalues, 0 before they are measured."""
    sharp_at: int
    """Update of that measurement, -1 before."""
    net: Net = constant()
    skip: Tensor = constant()
    """(R,) 1 for a residual network."""
    train: Samples = constant()
    x_test: Tensor = constant()
    """(d, m)."""
    y_test: Tensor = constant()
    gauss: Tensor = constant()
    """(2, P) normal numbers: the random directions before they are normalised."""
    scouts: Tensor = constant()
    """(T, R, P) checkpoints of the scouts from the start to the end."""


def net_of(p: LossLandscapeParams) -> Net:
    """What kind of network is trained."""
    inputs, classes = (64, 10) if p.data == "digits" else (2, 2)
    units = max(2, p.units // 4) if p.network == "cnn" else p.units
    return Net(p.network, inputs, units, p.depth, classes, p.batch_norm)


def load(p: LossLandscapeParams, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Inputs x (d, N) of about unit size and labels (N,), training samples first."""
    wanted = p.count + min(p.count, MOST_TEST)
    if p.data != "digits":
        x, label = generated(p.data, wanted, p.noise, 2, rng)
        x = x / 3
    else:
        grey, digit = digit_pictures()
        x, label = grey / 8 - 0.6, digit.long()
    order = torch.randperm(len(x), generator=rng)[:wanted]
    return x[order].T.contiguous(), label[order]


def scouted(p: LossLandscapeParams, net: Net, walk: Walk, train: Samples, skip: Tensor) -> Tensor:
    """Runs a walk to its end and keeps a checkpoint now and then: (T, R, P)."""
    kept, rule = [walk.theta.clone()], rule_of_all(p, walk.theta)
    for step in range(1, SCOUTED[p.network] + 1):
        forward_one(p, net, walk, train, skip, rule)
        if step % EVERY == 0:
            kept.append(walk.theta.clone())
    return torch.stack(kept)


def rule_of_all(p: LossLandscapeParams, like: Tensor) -> Rule:
    """The optimizers of all rows."""
    rates = [Rates(one.optimizer, "course", one.lr, BETA, RHO) for one in chosen(p)]
    return rule_for(rates * len(networks(p)), like)


def forward_one(p: LossLandscapeParams, net: Net, walk: Walk, train: Samples, skip: Tensor, rule: Rule) -> Samples:
    """One update of all rows; returns their mini-batches."""
    sizes = [p.batch_sizes.first, p.batch_sizes.second, p.batch_sizes.third][: len(chosen(p))] * len(networks(p))
    batch = draw_batches(walk, train.x, train.y, sizes)
    advance(walk, net, batch, rule, False if p.skips == "plain" else skip)
    return batch


def sharpness(s: State) -> Tensor:
    """The two largest eigenvalues of each row's Hessian of the full loss, (R, 2)."""

    def loss(theta: Tensor) -> Tensor:
        return loss_and_accuracy(outputs(s.net, theta, s.train, s.skip), s.train)[0]

    start = s.gauss[:1].expand(len(s.walk.theta), -1)
    values = lanczos(hessian_vector(loss, s.walk.theta), start, ITERATIONS)
    return torch.nn.functional.pad(values, (0, 2))[:, :2]


def tested(s: State, theta: Tensor, skip: Tensor | bool) -> Tensor:
    """Loss and accuracy on the test set, (2, R). Batch norm takes the statistics of the training set."""
    n, m = s.train.x.shape[1], s.x_test.shape[1]
    x, y = torch.cat([s.train.x, s.x_test], 1), torch.cat([s.train.y, s.y_test], 1)
    w = torch.nn.functional.pad(s.train.w, (0, m))
    f = outputs(s.net, theta, Samples(x, y, w), skip)[:, :, n:]  # (R, K, m)
    return torch.stack(loss_and_accuracy(f, Samples(s.x_test, s.y_test, w.new_full((m,), 1 / m))))


class LossLandscape(Lab[LossLandscapeParams, State]):
    """Balls at their true loss over a fixed plane, with stems to the surface."""

    slug = "loss-landscape"
    part = "optimizers"
    title = T("Loss landscape", "损失曲面")
    summary = T(
        "Train real networks and watch them walk over their loss surface, each ball at its true loss.",
        "训练真实网络，看它们在损失曲面上行走，每个小球画在其真实损失处。",
    )
    question = T("Is the picture where the network really is?", "图上的位置就是网络真正所在之处吗？")
    topics = (
        T("Loss surfaces", "损失曲面"),
        T("Optimizers", "优化器"),
        T("Skip connections", "跳跃连接"),
        T("Sharpness", "尖锐度"),
        T("Local minima and saddles", "局部极小值与鞍点"),
    )
    Params = LossLandscapeParams
    actions = (MoveCentre, CentreOn)
    metrics: ClassVar[Mapping[str, Metric]] = {
        "refined": Metric(T("Surface refined", "曲面细化"), percent=True),
        "loss_1": Metric(T("Loss 1", "损失 1"), headline=True),
        "loss_2": Metric(T("Loss 2", "损失 2"), headline=True),
        "loss_3": Metric(T("Loss 3", "损失 3")),
        "loss_1_skip": Metric(T("Loss 1, skips", "损失 1，残差")),
        "loss_2_skip": Metric(T("Loss 2, skips", "损失 2，残差")),
        "loss_3_skip": Metric(T("Loss 3, skips", "损失 3，残差")),
        "off_1": Metric(T("Distance 1", "距离 1")),
        "off_2": Metric(T("Distance 2", "距离 2")),
        "off_3": Metric(T("Distance 3", "距离 3")),
        "off_1_skip": Metric(T("Distance 1, skips", "距离 1，残差")),
        "off_2_skip": Metric(T("Distance 2, skips", "距离 2，残差")),
        "off_3_skip": Metric(T("Distance 3, skips", "距离 3，残差")),
        "in_1": Metric(T("In plane 1", "面内占比 1"), percent=True),
        "in_2": Metric(T("In plane 2", "面内占比 2"), percent=True),
        "in_3": Metric(T("In plane 3", "面内占比 3"), percent=True),
        "in_1_skip": Metric(T("In plane 1, skips", "面内占比 1，残差"), percent=True),
        "in_2_skip": Metric(T("In plane 2, skips", "面内占比 2，残差"), percent=True),
        "in_3_skip": Metric(T("In plane 3, skips", "面内占比 3，残差"), percent=True),
    }
    layout = (
        ("surface", ("residual", "contour", "contour_residual")),
        (("loss", "off", "share"), ("numbers", "slice")),
    )
    presets = PRESETS
    predictions = PREDICTIONS

    def start(self, p: LossLandscapeParams, rng: torch.Generator, device: torch.device) -> State:
        x, label = load(p, rng)
        net, kinds, k = net_of(p), networks(p), len(chosen(p))
        y = torch.nn.functional.one_hot(label, net.outputs).T.float().contiguous()  # (K, N)
        x, y = x.to(device), y.to(device)
        n = min(p.count, x.shape[1] - 1)
        train = Samples(x[:, :n].contiguous(), y[:, :n].contiguous(), x.new_full((n,), 1 / n))
        skip = x.new_tensor(kinds).float().repeat_interleave(k)  # (R,)
        begins = [initial(net, rng) for _ in range(k if p.starts == "own" else 1)]
        theta = torch.stack([begins[i % len(begins)] for i in range(k)]).repeat(len(kinds), 1).to(device)  # (R, P)
        base = int(torch.randint(2**31, (), generator=rng))
        seeds = [base + (i if p.starts == "own" else 0) for i in range(k)] * len(kinds)
        gauss = torch.randn(2, theta.shape[1], generator=rng).to(device)
        nothing = theta.new_zeros(0)
        s = State(
            walk=new_walk(theta, seeds),
            surface=Surface(nothing, nothing, nothing, nothing, nothing, 0, ""),
            trail=new_trail(torch.cat([theta.flatten(), at_points(net, theta, train, skip)[0]]), 64),
            batch=train.x[:, : p.batch_sizes.first].clone(),
            batch_y=train.y[:, : p.batch_sizes.first].clone(),
            sharp=theta.new_zeros(len(theta), 2),
            sharp_at=-1,
            net=net,
            skip=skip,
            train=train,
            x_test=x[:, n:].contiguous(),
            y_test=y[:, n:].contiguous(),
            gauss=gauss,
            scouts=scouted(p, net, new_walk(theta, seeds), train, skip),
        )
        check(s, p)
        s.surface = laid(s, p)
        return s

    def step(self, s: State, p: LossLandscapeParams) -> dict[str, Tensor]:
        if s.surface.of != wanted(p):
            s.surface = laid(s, p)
        if s.surface.rows < p.grid:
            refine(s, p)
        batch = forward_one(p, s.net, s.walk, s.train, s.skip, rule_of_all(p, s.walk.theta))
        real = batch.w[0] > 0
        s.batch, s.batch_y = batch.x[0][:, real], batch.y[0][:, real]  # (d, B), (K, B)

        theta, k = s.walk.theta, len(chosen(p))
        names = [f"{i % k + 1}{'_skip' if i >= k else ''}" for i in range(len(theta))]
        metrics = {"refined": theta.new_tensor(s.surface.rows / p.grid)}
        if s.trail.seen % s.trail.stride == 0 or s.trail.seen % MEASURED == 0:
            losses = at_points(s.net, theta, s.train, s.skip)[0]  # (R,)
            record(s.trail, torch.cat([theta.flatten(), losses]))
            metrics |= {f"loss_{name}": losses[i] for i, name in enumerate(names)}
        else:
            s.trail.seen += 1
        for f in range(len(s.surface.centre)):
            rows = slice(f * k, f * k + k)
            at = project(Plane(s.surface.centre[f], s.surface.D[f]), theta[rows])
            for i, name in enumerate(names[rows]):
                metrics |= {f"off_{name}": at.off[i], f"in_{name}": at.share[i]}
        if p.sharpness and (s.sharp_at < 0 or s.walk.moments.t - s.sharp_at >= SHARP_EVERY):
            s.sharp, s.sharp_at = sharpness(s), s.walk.moments.t
        return metrics

    def act(self, s: State, p: LossLandscapeParams, action: Any) -> None:
        surface, k = s.surface, len(chosen(p))
        if action.kind == "centre_on":
            if action.training >= len(s.walk.theta):
                raise Refused(
                    T(
                        f"training: there is no training {action.training}; they are numbered 0 to {len(s.walk.theta) - 1}",
                        f"training：没有第 {action.training} 次训练；编号为 0 到 {len(s.walk.theta) - 1}",
                    )
                )
            f = action.training // k
            surface.centre = surface.centre.clone()
            surface.centre[f] = s.walk.theta[action.training]
            if p.plane == "random":
                surface.D = surface.D.clone()
                surface.D[f] = filter_normalised(s.gauss, surface.centre[f], filters(s.net))
            surface.middle = surface.middle.clone()
            surface.middle[f] = 0
        else:
            if action.panel >= len(surface.centre):
                raise Refused(
                    T(
                        f"panel: there is no network {action.panel}; there is only network 0",
                        f"panel：没有网络 {action.panel}；只有网络 0",
                    )
                )
            surface.middle = surface.middle.clone()
            surface.middle[action.panel] = surface.middle.new_tensor([action.a, action.b])
        coarse(s, p, surface)

    def figures(self, p: LossLandscapeParams) -> dict[str, Figure]:
        return figures(p)

    @torch.inference_mode()
    def draw(self, s: State, p: LossLandscapeParams) -> dict[str, Arrays]:
        surface = s.surface if s.surface.of == wanted(p) else laid(s, p)
        return draw(s, p, surface, tested(s, s.walk.theta, s.skip))
