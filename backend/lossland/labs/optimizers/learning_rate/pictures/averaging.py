"""The moving average of temperatures, with and without correction of its beginning at 0."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers.averaging import ewa, memory
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.learning_rate.params import LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Temperatures, and their average with and without correction; the bar is 1 / (1 - beta) days long."""
    s, p = seen.s, seen.p
    days = torch.arange(1, len(s.temperature) + 1, device=s.temperature.device)
    last, long = len(days), min(memory(p.average), float(len(days)))
    low = s.temperature.min() - 3
    return {
        "day.x": days.to(torch.int16),
        "day.y": s.temperature,
        "plain.x": days.to(torch.int16),
        "plain.y": ewa(s.temperature, p.average, days, corrected=False),
        "corrected.x": days.to(torch.int16),
        "corrected.y": ewa(s.temperature, p.average, days, corrected=True),
        "memory.x": torch.tensor([last - long, last]),
        "memory.y": low.expand(2),
        "length.x": torch.tensor([last - long / 2]),
        "length.y": low[None],
        "length.customdata": torch.tensor([[memory(p.average)]]),
    }


def figure(p: LearningRateParams) -> Plot:
    """The course's temperatures."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="day",
                name=T("day (generated data)", "日气温 (生成数据)"),
                mode="markers",
                marker={"size": 4},
                meta=painted(marker="ink-3"),
            ),
            go.Scatter(
                uid="plain",
                name=T("average, from 0", "平均，从 0 开始"),
                mode="lines",
                line={"width": 2, "dash": "dash"},
                meta=painted(line="class-0"),
            ),
            go.Scatter(
                uid="corrected",
                name=T("bias corrected", "偏差修正后"),
                mode="lines",
                line_width=2.4,
                meta=painted(line="class-1"),
            ),
            go.Scatter(
                uid="memory",
                name=T("1/(1-β) days", "1/(1-β) 天"),
                mode="lines",
                line_width=5,
                hoverinfo="skip",
                meta=painted(line="good"),
            ),
            go.Scatter(
                uid="length",
                mode="text",
                texttemplate=T("%{customdata[0]:.3g} days", "%{customdata[0]:.3g} 天"),
                textposition="top center",
                cliponaxis=False,
                showlegend=False,
                hoverinfo="skip",
                meta=painted(textfont="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("day t from 1 July", "天 t (自 7 月 1 日起)"))
    figure.update_yaxes(title=T("temperature in °C", "气温 (°C)"))
    return Plot(
        title=T("Moving average of temperatures", "气温的滑动平均"),
        caption=T(
            "Move β: .9 averages about 10 days, .98 about 50 and lags behind. Without correction the average begins at 0.",
            "移动 β：.9 约平均 10 天，.98 约 50 天且滞后。不修正偏差时，平均值从 0 开始。",
        ),
        alt=T(
            "Generated daily temperatures with their exponentially weighted average, with and without bias correction.",
            "生成的日气温及其指数加权平均，含与不含偏差修正。",
        ),
        figure=figure,
    )
