"""Gradient flow: how large signals and gradients are in every layer of a deep network, at the start and while training.

The starting weights are gain * noise / root fan_in: drag the gain and the line of log gradient norms tilts. All is in
float64, so that a hundred layers may explode and still be drawn. Sources: Glorot and Bengio 2010; He et al. 2015; He et
al. 2016 (block orders); Yang et al. 2019 (gradients under batch normalisation).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from lossland.algorithms.nets.gradient_check import BATCH, BUGS, COUNTS, KEEP, SIZES, Check, check
from lossland.algorithms.nets.losses import cross_entropy, predicted, targets
from lossland.algorithms.nets.signal_flow import (
    ORDERS,
    Design,
    clipped,
    cut_theta,
    expected_flow,
    signals_and_output,
    start_theta,
)
from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.datasets.digits import digit_pictures
from lossland.lab import Experiment, constant, derived
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams

CLASSES = 10
BLOCKS = 24
"""In the comparison of the orders."""
SMALL = 0.01
LEAST = 1e-300
"""Stands for 0 where a logarithm is taken."""


@dataclass
class Layers:
    """What was measured on one batch. u[0] is the stem's output, u[D] the last block's."""

    mean: Tensor
    """(D + 1,) of u[l] over units and batch."""
    variance: Tensor
    """(D + 1,)."""
    gradient: Tensor
    """(D + 1,) norm of dL/du[l]."""
    weights: Tensor
    """(D,) norm of dL/dW[l]."""


@dataclass
class State:
    """The network, what the last batch showed of it, and the small net of the gradient check."""

    rng: torch.Generator
    theta: Tensor
    """(P,) float64."""
    batches: Batches
    now: Layers
    begun: Layers = constant()
    """The same, before the first update."""
    expected: Tensor = constant()
    """(2, D + 1) what theory expects at the start: variance of u[l], norm of dL/du[l] (from the last one measured)."""
    factors: Tensor = constant()
    """(2,) expected factor from layer to layer: variance forwards, squared gradient backwards; NaN if not known."""
    orders: Tensor = constant()
    """(3, 6, 25) of every order of a residual block, at the start: variance and mean of u[l], norm of dL/du[l]."""
    x: Tensor = constant()
    """(64, n) grey values, each pixel with mean 0, and variance 1 over all pixels."""
    y: Tensor = constant()
    """(10, n) one-hot."""
    small: Tensor = constant()
    """(73,) theta of the gradient check."""
    small_x: Tensor = constant()
    """(4, 8)."""
    small_y: Tensor = constant()
    """(3, 8) one-hot."""
    masks: Tensor = constant()
    """(2, 2, 73, 5, 8) dropout's factors, should it be left on."""
    secret: int = constant()
    """Which bug the surprise is."""
    check: Check = derived()
    """What the gradient check finds."""


def design_of(p: GradientFlowParams) -> Design:
    """The network that the parameters describe."""
    order = "plain" if p.residual == "none" else p.order
    return Design(64, p.width, p.depth, CLASSES, p.activation, order, p.residual == "root2", p.batch_norm, p.form)


def gain_of(p: GradientFlowParams) -> float:
    """The gain g of the blocks: their weights have the standard deviation g / root width."""
    return {
        "gain": p.gain,
        "zero": 0.0,
        "small": SMALL * math.sqrt(p.width),
        "xavier": 1.0,
        "he": math.sqrt(2),
    }[p.init]


def digits() -> tuple[Tensor, Tensor]:
    """x (64, 1797) and one-hot y (10, 1797), float64."""
    grey, digit = digit_pictures()
    x = grey.double() - grey.double().mean(0)
    return (x / x.std()).T.contiguous(), targets(digit.long(), CLASSES).double()


def measured(theta: Tensor, d: Design, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor, Layers]:
    """Loss, share right and gradient (P,) on a batch, and every layer's sizes."""
    w = theta.detach().requires_grad_()
    signals, f = signals_and_output(w, d, x)  # D + 1 of (n, B), (10, B)
    loss = cross_entropy(f, y)
    gradient, *du = torch.autograd.grad(loss, [w, *signals])
    u = torch.stack(signals).detach().flatten(1)  # (D + 1, n B)
    blocks = cut_theta(gradient, d)[1:-1]
    layers = Layers(
        mean=u.mean(1),
        variance=u.var(1, correction=0),
        gradient=torch.stack(du).flatten(1).norm(dim=1),
        weights=torch.stack([layer.W.norm() for layer in blocks]),
    )
    return loss.detach(), (predicted(f.detach()) == y.argmax(0)).double().mean(), gradient, layers


def expectations(p: GradientFlowParams, d: Design, begun: Layers) -> tuple[Tensor, Tensor]:
    """What theory expects, beginning with the variance and ending with the gradient that were measured."""
    flow = expected_flow(d, gain_of(p), float(begun.variance[0]))
    back = flow.factor.flip(0).cumprod(0).flip(0)  # (D,) from u[D] back to u[l]
    gradient = begun.gradient[-1].cpu() * torch.cat([back, torch.ones(1, dtype=back.dtype)]).sqrt()
    forwards = (flow.variance[-1] / flow.variance[0]) ** (1 / d.depth)
    return torch.stack([flow.variance, gradient]), torch.stack([forwards, back[0] ** (1 / d.depth)])


@lru_cache(maxsize=32)
def compared(activation: str, width: int, root2: bool, form: str) -> Tensor:
    """Every order with batch normalisation and the same He weights, on 32 digits: (3, 6, BLOCKS + 1)."""
    x, y = digits()
    kind = Design(64, width, BLOCKS, CLASSES, activation, "plain", root2, True, form)
    theta = start_theta(kind, math.sqrt(2), 1.0, torch.Generator().manual_seed(0))
    found = []
    for order in ORDERS:
        layers = measured(theta, kind._replace(order=order), x[:, :32], y[:, :32])[3]
        found.append(torch.stack([layers.variance, layers.mean, layers.gradient]))  # (3, BLOCKS + 1)
    return torch.stack(found, 1)


def checked(p: GradientFlowParams) -> tuple[object, ...]:
    """Everything that the gradient check depends on besides the seed."""
    return p.l2, p.epsilon, p.bug


class Flow(Experiment[GradientFlowParams, State]):
    """A deep network, measured layer by layer on every batch."""

    slug = "gradient-flow"
    Params = GradientFlowParams

    def start(self, p: GradientFlowParams, rng: torch.Generator, device: torch.device) -> State:
        x, y = digits()
        d = design_of(p)
        theta = start_theta(d, gain_of(p), {"zero": 0.0, "small": SMALL * 8}.get(p.init, 1.0), rng).to(device)
        probe = torch.randperm(x.shape[1], generator=rng)[: p.batch_size]
        x, y = x.to(device), y.to(device)
        begun = measured(theta, d, x[:, probe], y[:, probe])[3]
        expected, factors = expectations(p, d, begun)
        label = torch.randint(0, SIZES[-1], (BATCH,), generator=rng)
        small = torch.randn(sum(COUNTS), generator=rng, dtype=torch.float64)
        small_x = torch.randn(SIZES[0], BATCH, generator=rng, dtype=torch.float64)
        kept = torch.rand(2, 2, len(small), SIZES[1], BATCH, generator=rng) < KEEP
        return State(
            rng=rng,
            theta=theta,
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            now=Layers(begun.mean.clone(), begun.variance.clone(), begun.gradient.clone(), begun.weights.clone()),
            begun=begun,
            expected=expected.to(device),
            factors=factors.to(device),
            orders=compared(p.activation, p.width, p.residual == "root2", p.form).to(device),
            x=x,
            y=y,
            small=(small * 0.7).to(device),
            small_x=small_x.to(device),
            small_y=targets(label, SIZES[-1]).double().to(device),
            masks=(kept.double() / KEEP).to(device),
            secret=int(torch.randint(1, len(BUGS), (1,), generator=rng)),
        )

    def adopt(self, s: State, p: GradientFlowParams, old: GradientFlowParams | None) -> None:
        if old is None or checked(old) != checked(p):
            bug = BUGS[s.secret] if p.bug == "surprise" else p.bug
            s.check = check(s.small, s.small_x, s.small_y, p.l2, p.epsilon, bug, s.masks)

    def step(self, s: State, p: GradientFlowParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, s.y.shape[1], p.batch_size, s.rng)  # (B,)
        loss, right, gradient, s.now = measured(s.theta, design_of(p), s.x[:, rows], s.y[:, rows])
        shortened, length = clipped(gradient, p.clip)
        s.theta = s.theta - p.lr * shortened
        metrics = {"loss": loss, "accuracy": right, "gradient_norm": length, "step_norm": shortened.norm()}
        ends = s.now.gradient[[0, -1]]
        if bool(ends.any()):  # 0 / 0 is no number
            metrics["tilt"] = ends.clamp(min=LEAST).log10().diff().neg().squeeze()
        return metrics
