"""Gradient, signal and mean at every layer: now, at the start, and by theory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.nets.signal_flow import factor_per_layer
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.gradient_flow.pictures.powers import POWER, power

if TYPE_CHECKING:
    from lossland.labs.optimizers.gradient_flow.lab import State

SPAN = 4.0
"""An axis shows at least so many powers of ten to both sides: a level line then looks level."""


def draw_layers(s: State, depth: int) -> dict[str, dict[str, Tensor]]:
    """Gradients backwards, signals forwards and their means, at 0 to `depth`."""
    l = torch.arange(depth + 1, dtype=torch.float64)
    factor_back = factor_per_layer(s.now.gradient.square().flip(0)) if bool((s.now.gradient > 0).all()) else None
    gradients = by_layer(l, s.now.gradient, s.begun.gradient, s.expected[1])
    gradients |= {"weights.x": l[1:], "weights.y": power(s.now.weights)}
    factor_on = factor_per_layer(s.now.variance) if bool((s.now.variance > 0).all()) else None
    signals = by_layer(l, s.now.variance, s.begun.variance, s.expected[0])
    return {
        "gradients": gradients | annotated(gradients, s.now.gradient[-1], factor_back, s.factors[1]),
        "signals": signals | annotated(signals, s.now.variance[0], factor_on, s.factors[0]),
        "means": draw_means(s, l),
    }


def by_layer(l: Tensor, now: Tensor, begun: Tensor, expected: Tensor) -> dict[str, Tensor]:
    """Three lines over the layers, as powers of ten."""
    lines = {"now": now, "begun": begun, "expected": expected}
    return {key: value for name, y in lines.items() for key, value in ((f"{name}.x", l), (f"{name}.y", power(y)))}


def annotated(lines: dict[str, Tensor], end: Tensor, factor: Tensor | None, expected: Tensor) -> dict[str, Tensor]:
    """Above all lines the factors in words, or that all is exactly 0; around one end the least span of the axis."""
    middle = float(torch.nan_to_num(power(end)))
    values = torch.cat([y for name, y in lines.items() if name.endswith(".y")])
    drawn = values[torch.isfinite(values)].tolist()
    low, high = min([middle - SPAN, *drawn]), max([middle + SPAN, *drawn])
    top = high + (high - low) / 8
    place = (lines["now.x"][:1] + lines["now.x"][-1:]) / 2
    if factor is None:
        shown, numbers = "zero", torch.zeros(1, 2)
    else:
        known = bool(torch.isfinite(expected))
        shown, numbers = "known" if known else "unknown", torch.stack([factor, expected if known else factor])[None]
    arrays = {"span.x": torch.zeros(2), "span.y": torch.tensor([low, top])}
    for name in ("known", "unknown", "zero"):
        here = slice(0, 1 if name == shown else 0)
        arrays |= {f"{name}.x": place[here], f"{name}.y": torch.tensor([top])[here]}
    return arrays | {"known.customdata": numbers, "unknown.customdata": numbers}


def draw_means(s: State, l: Tensor) -> dict[str, Tensor]:
    """The mean of every layer's signal in units of its standard deviation."""
    lines = {"now": s.now, "begun": s.begun}
    arrays = {}
    for name, layers in lines.items():
        arrays[f"{name}.x"] = l
        arrays[f"{name}.y"] = layers.mean / layers.variance.sqrt().clamp(min=1e-300)
    return arrays


def layer_lines(now: T, begun: T, expected: T) -> list[go.Scatter]:
    """The lines of both main pictures."""
    return [
        go.Scatter(uid="span", mode="markers", marker_opacity=0, showlegend=False, hoverinfo="skip"),
        go.Scatter(uid="begun", name=begun, mode="lines", line_width=1.5, meta=painted(line="ink-3")),
        go.Scatter(
            uid="expected", name=expected, mode="lines", line={"width": 2.5, "dash": "dot"}, meta=painted(line="good")
        ),
        go.Scatter(
            uid="now",
            name=now,
            mode="lines+markers",
            line_width=2.2,
            marker_size=5,
            meta=painted(line="accent", marker="accent"),
        ),
    ]


def factor_texts(known: T, unknown: T, zero: T) -> list[go.Scatter]:
    """The factor per layer in words."""
    look = {
        "mode": "text",
        "textposition": "bottom center",
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    return [
        go.Scatter(uid="known", texttemplate=known, textfont_size=12, meta=painted(textfont="ink"), **look),
        go.Scatter(uid="unknown", texttemplate=unknown, textfont_size=12, meta=painted(textfont="ink"), **look),
        go.Scatter(uid="zero", text=[zero], textfont_size=14, meta=painted(textfont="bad"), **look),
    ]


def unit(residual: str) -> tuple[T, T]:
    """What the horizontal axis counts, and "a layer" or "a block"."""
    if residual == "none":
        return T("layer l", "层 l"), T("layer", "层")
    return T("block l", "块 l"), T("block", "块")


def gradients_figure(depth: int, residual: str) -> Plot:
    """The main picture."""
    axis, one = unit(residual)
    figure = go.Figure(
        [
            *layer_lines(
                T("∂L/∂u now", "当前 ∂L/∂u"), T("at the start", "起始时"), T("theory for the start", "起始时的理论值")
            ),
            go.Scatter(
                uid="weights",
                name=T("∂L/∂W now", "当前 ∂L/∂W"),
                mode="lines",
                line={"width": 1.5, "dash": "dash"},
                meta=painted(line="class-0"),
            ),
            *factor_texts(
                T(
                    f"square ×%{{customdata[0]:.3f}} a {one} back; theory %{{customdata[1]:.3f}}",
                    f"每向后一{one.zh}，平方 ×%{{customdata[0]:.3f}}，理论 ×%{{customdata[1]:.3f}}",
                ),
                T(
                    f"square ×%{{customdata[0]:.3f}} a {one} back",
                    f"每向后一{one.zh}，平方 ×%{{customdata[0]:.3f}}",
                ),
                T("the gradient is exactly 0", "梯度恰好为 0"),
            ),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": axis}, "range": [-0.02 * depth, 1.02 * depth]},
        yaxis={"title": {"text": T("gradient norm", "梯度范数")}, **POWER},
    )
    return Plot(
        title=T("Gradient by layer", "各层的梯度"),
        caption=T(
            "Drag the gain: the line tilts. Level is healthy; falling to the left vanishes, rising explodes. The axis is "
            "in powers of ten: a straight line is the same factor in every layer. u[l] is what the activation of the next "
            "layer sees, W[l] the matrix of layer l.",
            "拖动增益，直线随之倾斜。水平为健康；向左下降为消失，向左上升为爆炸。纵轴为 10 的幂：直线表示每层因子相同。"
            "u[l] 是下一层激活函数的输入，W[l] 是第 l 层的矩阵。",
        ),
        alt=T(
            "Norm of the gradient at every layer on a logarithmic axis: now, at the start, and by theory.",
            "各层梯度范数 (对数轴)：当前、起始时及理论值。",
        ),
        figure=figure,
        max_rate=20,
    )


def signals_figure(depth: int, residual: str) -> Plot:
    """The forward direction."""
    axis, one = unit(residual)
    figure = go.Figure(
        [
            *layer_lines(T("now", "当前"), T("at the start", "起始时"), T("theory for the start", "起始时的理论值")),
            *factor_texts(
                T(
                    f"×%{{customdata[0]:.3f}} a {one}; theory %{{customdata[1]:.3f}}",
                    f"每{one.zh} ×%{{customdata[0]:.3f}}，理论 ×%{{customdata[1]:.3f}}",
                ),
                T(f"×%{{customdata[0]:.3f}} a {one}", f"每{one.zh} ×%{{customdata[0]:.3f}}"),
                T("the signal is exactly 0", "信号恰好为 0"),
            ),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": axis}, "range": [-0.02 * depth, 1.02 * depth]},
        yaxis={"title": {"text": T("variance of u[l]", "u[l] 的方差")}, **POWER},
    )
    return Plot(
        title=T("Signal by layer", "各层的信号"),
        caption=T(
            "The forward pass: variance of what each activation sees, over units and batch.",
            "前向传播：各激活函数输入的方差 (对神经元与小批量)。",
        ),
        alt=T(
            "Variance of the signal at every layer on a logarithmic axis: now, at the start, and by theory.",
            "各层信号的方差 (对数轴)：当前、起始时及理论值。",
        ),
        figure=figure,
        max_rate=20,
    )


def means_figure(depth: int) -> Plot:
    """Means, which theory takes to be 0."""
    figure = go.Figure(
        [
            go.Scatter(uid="begun", name=T("at the start", "起始时"), mode="lines", meta=painted(line="ink-3")),
            go.Scatter(uid="now", name=T("now", "当前"), mode="lines", line_width=2.2, meta=painted(line="accent")),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": T("layer l", "层 l")}, "range": [-0.02 * depth, 1.02 * depth]},
        yaxis={"title": {"text": T("mean / standard deviation", "均值 / 标准差")}},
    )
    return Plot(
        title=T("Mean by layer", "各层的均值"),
        caption=T(
            "Mean of the signal in units of its standard deviation. Blocks that add what is never negative drift away from 0.",
            "信号的均值，以标准差为单位。只加非负量的块会偏离 0。",
        ),
        alt=T("Mean of the signal at every layer, now and at the start.", "各层信号的均值，当前与起始时。"),
        figure=figure,
        max_rate=10,
    )
