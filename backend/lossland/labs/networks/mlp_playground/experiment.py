"""The multi-layer perceptron playground: a network that trains while you bend it.

The forward and backward pass, the optimizers and the losses are those of `algorithms/`, written out as in the course.
Source: Smilkov and Carter 2016, TensorFlow Playground; Prince 2023, "Understanding Deep Learning", chapters 3 to 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import torch
from torch import Tensor

from lossland.algorithms.nets.initialisation import initialise
from lossland.algorithms.nets.losses import loss_and_slope, mean_loss, predicted, targets
from lossland.algorithms.nets.mlp import Architecture, Layer, Network, Noise, backward, forward, new_network, penalise
from lossland.algorithms.nets.plane_inputs import plane_inputs
from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.rule import Moments, Rates, ahead, new_moments, rule_of, update
from lossland.algorithms.optimizers.schedules import scheduled_rate
from lossland.fields.classification import class_count, load_classified
from lossland.lab import Experiment, Refused, T, constant, derived
from lossland.labs.networks.mlp_playground.actions import AddPoint, Edit, MovePoint, RemovePoint, SetBias, SetWeight
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams

MOST_POINTS = 6000


@dataclass
class State:
    """The network, what its optimizer remembers, and the points, which the user may edit."""

    rng: torch.Generator
    net: Network
    moments: Moments
    batches: Batches
    points: Tensor
    """(N, 2) all points."""
    label: Tensor
    """(N,) int64."""
    held: Tensor
    """(N,) bool: in the validation set."""
    key: Tensor
    """(N,) int64 index of the point's picture in `images`; -1 for a point that the user added."""
    epoch: int
    rate: float
    """Learning rate of the last update."""
    lowest: float
    """Least validation loss since `patience` was asked for."""
    stale: int
    """Epochs since then."""
    best: Tensor
    """(P + 2 H,) theta and the running statistics at the lowest validation loss; empty before."""
    grip: list[int]
    """Layer, unit and input (-1: the bias) of the parameter that is held; empty when none is."""
    grip_value: float
    images: Tensor | None = constant()
    """(N, 8, 8) uint8 pictures, if the data have any."""
    places: Tensor = derived()
    """(n, 2) the training set."""
    x: Tensor = derived()
    """(n[0], n) inputs of the training set."""
    y: Tensor = derived()
    """(n[L], n)."""
    x_held: Tensor = derived()
    """(n[0], m) inputs of the validation set."""
    y_held: Tensor = derived()
    """(n[L], m)."""


def architecture_of(p: MlpPlaygroundParams) -> Architecture:
    """Sizes and activations. Two classes need one output."""
    chosen = [getattr(p.layer_activations, f"layer_{i + 1}") for i in range(len(p.hidden))]
    names = tuple(p.activation if name == "same" else name for name in chosen)
    classes = class_count(p.data)
    inputs = len(p.features.chosen())
    return Architecture((inputs, *p.hidden, 1 if classes == 2 else classes), names, p.batch_norm)


def take_points(s: State, p: MlpPlaygroundParams) -> None:
    """Makes the inputs and targets of both sets from the points as they are now."""
    inputs, y = plane_inputs(s.points, p.features.chosen()), targets(s.label, s.net.architecture.sizes[-1])
    s.places = s.points[~s.held]
    s.x, s.y = inputs[:, ~s.held].contiguous(), y[:, ~s.held].contiguous()
    s.x_held, s.y_held = inputs[:, s.held].contiguous(), y[:, s.held].contiguous()


def inputs_of(s: State, p: MlpPlaygroundParams, rows: Tensor) -> Tensor:
    """What the network is given of some training points (B,), each moved by a little where they jitter: (n[0], B)."""
    if not p.jitter:
        return s.x.index_select(1, rows)
    places = s.places.index_select(0, rows)  # (B, 2)
    moved = places + p.jitter * torch.randn(places.shape, generator=s.rng).to(places.device)
    return plane_inputs(moved, p.features.chosen())


def noise_of(p: MlpPlaygroundParams, rng: torch.Generator) -> Noise | None:
    """Dropout and DropConnect, if one is in force."""
    return Noise(p.dropout, p.dropconnect, rng) if p.dropout or p.dropconnect else None


def rates_of(p: MlpPlaygroundParams, epoch: int) -> Rates:
    """The numbers that the optimizer reads in this epoch."""
    alpha = scheduled_rate(p.schedule, p.lr, epoch, p.period, p.decay)
    rho = p.rho if p.optimizer in ("adam", "adamw") else p.averaging
    return Rates(p.optimizer, p.form, alpha, p.beta, rho, p.l2)


def end_of_epoch(s: State, p: MlpPlaygroundParams) -> dict[str, Tensor]:
    """Counts the epoch, measures both sets, and with `patience` keeps or brings back the best weights."""
    s.epoch += 1
    metrics = measured(s, p)
    if p.patience and "validation_loss" in metrics and stop_early(s, p, float(metrics["validation_loss"])):
        metrics = measured(s, p)  # the numbers that stay on the page are those of the weights that stay
    return {"epoch": s.net.theta.new_tensor(float(s.epoch)), **metrics}


def measured(s: State, p: MlpPlaygroundParams) -> dict[str, Tensor]:
    """How the network does on both sets."""
    metrics = {"train_accuracy": accuracy(forward(s.net, s.x, p.form, training=False)[-1].z, s.y)}
    if s.x_held.shape[1]:
        f = forward(s.net, s.x_held, p.form, training=False)[-1].z  # (n[L], m)
        metrics["validation_loss"] = mean_loss(p.loss, f, s.y_held)
        metrics["validation_accuracy"] = accuracy(f, s.y_held)
    return metrics


def stop_early(s: State, p: MlpPlaygroundParams, loss: float) -> bool:
    """Remembers the weights with the lowest validation loss. True when patience has run out and they have come back."""
    numbers = (s.net.theta, s.net.mean, s.net.variance)
    if loss < s.lowest:
        s.lowest, s.stale, s.best = loss, 0, torch.cat(numbers)
        return False
    s.stale += 1
    if s.stale < p.patience or not len(s.best):
        return False
    start = 0
    for part in numbers:
        part.copy_(s.best[start : start + len(part)])
        start += len(part)
    return True


def set_parameter(s: State, edit: SetWeight | SetBias) -> None:
    """Writes a weight or a bias into theta. Refuses when there is no such layer, unit or input."""
    n = s.net.architecture.sizes
    if edit.layer >= len(n):
        raise Refused(
            T(
                f"layer: there is no layer {edit.layer}; this network has layers 1 to {len(n) - 1}",
                f"layer：没有第 {edit.layer} 层；此网络有第 1 到 {len(n) - 1} 层",
            )
        )
    if edit.unit >= n[edit.layer]:
        raise Refused(
            T(
                f"unit: layer {edit.layer} has no unit {edit.unit}; allowed: 0 to {n[edit.layer] - 1}",
                f"unit：第 {edit.layer} 层没有编号为 {edit.unit} 的神经元；可用：0 到 {n[edit.layer] - 1}",
            )
        )
    if isinstance(edit, SetWeight) and edit.input >= n[edit.layer - 1]:
        raise Refused(
            T(
                f"input: layer {edit.layer} has no input {edit.input}; allowed: 0 to {n[edit.layer - 1] - 1}",
                f"input：第 {edit.layer} 层没有输入 {edit.input}；可用：0 到 {n[edit.layer - 1] - 1}",
            )
        )
    grip = [edit.layer, edit.unit, -1 if isinstance(edit, SetBias) else edit.input]
    place_of(s.net.layers, grip).fill_(edit.value)
    s.grip, s.grip_value = (grip, edit.value) if edit.held else ([], 0.0)


def place_of(layers: list[Layer], grip: list[int]) -> Tensor:
    """The one number that `grip` names, a 0-d view: of the parameters, or of their gradient."""
    layer, unit, source = grip
    return layers[layer - 1].b[unit, 0] if source < 0 else layers[layer - 1].W[unit, source]


def accuracy(f: Tensor, y: Tensor) -> Tensor:
    """Share of the columns of f (n[L], n) whose most probable class is that of y, 0-d."""
    return (predicted(f) == predicted(2 * y - 1)).float().mean()


def refuse_missing(s: State, index: int) -> None:
    """Refuses when there is no point of that number."""
    if index >= len(s.label):
        raise Refused(
            T(
                f"there is no point {index}: they are numbered 0 to {len(s.label) - 1}",
                f"没有第 {index} 个点：编号为 0 到 {len(s.label) - 1}",
            )
        )


class Training(Experiment[MlpPlaygroundParams, State, Edit]):
    """Updates of one network, batch by batch."""

    slug = "mlp-playground"
    Params = MlpPlaygroundParams
    actions = (SetWeight, SetBias, AddPoint, MovePoint, RemovePoint)

    def start(self, p: MlpPlaygroundParams, rng: torch.Generator, device: torch.device) -> State:
        data = load_classified(p.data, rng)
        count = len(data.label)
        held = torch.zeros(count, dtype=torch.bool)
        held[torch.randperm(count, generator=rng)[: min(int(p.held_out * count), count - 2)]] = True
        net = new_network(architecture_of(p), device)
        initialise([layer.W for layer in net.layers], p.init, rng)
        return State(
            rng=rng,
            net=net,
            moments=new_moments(net.theta),
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            points=data.x.to(device),
            label=data.label.to(device),
            held=held.to(device),
            key=torch.arange(count, device=device),
            epoch=0,
            rate=p.lr,
            lowest=float("inf"),
            stale=0,
            best=torch.empty(0, device=device),
            grip=[],
            grip_value=0.0,
            images=data.images,
        )

    def adopt(self, s: State, p: MlpPlaygroundParams, old: MlpPlaygroundParams | None) -> None:
        if old is None:
            take_points(s, p)
        elif (old.optimizer, old.form) != (p.optimizer, p.form):  # what another method remembers is of no use
            s.moments = new_moments(s.net.theta)

    @torch.inference_mode()  # the backward pass is written out: autograd need not watch
    def step(self, s: State, p: MlpPlaygroundParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, s.y.shape[1], p.batch_size, s.rng)  # (B,)
        x, y = inputs_of(s, p, rows), s.y.index_select(1, rows)  # (n[0], B), (n[L], B)
        rates = rates_of(p, s.epoch)
        rule = rule_of(rates)
        with ahead(s.net.theta, s.moments, rule):
            passes = forward(s.net, x, p.form, noise_of(p, s.rng))
            loss, df = loss_and_slope(p.loss, passes[-1].z, y)
            backward(s.net, passes, df)
            penalise(s.net, p.l1, 0.0 if p.optimizer == "adamw" else p.l2, p.form)

        update(s.net.theta, s.net.gradient, s.moments, rule, s.net.is_weight)
        if s.grip:
            place_of(s.net.layers, s.grip).fill_(s.grip_value)
        s.rate = rates.alpha
        metrics = {"train_loss": loss}
        if s.batches.position >= s.batches.order.shape[0]:  # every training point has been used once
            metrics |= end_of_epoch(s, p)
        return metrics

    @torch.inference_mode()
    def measure(self, s: State, p: MlpPlaygroundParams) -> dict[str, Tensor]:
        loss = mean_loss(p.loss, forward(s.net, s.x, p.form, training=False)[-1].z, s.y)  # all points are the batch
        return {"train_loss": loss, "epoch": s.net.theta.new_tensor(float(s.epoch)), **measured(s, p)}

    def done(self, s: State, p: MlpPlaygroundParams) -> bool:
        return 0 < p.patience <= s.stale

    def act(self, s: State, p: MlpPlaygroundParams, action: Edit) -> None:
        match action:
            case SetWeight() | SetBias():
                set_parameter(s, action)
                return
            case AddPoint():
                if len(s.label) >= MOST_POINTS:
                    raise Refused(
                        T(
                            f"there are {len(s.label)} points already; at most {MOST_POINTS} are allowed",
                            f"已有 {len(s.label)} 个点；最多 {MOST_POINTS} 个",
                        )
                    )
                s.points = torch.cat([s.points, s.points.new_tensor([[action.x, action.y]])])
                s.label = torch.cat([s.label, s.label.new_tensor([min(p.pen, class_count(p.data) - 1)])])
                s.held = torch.cat([s.held, s.held.new_tensor([False])])
                s.key = torch.cat([s.key, s.key.new_tensor([-1])])
            case MovePoint():
                refuse_missing(s, action.index)
                s.points = s.points.clone()
                s.points[action.index] = s.points.new_tensor([action.x, action.y])
            case RemovePoint():
                refuse_missing(s, action.index)
                if not s.held[action.index] and s.y.shape[1] <= 2:
                    raise Refused(T("the last 2 training points cannot be removed", "最后 2 个训练点不能删除"))
                rest = torch.arange(len(s.label), device=s.label.device) != action.index  # (N,)
                s.points, s.label, s.held, s.key = s.points[rest], s.label[rest], s.held[rest], s.key[rest]
            case _:
                assert_never(action)
        take_points(s, p)
