"""Activation functions: drag z, watch the slope there, and what a chain of n such slopes leaves of a gradient.

The simplest kind of lab: no state and no `step`; every parameter change asks for one new frame.
Source: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".
"""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from pydantic import Field

from lossland.algorithms.nets.activations import activation, chain, derivative
from lossland.fields.network import FUNCTIONS, Activation
from lossland.lab import Arrays, Frozen, Lab, LabParams, Preset, T, live
from lossland.lab.views import Figure, Gesture, Plot, painted

UNIT = T("One unit", "单个神经元")
CHAIN = T("Chain of layers", "多层链")
REACH = 8.0  # the curve is drawn for -REACH <= z <= REACH
TANGENT = 1.5  # half the tangent's length, in units of z


class ActivationsParams(LabParams):
    """What the page shows as controls."""

    function: Activation = Field(
        "sigmoid",
        title=T("Activation function", "激活函数"),
        description=T("The f in a = f(z).", "a = f(z) 中的 f。"),
        json_schema_extra=live(group=UNIT, symbol="f", options=FUNCTIONS),
    )
    z: float = Field(
        0.0,
        ge=-REACH,
        le=REACH,
        title=T("Pre-activation", "预激活值"),
        description=T(
            "Where the tangent touches; drag the point on the curve. It also enters the chain's first layer.",
            "切线的切点；可直接拖动曲线上的点。它也是多层链第一层的输入。",
        ),
        json_schema_extra=live(group=UNIT, symbol="z"),
    )
    slope: float = Field(
        0.01,
        ge=0,
        le=1,
        title=T("Left slope", "左侧斜率"),
        description=T("Slope of the leaky ReLU for z < 0.", "Leaky ReLU 在 z < 0 时的斜率。"),
        json_schema_extra=live(group=UNIT, symbol="α", when={"function": ["leaky_relu"]}),
    )
    threshold: float = Field(
        0.1,
        ge=0,
        le=1,
        title=T("Saturated below", "饱和阈值"),
        description=T(
            "Where |f'(z)| is below this value the curve is marked as saturated.",
            "|f'(z)| 低于该值的部分标记为饱和。",
        ),
        json_schema_extra=live(group=UNIT, advanced=True),
    )
    layers: int = Field(
        10,
        ge=1,
        le=20,
        title=T("Layers in the chain", "链的层数"),
        description=T(
            "How many slopes the chain rule multiplies: one unit in each layer.",
            "链式法则相乘的斜率个数：每层一个神经元。",
        ),
        json_schema_extra=live(group=CHAIN, symbol="n"),
    )
    weight: float = Field(
        1.0,
        ge=-5,
        le=5,
        title=T("Weight between layers", "层间权重"),
        description=T(
            "z[l+1] = w a[l]; each weight is one more factor of the gradient.",
            "z[l+1] = w a[l]；每个权重都是梯度中的又一个因子。",
        ),
        json_schema_extra=live(group=CHAIN, symbol="w"),
    )


class Activations(Lab[ActivationsParams, Frozen]):
    """Curve, slope, saturation, and the product of slopes."""

    slug = "activations"
    part = "networks"
    title = T("Activation functions", "激活函数")
    summary = T(
        "Drag z along a curve and see what ten layers of that slope leave of a gradient.",
        "沿曲线拖动 z，看十层这样的斜率相乘后梯度还剩多少。",
    )
    question = T("How much of a gradient survives ten sigmoids?", "梯度穿过十层 Sigmoid 后还剩多少？")
    topics = (
        T("Activation functions", "激活函数"),
        T("Saturation", "饱和"),
        T("Vanishing gradients", "梯度消失"),
        T("Dead units", "死亡单元"),
    )
    Params = ActivationsParams
    layout = (("curve", "chain"), ("forward",))
    presets = (
        Preset(
            "best-sigmoid",
            T("Sigmoid at its best", "Sigmoid 的最好情形"),
            T("The steepest slope is 1/4: ten of them leave 1e-6.", "最大斜率只有 1/4：十层相乘只剩约 1e-6。"),
            {"function": "sigmoid", "z": 0.0, "layers": 10, "weight": 1.0},
        ),
        Preset(
            "saturated-tanh",
            T("Saturated tanh", "饱和的 tanh"),
            T("Far from zero the first factor alone is about 1/1000.", "离零点很远时，仅第一个因子就约为千分之一。"),
            {"function": "tanh", "z": 4.0, "layers": 10, "weight": 1.0},
        ),
        Preset(
            "dead-relu",
            T("ReLU that is off", "关闭的 ReLU"),
            T("For z < 0 the slope is 0: nothing comes back.", "z < 0 时斜率为 0：梯度完全传不回来。"),
            {"function": "relu", "z": -1.0, "layers": 10, "weight": 1.0},
        ),
        Preset(
            "open-relu",
            T("ReLU that is on", "打开的 ReLU"),
            T("For z > 0 the slope is 1, however deep.", "z > 0 时斜率恒为 1，与深度无关。"),
            {"function": "relu", "z": 1.0, "layers": 20, "weight": 1.0},
        ),
        Preset(
            "exploding",
            T("Exploding", "梯度爆炸"),
            T("Weights of 2 on an open ReLU double the gradient in each layer.", "权重为 2 的 ReLU 每层使梯度翻倍。"),
            {"function": "relu", "z": 1.0, "layers": 20, "weight": 2.0},
        ),
    )

    def start(self, p: ActivationsParams, rng: torch.Generator, device: torch.device) -> Frozen:
        return Frozen()

    def draw(self, s: Frozen, p: ActivationsParams) -> dict[str, Arrays]:
        grid = torch.linspace(-REACH, REACH, 321, dtype=torch.float64)
        f, slopes = activation(p.function, grid, p.slope), derivative(p.function, grid, p.slope)
        z = torch.tensor([p.z], dtype=torch.float64)
        a, slope = activation(p.function, z, p.slope), derivative(p.function, z, p.slope)
        ends = torch.tensor([-TANGENT, TANGENT], dtype=torch.float64)
        layer = torch.arange(1, p.layers + 1, dtype=torch.float64)
        outputs, gradients = chain(p.function, p.z, p.layers, p.weight, p.slope)
        same = slope**layer * p.weight ** (layer - 1)  # (n,)
        return {
            "curve": {
                "f.x": grid,
                "f.y": f,
                "slope.x": grid,
                "slope.y": slopes,
                "saturated.x": grid,
                "saturated.y": torch.where(slopes.abs() < p.threshold, f, torch.nan),
                "tangent.x": z + ends,
                "tangent.y": a + slope * ends,
                "point.x": z,
                "point.y": a,
                "slope-point.x": z,
                "slope-point.y": slope,
            },
            "chain": {
                "same.x": layer,
                "same.y": exponent(same),
                "chain.x": layer,
                "chain.y": exponent(gradients),
                "last.x": layer[-1:],
                "last.y": exponent(same[-1:]),
                "last.customdata": torch.stack([mantissa(same[-1:]), exponent(same[-1:]).floor()], dim=1),  # (1, 2)
            },
            "forward": {"a.x": layer, "a.y": outputs},
        }

    def figures(self, p: ActivationsParams) -> dict[str, Figure]:
        return {"curve": _curve(), "chain": _chain(), "forward": _forward()}


def exponent(gradients: torch.Tensor) -> torch.Tensor:
    """log10 of the sizes; an exact zero has no logarithm and becomes a gap. (float32 itself would end at 1e-45.)"""
    return torch.where(gradients == 0, torch.nan, gradients.abs().log10())


def mantissa(gradients: torch.Tensor) -> torch.Tensor:
    """The m of m * 10^k with 1 <= m < 10 and k the floor of `exponent`."""
    return 10 ** (exponent(gradients) - exponent(gradients).floor())


def _curve() -> Plot:
    figure = go.Figure(
        [
            go.Scatter(uid="f", name=T("f(z)", "f(z)"), line_width=3, meta=painted(line="accent")),
            go.Scatter(
                uid="slope", name=T("slope f′(z)", "导数 f′(z)"), line_dash="dash", meta=painted(line="class-0")
            ),
            go.Scatter(
                uid="saturated", name=T("saturated", "饱和区"), line_width=8, opacity=0.45, meta=painted(line="bad")
            ),
            go.Scatter(uid="tangent", name=T("tangent at z", "z 处的切线"), mode="lines", meta=painted(line="ink")),
            go.Scatter(
                uid="slope-point",
                name=T("slope at z", "z 处的导数"),
                mode="markers+text",
                texttemplate="f′(z) = %{y:.4g}",
                textposition="bottom center",
                marker_size=9,
                showlegend=False,
                meta=painted(marker="class-0", textfont="ink"),
            ),
            go.Scatter(
                uid="point",
                name=T("(z, f(z))", "(z, f(z))"),
                mode="markers+text",
                texttemplate="f(%{x:.2f}) = %{y:.4g}",
                textposition="top left",
                marker_size=16,
                showlegend=False,
                meta=painted(marker="accent", textfont="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("pre-activation z", "预激活值 z"), range=[-REACH, REACH])
    figure.update_yaxes(title=T("f(z) and f′(z)", "f(z) 与 f′(z)"), range=[-1.6, 2.6])
    return Plot(
        title=T("The function and its slope", "函数及其斜率"),
        caption=T(
            "Drag the large point. The tangent's slope is the factor that back-propagation multiplies by.",
            "拖动大圆点。切线的斜率就是反向传播时所乘的因子。",
        ),
        alt=T(
            "The activation function against z, its derivative, the tangent at the chosen z, saturated parts thick.",
            "激活函数曲线、其导数、所选 z 处的切线；饱和部分以粗线标出。",
        ),
        figure=figure,
        gestures=(
            Gesture(
                on="drag",
                action="set_params",
                trace="point",
                x="z",
                hint=T("Drag the point along the curve", "沿曲线拖动圆点"),
            ),
        ),
    )


def _chain() -> Plot:
    figure = go.Figure(
        [
            go.Scatter(
                uid="same",
                name=T("every layer at this z: |wⁿ⁻¹ f′(z)ⁿ|", "每层都在此 z：|wⁿ⁻¹ f′(z)ⁿ|"),
                mode="lines+markers",
                meta=painted(line="accent", marker="accent"),
            ),
            go.Scatter(
                uid="chain",
                name=T("true chain: |∂a[n]/∂z[1]|", "真实的链：|∂a[n]/∂z[1]|"),
                mode="lines+markers",
                line_dash="dash",
                meta=painted(line="class-0", marker="class-0"),
            ),
            go.Scatter(
                uid="last",
                name=T("left after n layers", "n 层之后剩余"),
                mode="text",
                texttemplate="\u2002%{customdata[0]:.2f} × 10<sup>%{customdata[1]:.0f}</sup>",
                textposition="middle right",
                cliponaxis=False,
                showlegend=False,
                meta=painted(textfont="ink"),
            ),
        ]
    )
    figure.update_layout(margin={"r": 76})  # what is left is written beside the line's end
    figure.update_xaxes(title=T("layers n", "层数 n"), dtick=1)
    figure.update_yaxes(
        title=T("size of the gradient", "梯度的大小"), tickprefix="10<sup>", ticksuffix="</sup>", tickformat="~f"
    )
    return Plot(
        title=T("What a chain of layers leaves of the gradient", "多层相乘后梯度还剩多少"),
        caption=T(
            "A straight line down is exponential decay. The line ends where the gradient is exactly 0.",
            "向下的直线表示指数衰减。梯度恰为 0 处曲线中断。",
        ),
        alt=T(
            "Size of the gradient against the number of layers on a logarithmic axis.",
            "梯度大小随层数的变化，纵轴为对数。",
        ),
        figure=figure,
    )


def _forward() -> Plot:
    figure = go.Figure(
        [
            go.Scatter(
                uid="a",
                name=T("activation a[l]", "激活值 a[l]"),
                mode="lines+markers",
                meta=painted(line="accent", marker="accent"),
            )
        ]
    )
    figure.update_xaxes(title=T("layer l", "层 l"), dtick=1)
    figure.update_yaxes(title=T("activation a[l]", "激活值 a[l]"))
    return Plot(
        title=T("The forward pass through the chain", "链的前向传播"),
        caption=T("a[l] = f(w a[l-1]), starting from f(z).", "a[l] = f(w a[l-1])，从 f(z) 开始。"),
        alt=T("Activation of each layer of the chain.", "链中每一层的激活值。"),
        figure=figure,
    )
