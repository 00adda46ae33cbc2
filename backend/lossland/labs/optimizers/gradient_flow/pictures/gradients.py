"""The gradient at every layer, backwards: now, at the start, and by theory."""

from __future__ import annotations

import plotly.graph_objects as go
from torch import Tensor

from lossland.algorithms.nets.signal_flow import factor_per_layer
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.gradient_flow.experiment import State
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.layers import (
    annotated,
    by_layer,
    factor_texts,
    layer_lines,
    numbers,
    unit,
)
from lossland.labs.optimizers.gradient_flow.pictures.powers import POWER, power


def draw(s: State) -> dict[str, Tensor]:
    """Norms of dL/du and dL/dW, and the factor per layer."""
    factor = factor_per_layer(s.now.gradient.square().flip(0)) if bool((s.now.gradient > 0).all()) else None
    lines = by_layer(s.now.gradient, s.begun.gradient, s.expected[1])
    lines |= {"weights.x": numbers(s.now.gradient)[1:], "weights.y": power(s.now.weights)}
    return lines | annotated(lines, s.now.gradient[-1], factor, s.factors[1])


def figure(p: GradientFlowParams) -> Plot:
    """The main picture."""
    axis, one = unit(p.residual)
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
                    f"每反向一{one.zh}，平方 ×%{{customdata[0]:.3f}}，理论 ×%{{customdata[1]:.3f}}",
                ),
                T(
                    f"square ×%{{customdata[0]:.3f}} a {one} back",
                    f"每反向一{one.zh}，平方 ×%{{customdata[0]:.3f}}",
                ),
                T("the gradient is exactly 0", "梯度恰好为 0"),
            ),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": axis}, "range": [-0.02 * p.depth, 1.02 * p.depth]},
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
