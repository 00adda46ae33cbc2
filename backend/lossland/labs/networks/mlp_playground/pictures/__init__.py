"""The main pictures of the multi-layer perceptron playground: the decision map and the network with its units' maps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lossland.algorithms.nets.losses import probabilities
from lossland.algorithms.nets.mlp import Architecture, forward
from lossland.algorithms.nets.plane_inputs import plane_inputs
from lossland.fields.classification import axis_titles, class_names
from lossland.fields.network import FUNCTIONS
from lossland.lab import Arrays, T
from lossland.lab.views import Axis, Curves, Field, Figure, Gesture, Layer, Network
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.tabs import Health, draw_tabs, health, tab_figures

if TYPE_CHECKING:
    from lossland.labs.networks.mlp_playground.lab import State

SIDE = 6.0
COARSE = 32
FINE = 3 * COARSE
"""Cells along the side of a unit's own map and of the large one. The middle of a coarse cell is that of a fine one, so
that one forward pass serves both."""
MOST_SAMPLES = 256
"""Training points on which the units are judged."""


def draw(s: State, p: MlpPlaygroundParams) -> dict[str, Arrays]:
    """All views of a frame."""
    sample = forward(s.net, s.x[:, :MOST_SAMPLES], p.form, training=False)
    hidden = [health(name, layer.u) for name, layer in zip(s.net.architecture.activations, sample[:-1], strict=True)]
    maps, answer = maps_of(s, p)
    return {
        "map": draw_map(s, p, maps, answer),
        "network": draw_network(s, maps, hidden),
        **draw_tabs(s, p, sample, hidden),
    }


@lru_cache(maxsize=8)
def grid(cells: int, device: torch.device) -> Tensor:
    """The middles of cells x cells squares over the plane, in rows from the lowest x2 up: (cells^2, 2)."""
    middle = SIDE * ((2 * torch.arange(cells, device=device) + 1) / cells - 1)
    x2, x1 = torch.meshgrid(middle, middle, indexing="ij")
    return torch.stack([x1.flatten(), x2.flatten()], 1)


def maps_of(s: State, p: MlpPlaygroundParams) -> tuple[list[Tensor], Tensor]:
    """What every unit gives over the plane, -1 to 1, for l = 0 ... L, and the probabilities: (n[l], FINE^2) each."""
    x = plane_inputs(grid(FINE, s.points.device), p.features.chosen())
    passes = forward(s.net, x, p.form, training=False)
    hidden = [shade(name, layer.a) for name, layer in zip(s.net.architecture.activations, passes[:-1], strict=True)]
    answer = probabilities(passes[-1].z)
    return [shade("linear", x), *hidden, 2 * answer - 1], answer


def shade(name: str, a: Tensor) -> Tensor:
    """A layer's values a (units, cells) brought to -1 ... 1: by their bounds, or by each unit's own largest."""
    if name == "tanh":
        return a
    if name == "sigmoid":
        return 2 * a - 1
    return a / a.abs().amax(1, keepdim=True).clamp(min=1e-12)


def bytes_of(values: Tensor) -> Tensor:
    """Numbers from -1 to 1 as u1 from 0 to 255; NaN, after a divergence, is the middle."""
    return torch.nan_to_num(values, 0.0).clamp(-1, 1).mul(127.5).add(127.5).round().to(torch.uint8)


def draw_map(s: State, p: MlpPlaygroundParams, maps: list[Tensor], answer: Tensor) -> dict[str, Tensor]:
    """The answer over the plane, or one unit's values, and all points."""
    sizes = s.net.architecture.sizes
    several = sizes[-1] > 1
    if 0 <= p.focus < sum(sizes):
        values = torch.cat(maps)[p.focus]  # (cells^2,)
        shown = p.focus + 1
        if several:  # the colours of classes 0 and 1 are the ends of the diverging scale
            arrays = {"map": values > 0, "sure": bytes_of(2 * values.abs() - 1)}
        else:
            arrays = {"map": bytes_of(values.sign() if p.discretise else values)}
    elif several:
        best, winner = torch.nan_to_num(answer).max(0)
        sure = (best - 1 / sizes[-1]) / (1 - 1 / sizes[-1])  # 0 when all classes are as likely
        arrays = {"map": winner, "sure": bytes_of(torch.ones_like(sure) if p.discretise else 2 * sure - 1)}
        shown = 0
    else:
        arrays = {"map": bytes_of(maps[-1][0].sign() if p.discretise else maps[-1][0])}
        shown = 0
    arrays = {name: array.to(torch.uint8).reshape(FINE, FINE) for name, array in arrays.items()}
    arrays |= {
        "points.x": s.points[:, 0],
        "points.y": s.points[:, 1],
        "points.label": s.label.to(torch.uint8),
        "points.held": s.held.to(torch.uint8),
        "shown": torch.tensor([shown], dtype=torch.int32),
    }
    if s.images is not None:
        arrays["points.key"] = s.key.to(torch.int32)
    return arrays


def draw_network(s: State, maps: list[Tensor], hidden: list[Health]) -> dict[str, Tensor]:
    """Weights, biases, every unit's map, and which units are dead or saturated."""
    small = torch.cat([layer.view(-1, FINE, FINE)[:, 1::3, 1::3] for layer in maps])  # (units, COARSE, COARSE)
    sizes = s.net.architecture.sizes
    idle = [torch.zeros(n, dtype=torch.uint8, device=s.points.device) for n in (sizes[0], sizes[-1])]
    arrays = {
        "maps": bytes_of(small),
        "state": torch.cat([idle[0], *(layer.state for layer in hidden), idle[1]]),
    }
    for i, layer in enumerate(s.net.layers, 1):
        arrays[f"w{i}"], arrays[f"b{i}"] = layer.W, layer.b[:, 0]
    return arrays


def figures(p: MlpPlaygroundParams, architecture: Architecture) -> dict[str, Figure]:
    """The views by name. Reads structural parameters only."""
    layers = layers_of(p, architecture)
    loss = {
        "cross_entropy": T("cross-entropy", "交叉熵"),
        "squared_error": T("squared error", "平方误差"),
    }[p.loss]
    return {
        "map": map_figure(p, layers),
        "network": network_figure(layers),
        "loss": Curves(
            title=T("Loss", "损失"),
            caption=T(
                "Of each batch while training, and of the whole validation set once an epoch.",
                "训练时每个小批量的损失，以及每轮一次的整个验证集的损失。",
            ),
            alt=T("Training and validation loss against step.", "训练损失与验证损失随步数的变化。"),
            series=("train_loss", "validation_loss"),
            y_title=loss,
            log=True,
        ),
        "accuracy": Curves(
            title=T("Accuracy", "准确率"),
            caption=T("Once an epoch. A growing gap is over-fitting.", "每轮一次。差距扩大即过拟合。"),
            alt=T("Training and validation accuracy against step.", "训练准确率与验证准确率随步数的变化。"),
            series=("train_accuracy", "validation_accuracy"),
            y_title=T("share right", "正确比例"),
        ),
        **tab_figures(p, architecture, tuple(layer.title for layer in layers[1:])),
    }


def layers_of(p: MlpPlaygroundParams, architecture: Architecture) -> tuple[Layer, ...]:
    """Columns of the network with the names of their units."""
    sizes, last = architecture.sizes, len(architecture.sizes) - 1
    layers = [Layer(title=T("Inputs", "输入"), units=p.features.symbols())]
    for i, name in enumerate(architecture.activations, 1):
        units = tuple(T(f"layer {i}, unit {j + 1}", f"第 {i} 层第 {j + 1} 个") for j in range(sizes[i]))
        layers.append(Layer(title=T(f"Layer {i}", f"第 {i} 层"), units=units, activation=str(FUNCTIONS[name])))
    names = class_names(p.data)
    outputs = names if sizes[last] > 1 else (T(f"is it {names[1]}?", f"是{names[1].zh}吗？"),)
    layers.append(
        Layer(title=T("Output", "输出"), units=outputs, activation="softmax" if sizes[last] > 1 else "sigmoid")
    )
    return tuple(layers)


def map_figure(p: MlpPlaygroundParams, layers: tuple[Layer, ...]) -> Field:
    """The decision map with its points."""
    x1, x2 = axis_titles(p.data)
    names = class_names(p.data)
    return Field(
        title=T("What the network answers", "网络的判别"),
        caption=T(
            "Colour: the likelier class, stronger where the network is surer. Filled points train, hollow ones are held "
            "out. Click to add a point, drag to move it.",
            "颜色表示更可能的类别，越深越有把握。实心点用于训练，空心点为验证集。点击可添加数据点，拖动可移动。",
        ),
        alt=T(
            "Map of the network's answer over the plane with the training and validation points on it.",
            "网络在平面上的判别图，以及训练点与验证点。",
        ),
        linked="point" if p.data.kind == "digits" else None,
        x=Axis(title=x1, low=-SIDE, high=SIDE),
        y=Axis(title=x2, low=-SIDE, high=SIDE),
        scale="diverging" if len(names) == 2 else "classes",
        classes=names,
        subjects=(T("the network's answer", "网络的判别"), *(unit for layer in layers for unit in layer.units)),
        gestures=(
            Gesture(on="click", action="add_point", x="x", y="y", hint=T("Click to add a point", "点击添加数据点")),
            Gesture(
                on="drag",
                action="move_point",
                trace="points",
                x="x",
                y="y",
                index="index",
                hint=T("Drag a point", "拖动数据点"),
            ),
            Gesture(
                on="remove",
                action="remove_point",
                trace="points",
                index="index",
                hint=T("Remove a point", "删除数据点"),
            ),
        ),
    )


def network_figure(layers: tuple[Layer, ...]) -> Network:
    """The network with the map of every unit."""
    return Network(
        title=T("Inside the network", "网络内部"),
        caption=T(
            "Each unit shows its own map of the plane; a ribbon is a weight, wide where it is large. Drag a ribbon: this "
            "unit and all behind it bend. A cross marks a dead unit, a ring a saturated one.",
            "每个神经元显示自己的平面图；丝带表示权重，越宽绝对值越大。拖动丝带，该神经元及其后的一切随之弯曲。"
            "叉号表示死亡神经元，圆环表示饱和神经元。",
        ),
        alt=T(
            "Layers from left to right, weights as ribbons between them, and in each unit a map of its values.",
            "从左到右的各层，层间丝带为权重，每个神经元中是其取值图。",
        ),
        layers=layers,
        weight_action="set_weight",
        bias_action="set_bias",
        focus="focus",
    )
