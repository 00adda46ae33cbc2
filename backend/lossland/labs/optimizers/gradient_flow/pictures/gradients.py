"""The gradient at every layer, backwards: now, at the start, and by theory."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.algorithms.nets.signal_flow import factor_per_layer
from lossland.lab import T
from lossland.lab.marks import line, plot
from lossland.lab.views import Note, Plot
from lossland.labs.optimizers.gradient_flow.experiment import gain_of
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.layers import (
    annotated,
    by_layer,
    factor_notes,
    layer_lines,
    numbers,
    unit,
)
from lossland.labs.optimizers.gradient_flow.pictures.powers import POWER, power
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen

LEVEL = 0.5
"""A line counts as level when its ends differ by fewer powers of ten."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """Norms of dL/du and dL/dW, the factor per layer, and whether the line is level."""
    s, gain = seen.s, gain_of(seen.p)
    factor = factor_per_layer(s.now.gradient.square().flip(0)) if bool((s.now.gradient > 0).all()) else None
    lines = by_layer(s.now.gradient, s.begun.gradient, s.expected[1])
    lines |= {"weights.x": numbers(s.now.gradient)[1:], "weights.y": power(s.now.weights)}
    tilt = power(s.now.gradient)[[0, -1]].diff().abs()
    root = abs(gain - math.sqrt(2)) < 0.02
    level = bool(tilt < LEVEL)
    words = {
        "root.shown": torch.tensor([float(level and root)]),
        "even.shown": torch.tensor([float(level and not root)]),
        "even.gain": torch.tensor([gain]),
    }
    return lines | annotated(lines, s.now.gradient[-1], factor, s.factors[1]) | words


def figure(p: GradientFlowParams) -> Plot:
    """The main picture."""
    axis, one = unit(p.residual)
    figure = plot(
        *layer_lines(
            T("∂L/∂u now", "当前 ∂L/∂u"), T("at the start", "起始时"), T("theory for the start", "起始时的理论值")
        ),
        line("weights", T("∂L/∂W now", "当前 ∂L/∂W"), "class-0", width=1.5, dash="dash"),
        x={"title": {"text": axis}, "range": [0, 1.02 * p.depth]},
        y={"title": {"text": T("gradient norm", "梯度范数")}, **POWER},
    )
    notes = (
        Note(uid="root", text=T("g = √2: level", "g = √2：水平"), role="good"),
        Note(uid="even", text=T("g = {gain}: level", "g = {gain}：水平"), role="good"),
        *factor_notes(
            T(
                f"square ×{{factor}} a {one} back, theory ×{{expected}}",
                f"每反向一{one.zh}，平方 ×{{factor}}，理论 ×{{expected}}",
            ),
            T(f"square ×{{factor}} a {one} back", f"每反向一{one.zh}，平方 ×{{factor}}"),
            T("the gradient is exactly 0", "梯度恰好为 0"),
        ),
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
        notes=notes,
        max_rate=20,
    )
