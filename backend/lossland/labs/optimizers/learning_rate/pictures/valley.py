"""The newest loss of each of the 16 constant rates: a valley, then a cliff."""

from __future__ import annotations

import math

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.learning_rate.params import RUNS, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR, LOSS, RATE, log_axis
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The newest loss of each rate."""
    s, curves = seen.s, seen.curves
    rate, loss = s.rate[:RUNS, 0] / s.rate[:RUNS, 0].min() * s.rate[-1, 0], curves[:RUNS, -1]
    alive = s.alive[:RUNS]
    best = torch.where(alive, loss, math.inf).argmin()
    start = s.losses[0, :1].expand(2)
    begun = slice(0, 1 if s.t else 0)  # before the first update all are equally good
    return {
        "loss.x": rate,
        "loss.y": loss,
        "start.x": rate[[0, -1]],
        "start.y": start,
        "best.x": rate[best][None][begun],
        "best.y": loss[best][None][begun],
        "diverged.x": rate[~alive],
        "diverged.y": torch.full((int((~alive).sum()),), CEILING),
    }


def figure(p: LearningRateParams) -> Plot:
    """Final loss against rate."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="start",
                name=T("loss at the start", "起始损失"),
                mode="lines",
                line={"dash": "dash", "width": 1},
                meta=painted(line="ink-3"),
            ),
            go.Scatter(
                uid="loss",
                name=T("loss now", "当前损失"),
                mode="lines+markers",
                line_width=1.5,
                marker={"size": 9, "color": list(range(RUNS)), "cmin": 0, "cmax": RUNS - 1},
                cliponaxis=False,
                hovertemplate="α = %{x:.3g}<br>%{y:.3g}<extra></extra>",
                meta=painted("points", line="ink-3", marker="ramp"),
            ),
            go.Scatter(
                uid="best",
                name=T("best", "最佳"),
                mode="markers+text",
                marker={"symbol": "star", "size": 16},
                texttemplate="α = %{x:.2g}",
                textposition="bottom center",
                cliponaxis=False,
                meta=painted(marker="good", textfont="ink"),
            ),
            go.Scatter(
                uid="diverged",
                name=T("diverged", "已发散"),
                mode="markers",
                marker={"symbol": "x", "size": 9},
                cliponaxis=False,
                meta=painted(marker="bad"),
            ),
        ]
    )
    edge = (p.highest / p.lowest) ** 0.03
    figure.update_layout(xaxis=log_axis(RATE, p.lowest / edge, p.highest * edge), yaxis=log_axis(LOSS, FLOOR, CEILING))
    return Plot(
        title=T("The valley and the cliff", "山谷与悬崖"),
        caption=T(
            "The newest loss of each rate. Left: too small, hardly begun. Right of the best: the cliff.",
            "每个学习率的最新损失。左侧：太小，几乎没动。最佳值右侧：悬崖。",
        ),
        alt=T("Newest loss against the learning rate, both logarithmic.", "最新损失随学习率的变化，两轴均为对数。"),
        figure=figure,
        linked="rate",
        max_rate=15,
    )
