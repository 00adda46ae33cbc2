"""The mean of every layer's signal, which theory takes to be 0."""

from __future__ import annotations

import plotly.graph_objects as go
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.layers import numbers
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The mean of every layer's signal in units of its standard deviation."""
    s = seen.s
    lines = {"now": s.now, "begun": s.begun}
    arrays = {}
    for name, layers in lines.items():
        arrays[f"{name}.x"] = numbers(layers.mean)
        arrays[f"{name}.y"] = layers.mean / layers.variance.sqrt().clamp(min=1e-300)
    return arrays


def figure(p: GradientFlowParams) -> Plot:
    """Now and at the start."""
    figure = go.Figure(
        [
            go.Scatter(uid="begun", name=T("at the start", "起始时"), mode="lines", meta=painted(line="ink-3")),
            go.Scatter(uid="now", name=T("now", "当前"), mode="lines", line_width=2.2, meta=painted(line="accent")),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": T("layer l", "层 l")}, "range": [0, 1.02 * p.depth]},
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
