"""The moving average of temperatures, with and without correction of its beginning at 0."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.optimizers.averaging import ewa, memory
from lossland.lab import T
from lossland.lab.marks import dots, line, plot, words
from lossland.lab.views import Plot
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
    figure = plot(
        dots("day", T("day (generated data)", "日气温 (生成数据)"), "ink-3", size=4),
        line("plain", T("average, from 0", "平均，从 0 开始"), "class-0", dash="dash"),
        line("corrected", T("bias corrected", "偏差修正后"), "class-1", width=2.4),
        line("memory", T("1/(1−β) days", "1/(1−β) 天"), "ink-2", width=5, hoverinfo="skip"),
        words("length", T("%{customdata[0]:.3g} days", "%{customdata[0]:.3g} 天")),
        x=T("day t from 1 July", "天 t (自 7 月 1 日起)"),
        y=T("temperature in °C", "气温 (°C)"),
    )
    return Plot(
        title=T("Moving average of temperatures", "气温的滑动平均"),
        caption=T(
            "Move β: 0.9 averages about 10 days, 0.98 about 50 and lags behind. Without correction the average begins at 0.",
            "移动 β：0.9 约平均 10 天，0.98 约 50 天且滞后。不修正偏差时，平均值从 0 开始。",
        ),
        alt=T(
            "Generated daily temperatures with their exponentially weighted average, with and without bias correction.",
            "生成的日气温及其指数加权平均，含与不含偏差修正。",
        ),
        figure=figure,
    )
