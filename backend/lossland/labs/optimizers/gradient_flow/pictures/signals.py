"""The signal at every layer, forwards: now, at the start, and by theory."""

from __future__ import annotations

from torch import Tensor

from lossland.algorithms.nets.signal_flow import factor_per_layer
from lossland.lab import T
from lossland.lab.marks import plot
from lossland.lab.views import Plot
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.layers import annotated, by_layer, factor_notes, layer_lines, unit
from lossland.labs.optimizers.gradient_flow.pictures.powers import POWER
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Variances, and the factor per layer."""
    s = seen.s
    factor = factor_per_layer(s.now.variance) if bool((s.now.variance > 0).all()) else None
    lines = by_layer(s.now.variance, s.begun.variance, s.expected[0])
    return lines | annotated(lines, s.now.variance[0], factor, s.factors[0])


def figure(p: GradientFlowParams) -> Plot:
    """The forward direction."""
    axis, one = unit(p.residual)
    figure = plot(
        *layer_lines(T("now", "当前"), T("at the start", "起始时"), T("theory for the start", "起始时的理论值")),
        x={"title": {"text": axis}, "range": [0, 1.02 * p.depth]},
        y={"title": {"text": T("variance of u[l]", "u[l] 的方差")}, **POWER},
    )
    notes = factor_notes(
        T(f"×{{factor}} a {one}, theory ×{{expected}}", f"每{one.zh} ×{{factor}}，理论 ×{{expected}}"),
        T(f"×{{factor}} a {one}", f"每{one.zh} ×{{factor}}"),
        T("the signal is exactly 0", "信号恰好为 0"),
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
        notes=notes,
        max_rate=20,
    )
