"""Loss surfaces of real networks: several trainings walk over the same fixed plane, each at its true loss.

Before the first step a rehearsal runs the same trainings once; the plane goes through checkpoints of it, and so it is fixed
before the walk begins. The surface over it is the loss of all training samples: it cannot change, only be refined.
Sources: Li et al. 2018, "Visualizing the loss landscape of neural nets"; Goodfellow, Vinyals and Saxe 2015.
"""

from __future__ import annotations

from typing import assert_never

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Net, Samples, filters, initial, loss_and_accuracy, outputs
from lossland.algorithms.optimizers.row_training import Walk, advance, draw_batches, new_walk, rule_for
from lossland.algorithms.optimizers.rule import Rates, Rule
from lossland.algorithms.optimizers.trail import new_trail, record
from lossland.algorithms.surfaces.curvature import hessian_vector, lanczos
from lossland.algorithms.surfaces.landscape import Plane, at_points, filter_normalised, project
from lossland.datasets.digits import digit_pictures
from lossland.datasets.plane import generated
from lossland.lab import Experiment, Refused, T
from lossland.lab.metrics import spread
from lossland.labs.optimizers.loss_landscape.actions import CentreOn, Edit, MoveCentre
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams, chosen, networks, row_names
from lossland.labs.optimizers.loss_landscape.planes import check, coarse, follow, laid, refine, within
from lossland.labs.optimizers.loss_landscape.state import State, Surface

REHEARSED = {"mlp": 240, "cnn": 120}
"""Updates of the rehearsal."""
EVERY = 6
"""Updates between two of its checkpoints."""
MOST_TEST = 500
BETA, RHO = 0.9, 0.99
MEASURED = 5
"""Updates between two measurements of the full loss."""
SHARP_EVERY, ITERATIONS = 100, 12


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


def rehearsed(p: LossLandscapeParams, net: Net, walk: Walk, train: Samples, skip: Tensor) -> Tensor:
    """Runs a walk to its end and keeps a checkpoint now and then: (T, R, P)."""
    kept, rule = [walk.theta.clone()], rule_of_all(p, walk.theta)
    for step in range(1, REHEARSED[p.network] + 1):
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


class Walking(Experiment[LossLandscapeParams, State, Edit]):
    """All trainings walk over a plane that stands still."""

    slug = "loss-landscape"
    Params = LossLandscapeParams
    actions = (MoveCentre, CentreOn)

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
            surface=Surface(nothing, nothing, nothing, nothing, nothing, 0),
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
            rehearsal=rehearsed(p, net, new_walk(theta, seeds), train, skip),
        )
        check(s, p)
        s.surface = laid(s, p)
        return s

    def adopt(self, s: State, p: LossLandscapeParams, old: LossLandscapeParams | None) -> None:
        if old is not None and (old.plane, old.reach) != (p.plane, p.reach):
            s.surface = laid(s, p)

    def step(self, s: State, p: LossLandscapeParams) -> dict[str, Tensor]:
        if s.surface.rows < p.grid:
            refine(s, p)
        before = within(s)
        batch = forward_one(p, s.net, s.walk, s.train, s.skip, rule_of_all(p, s.walk.theta))
        follow(s, p, before)
        real = batch.w[0] > 0
        s.batch, s.batch_y = batch.x[0][:, real], batch.y[0][:, real]  # (d, B), (K, B)

        theta, k = s.walk.theta, len(chosen(p))
        names = row_names(p)
        metrics = {"refined": theta.new_tensor(s.surface.rows / p.grid)}
        if s.trail.seen % s.trail.stride == 0 or s.trail.seen % MEASURED == 0:
            losses = at_points(s.net, theta, s.train, s.skip)[0]  # (R,)
            record(s.trail, torch.cat([theta.flatten(), losses]))
            metrics |= spread("loss", names, losses)
        else:
            s.trail.seen += 1
        for f in range(len(s.surface.centre)):
            rows = slice(f * k, f * k + k)
            at = project(Plane(s.surface.centre[f], s.surface.D[f]), theta[rows])
            for name, off, share in zip(names[rows], at.off, at.share, strict=True):
                metrics |= {f"off_{name}": off, f"in_{name}": share}
        if p.sharpness and (s.sharp_at < 0 or s.walk.moments.t - s.sharp_at >= SHARP_EVERY):
            s.sharp, s.sharp_at = sharpness(s), s.walk.moments.t
        return metrics

    def act(self, s: State, p: LossLandscapeParams, action: Edit) -> None:
        surface = s.surface
        match action:
            case CentreOn():
                if action.training >= len(s.walk.theta):
                    last = len(s.walk.theta) - 1
                    raise Refused(
                        T(
                            f"training: there is no training {action.training}; they are numbered 0 to {last}",
                            f"training：没有第 {action.training} 次训练；编号为 0 到 {last}",
                        )
                    )
                f = action.training // len(chosen(p))
                surface.centre = surface.centre.clone()
                surface.centre[f] = s.walk.theta[action.training]
                if p.plane == "random":
                    surface.D = surface.D.clone()
                    surface.D[f] = filter_normalised(s.gauss, surface.centre[f], filters(s.net))
                surface.middle = surface.middle.clone()
                surface.middle[f] = 0
            case MoveCentre():
                if action.panel >= len(surface.centre):
                    raise Refused(
                        T(
                            f"panel: there is no network {action.panel}; there is only network 0",
                            f"panel：没有网络 {action.panel}；只有网络 0",
                        )
                    )
                surface.middle = surface.middle.clone()
                surface.middle[action.panel] = surface.middle.new_tensor([action.a, action.b])
            case _:
                assert_never(action)
        coarse(s, p, surface)
