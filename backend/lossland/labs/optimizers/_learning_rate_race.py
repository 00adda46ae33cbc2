"""The 16 constant rates: their curves, and the valley and cliff of their newest losses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers._learning_rate_axes import CEILING, FLOOR, LOSS, RATE, UPDATE, log_axis
from lossland.labs.optimizers._learning_rate_params import RUNS, LearningRateParams

if TYPE_CHECKING:
    from lossland.labs.optimizers.learning_rate import State


def draw_race(s: State, steps: Tensor, curves: Tensor) -> dict[str, Tensor]:
    """16 curves, and a cross where one ended."""
    arrays = {}
    for r in range(RUNS):
        arrays[f"run-{r}.x"], arrays[f"run-{r}.y"] = steps.to(torch.int16), curves[r]
    ended = s.ended[:RUNS][~s.alive[:RUNS]]
    here = slice(0, 0 if s.t else 1)
    arrays |= {"begin.x": steps[here].to(torch.int16), "begin.y": s.losses[0, here]}
    return arrays | {"diverged.x": ended.to(torch.int16), "diverged.y": torch.full((len(ended),), CEILING)}


def draw_valley(s: State, curves: Tensor) -> dict[str, Tensor]:
    """The newest loss of each rate."""
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


def named(rate: float) -> T:
    """alpha = 0.0025."""
    text = f"α = {rate:.3g}"
    return T(text, text)


def race_figure(p: LearningRateParams) -> Plot:
    """All 16 loss curves; no legend, but a colour bar."""
    ratio = p.highest / p.lowest
    rates = [p.lowest * ratio ** (r / (RUNS - 1)) for r in range(RUNS)]
    low, high = math.log10(p.lowest), math.log10(p.highest)
    ticks = list(range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1))
    figure = go.Figure(
        [
            go.Scatter(
                uid=f"run-{r}",
                name=named(rate),
                mode="lines",
                line_width=1.6,
                hovertemplate="t = %{x}, %{y:.3g}",
                meta=painted(r, line=f"ramp@{r / (RUNS - 1):.3f}"),
            )
            for r, rate in enumerate(rates)
        ]
    )
    figure.add_scatter(
        uid="diverged",
        name=T("diverged", "已发散"),
        mode="markers",
        marker={"symbol": "x", "size": 9},
        cliponaxis=False,
        meta=painted(marker="bad"),
    )
    figure.add_scatter(
        uid="begin",
        mode="markers+text",
        marker_size=9,
        text=[T("  all 16 begin here", "  16 个网络都从这里开始")],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
        meta=painted(marker="ink", textfont="ink"),
    )
    figure.add_scatter(
        uid="bar",
        x=[None],
        y=[None],
        mode="markers",
        hoverinfo="skip",
        marker={
            "color": [low],
            "cmin": low,
            "cmax": high,
            "showscale": True,
            "colorbar": {
                "title": {"text": "α", "side": "top"},
                "tickvals": ticks,
                "ticktext": [f"10<sup>{tick}</sup>" for tick in ticks],
                "thickness": 10,
                "outlinewidth": 0,
            },
        },
        meta=painted(marker="ramp"),
    )
    figure.update_layout(
        showlegend=False,
        xaxis={"title": {"text": UPDATE}, "range": [0, p.steps]},
        yaxis=log_axis(LOSS, FLOOR, CEILING),
    )
    return Plot(
        title=T("16 learning rates at once", "同时用 16 个学习率"),
        caption=T(
            "Point at a curve to find it in the valley. Colour is the rate; start and batches are the same. A cross: "
            "diverged and frozen (loss above 100); curves stop at the ceiling of 20.",
            "指向一条曲线，即可在山谷中找到它。颜色表示学习率；起点与小批量都相同。叉号：已发散并冻结 (损失超过 100)；曲线在 20 处封顶。",
        ),
        alt=T(
            "Loss against update for 16 learning rates on a logarithmic axis.",
            "16 个学习率的损失随更新次数的变化，纵轴为对数。",
        ),
        figure=figure,
        linked="rate",
        max_rate=15,
    )


def valley_figure(p: LearningRateParams) -> Plot:
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
