"""The small pictures of the multi-layer perceptron playground: layers in numbers, histograms, confusion, the update."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.nets.activations import derivative
from lossland.algorithms.nets.losses import predicted, probabilities
from lossland.algorithms.nets.mlp import LEAK, Architecture, Pass, forward
from lossland.algorithms.optimizers.rule import Rates, direction, rule_of
from lossland.fields.classification import class_names
from lossland.fields.network import FUNCTIONS
from lossland.lab import Arrays, T
from lossland.lab.views import Column, Figure, Formula, Images, Plot, Table, painted
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams

if TYPE_CHECKING:
    from lossland.labs.networks.mlp_playground.lab import State

DEAD, SATURATED = 1, 2
FLAT = 0.05
"""A sigmoid or tanh whose slope is below this share of its steepest is saturated."""
LARGEST = 1e30
BINS = 60
LOWEST, HIGHEST = -8.0, 1.0
"""Powers of ten of the gradients shown; what is smaller, 0 too, stands at the left end."""
MOST_PICTURES = 48
SERIES = ("class-1", "class-0", "class-2", "class-3")


class Health(NamedTuple):
    """How the units of a hidden layer fare on a sample."""

    state: Tensor
    """(units,) u1: 1 where the slope is 0 for every sample, 2 where it is flat for nine in ten."""
    saturated: Tensor
    """0-d: share of all units and samples that are flat."""


def health(name: str, u: Tensor) -> Health:
    """Of a layer with that activation, from what it sees, u (units, n). Only sigmoid and tanh saturate."""
    slope = derivative(name, u, LEAK).abs()  # (units, n)
    if name in ("sigmoid", "tanh"):
        share = (slope < FLAT * (0.25 if name == "sigmoid" else 1.0)).float().mean(1)  # (units,)
        return Health((share >= 0.9).to(torch.uint8) * SATURATED, share.mean())
    return Health((slope.amax(1) < 1e-6).to(torch.uint8) * DEAD, slope.new_zeros(()))


def draw_tabs(s: State, p: MlpPlaygroundParams, sample: list[Pass], hidden: list[Health]) -> dict[str, Arrays]:
    """Arrays of all small pictures. `sample` is a forward pass of training points, `hidden` is for the hidden layers."""
    held = bool(s.held.any())
    x, y = (s.x_held, s.y_held) if held else (s.x, s.y)
    z = forward(s.net, x, p.form, training=False)[-1].z  # (n[L], m)
    frame: dict[str, Arrays] = {
        "units": draw_units(s, hidden),
        "confusion": draw_confusion(z, y),
        "rule": draw_rule(s, p),
        **draw_histograms(s, sample),
    }
    if s.images is not None:
        frame["images"] = draw_images(s.images, s.key[s.held if held else ~s.held], z, y)
    return frame


def draw_units(s: State, hidden: list[Health]) -> dict[str, Tensor]:
    """One row for each layer from the first hidden one to the output."""
    rows = []
    for i, (layer, slope) in enumerate(zip(s.net.layers, s.net.slopes, strict=True)):
        dead = saturated = math.nan
        if i < len(hidden):
            dead, saturated = float((hidden[i].state == DEAD).float().mean()), float(hidden[i].saturated)
        parameters = sum(part.numel() for part in layer if part is not None)
        rows.append([len(layer.W), parameters, dead, saturated, float(slope.W.abs().mean())])
    columns = torch.tensor(rows).T  # (5, L)
    return dict(zip(("units", "parameters", "dead", "saturated", "gradient"), columns, strict=True))


def draw_histograms(s: State, sample: list[Pass]) -> dict[str, Arrays]:
    """Ridges of weights, activations and gradients, one for each layer."""
    weights = [layer.W.flatten() for layer in s.net.layers]
    activations = [layer.a.flatten() for layer in sample[:-1]]
    gradients = [slope.W.flatten().abs().clamp(min=1e-30).log10().clamp(LOWEST, HIGHEST) for slope in s.net.slopes]
    return {
        "weights": ridges(weights, *reach(weights)),
        "activations": ridges(activations, *reach(activations)),
        "gradients": ridges(gradients, LOWEST, HIGHEST),
    }


def drawable(values: Tensor) -> Tensor:
    """Numbers that an axis in single precision can still hold: a run that diverges is drawn up to its end."""
    return torch.nan_to_num(values).clamp(-LARGEST, LARGEST)


def reach(layers: list[Tensor]) -> tuple[float, float]:
    """A range around 0 that holds every number, in steps of root 2 so that the axis rarely jumps."""
    largest = max((float(drawable(values).abs().max()) for values in layers), default=1.0)
    half = float(2 ** (math.ceil(2 * math.log2(max(largest, 1e-3))) / 2))
    return -half, half


def ridges(layers: list[Tensor], low: float, high: float) -> dict[str, Tensor]:
    """Outlines of histograms, that of layer i standing on the height i and 0.9 high."""
    half = (high - low) / BINS / 2
    x = torch.linspace(low - half, high + half, BINS + 2)  # the middles of the bins, and one at each end that is empty
    arrays = {}
    for i, values in enumerate(layers):
        counts = torch.histc(drawable(values).cpu(), BINS, low, high)
        heights = counts * (0.9 / max(float(counts.max()), 1.0))
        arrays[f"layer{i}.x"], arrays[f"layer{i}.y"] = x, torch.nn.functional.pad(heights, (1, 1)) + i
    return arrays


def draw_confusion(z: Tensor, y: Tensor) -> dict[str, Tensor]:
    """How many points of each class (rows) are taken for each class (columns). z, y (n[L], m)."""
    classes = max(2, len(z))
    cell = predicted(2 * y - 1) * classes + predicted(z)
    return {"cells.z": torch.bincount(cell, minlength=classes**2).reshape(classes, classes)}


def draw_rule(s: State, p: MlpPlaygroundParams) -> dict[str, Tensor]:
    """The last update of the weight that is now the largest: w <- w - alpha d / r."""
    k = (s.net.theta.abs() * s.net.is_weight).argmax()
    now = s.net.theta[k].double()
    alpha, d, r = s.rate, now.new_zeros(()), now.new_ones(())
    if s.moments.t and s.moments.of == f"{p.optimizer} {p.form}":
        rho = p.rho if p.optimizer in ("adam", "adamw") else p.averaging
        rates = Rates(p.optimizer, p.form, s.rate, p.beta, rho)
        above, below = direction(s.moments, s.net.gradient, rule_of(rates))
        if p.optimizer == "adadelta" and p.form == "course":
            alpha = 1.0
        d = above[k].double()
        r = r if below is None else below[k].double()
    values = {"w": now + alpha * d / r, "alpha": now.new_tensor(alpha), "d": d, "r": r, "next": now}
    return {name: value.reshape(1).float() for name, value in values.items()}


def draw_images(images: Tensor, keys: Tensor, z: Tensor, y: Tensor) -> dict[str, Tensor]:
    """The pictures that the network is least right about, the worst first. keys (m,), -1 for the user's own points."""
    right = (probabilities(z) * y).sum(0)  # (m,)
    worst = torch.where(keys < 0, torch.inf, right).argsort()[:MOST_PICTURES]
    shown = keys[worst][keys[worst] >= 0].cpu()
    return {"images": images[shown], "key": shown.to(torch.int32)}


def tab_figures(p: MlpPlaygroundParams, architecture: Architecture, titles: tuple[T, ...]) -> dict[str, Figure]:
    """The small pictures by name; `titles` are those of the layers 1 ... L."""
    names = [FUNCTIONS[name] for name in architecture.activations]
    rows = tuple(T(f"{t} · {n}", f"{t.zh} · {n.zh}") for t, n in zip(titles, names, strict=False))
    views: dict[str, Figure] = {
        "units": units_figure((*rows, titles[-1])),
        "weights": ridge_figure(
            titles,
            T("Weights", "权重"),
            T("How the weights of each layer are spread.", "各层权重的分布。"),
            T("weight", "权重"),
        ),
        "activations": ridge_figure(
            titles[:-1],
            T("Activations", "激活值"),
            T(
                "What the hidden units give for training points. Heaps at both ends: saturation. One heap at 0: dead units.",
                "隐藏神经元对训练点的输出。两端堆积即饱和，全部堆在 0 处即死亡。",
            ),
            T("activation", "激活值"),
        ),
        "gradients": ridge_figure(
            titles,
            T("Gradients", "梯度"),
            T(
                "Of the last batch, in powers of ten. Lower layers far to the left: the gradient vanishes on its way down.",
                "最近一个小批量的梯度，以 10 的幂表示。靠下的层偏左，说明梯度在回传途中消失。",
            ),
            T("log₁₀ |dW|", "log₁₀ |dW|"),
            (LOWEST - 0.2, HIGHEST + 0.2),
        ),
        "confusion": confusion_figure(class_names(p.data)),
        "rule": rule_figure(),
    }
    if p.data.kind == "digits":
        views["images"] = Images(
            title=T("Hardest pictures", "最难的图片"),
            caption=T(
                "Held-out digits that the network is least right about, the worst first. It sees only two numbers of each.",
                "网络判得最差的验证集数字，最差的在前。网络只看到每张图的两个数。",
            ),
            alt=T("A grid of handwritten digits.", "手写数字网格。"),
            linked="point",
            columns=12,
        )
    return views


def units_figure(rows: tuple[T, ...]) -> Table:
    """Each layer in numbers."""
    return Table(
        title=T("Layers in numbers", "各层数据"),
        caption=T(
            "Dead: no training point opens the unit. Saturated: the slope is below 5 % of its steepest.",
            "死亡：没有训练点能激活该神经元。饱和：斜率低于最大斜率的 5 %。",
        ),
        alt=T("A table with one row for each layer.", "每层一行的表格。"),
        columns=(
            Column(name="units", title=T("units", "神经元数"), digits=0),
            Column(name="parameters", title=T("parameters", "参数量"), digits=0),
            Column(name="dead", title=T("dead", "死亡"), percent=True, digits=2),
            Column(name="saturated", title=T("saturated", "饱和"), percent=True, digits=2),
            Column(name="gradient", title=T("mean |dW|", "|dW| 均值"), digits=2),
        ),
        rows=rows,
        max_rate=8,
    )


def ridge_figure(
    titles: tuple[T, ...], title: T, caption: T, axis: T, window: tuple[float, float] | None = None
) -> Plot:
    """One histogram above the other, layer 1 lowest; each is as high as its own fullest bin."""
    figure = go.Figure(
        [
            go.Scatter(
                uid=f"layer{i}",
                name=name,
                mode="lines",
                line_width=1,
                fill="toself",
                hoverinfo="skip",
                showlegend=False,
                meta=painted(line=SERIES[i % 4], fillcolor=f"{SERIES[i % 4]}/35"),
            )
            for i, name in enumerate(titles)
        ]
    )
    figure.update_xaxes(title=axis, range=window, zeroline=window is None)
    figure.update_yaxes(
        title=T("layer", "层"),
        range=[-0.1, max(1, len(titles)) + 0.05],
        tickvals=list(range(len(titles))),
        ticktext=list(titles),
        automargin=True,
        title_standoff=6,
    )
    return Plot(
        title=title,
        caption=caption,
        alt=T(f"{title}: a histogram for each layer.", f"{title.zh}：每层一个直方图。"),
        figure=figure,
        max_rate=8,
    )


def confusion_figure(names: tuple[T, ...]) -> Plot:
    """The confusion matrix."""
    figure = go.Figure(
        [
            go.Heatmap(
                uid="cells",
                name=T("points", "点数"),
                texttemplate="%{z}",
                showscale=False,
                xgap=1,
                ygap=1,
                meta=painted(colorscale="sequential"),
            )
        ]
    )
    places = list(range(len(names)))
    figure.update_xaxes(title=T("taken for", "判为"), tickvals=places, ticktext=list(names), constrain="domain")
    figure.update_yaxes(
        title=T("true class", "真实类别"), tickvals=places, ticktext=list(names), autorange="reversed", scaleanchor="x"
    )
    return Plot(
        title=T("Confusion matrix", "混淆矩阵"),
        caption=T(
            "Points of the validation set. Off the diagonal stand the mistakes.", "验证集的点。对角线以外为错误。"
        ),
        alt=T("How many points of each class are taken for each class.", "每一类的点被判为各类的数量。"),
        figure=figure,
        max_rate=8,
    )


def rule_figure() -> Formula:
    """The last update of the largest weight."""
    numbers = r"@w@ - @alpha@ \cdot \frac{@d@}{@r@} = @next@"
    return Formula(
        title=T("The last update", "最近一次更新"),
        caption=T("Of the weight that is now the largest.", "当前绝对值最大的权重。"),
        alt=T("The optimizer's formula with its numbers.", "优化器公式及其数值。"),
        tex=r"\begin{aligned} w &\leftarrow w - \alpha\,\frac{d}{\sqrt{v + \epsilon}} \\ &= "
        + numbers
        + r"\end{aligned}",
        library=r"\begin{aligned} w &\leftarrow w - \alpha\,\frac{d}{\sqrt{v} + \epsilon} \\ &= "
        + numbers
        + r"\end{aligned}",
        explained=T(
            "d is the gradient g (SGD, normalised gradient, AdaGrad, RMSprop), its average m (momentum, Nesterov; in Adam "
            "corrected for its beginning at 0), or g √(u + ε) with α = 1 in AdaDelta. v is g² (normalised gradient), the "
            "sum of all g² (AdaGrad) or their average; SGD, momentum and Nesterov divide by 1.",
            "d 为梯度 g (SGD、归一化梯度、AdaGrad、RMSprop)、其平均 m (动量、Nesterov；Adam 中经偏差修正)，"
            "在 AdaDelta 中为 g √(u + ε) 且 α = 1。v 为 g² (归一化梯度)、全部 g² 之和 (AdaGrad) 或其平均；"
            "SGD、动量和 Nesterov 除以 1。",
        ),
        digits=3,
        max_rate=8,
    )
