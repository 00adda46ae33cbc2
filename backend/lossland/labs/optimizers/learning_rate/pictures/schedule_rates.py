"""The rates of the six schedules by epoch."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, dots, plot
from lossland.lab.views import Plot
from lossland.labs.optimizers.learning_rate.params import RUNS, SCHEDULES, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import (
    MOST_POINTS,
    RATE,
)
from lossland.labs.optimizers.learning_rate.pictures.schedules import schedule_lines
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The six schedules over all epochs, and where the run is now."""
    s, p = seen.s, seen.p
    per_epoch = math.ceil(s.y.shape[1] / p.batch_size)
    firsts = torch.arange(0, p.steps, per_epoch, device=s.rate.device)  # (epochs,)
    shown = firsts[:: max(1, len(firsts) // MOST_POINTS)]
    arrays = {}
    for k, name in enumerate(SCHEDULES):
        arrays[f"{name}.x"] = (shown // per_epoch).to(torch.int16)
        arrays[f"{name}.y"] = s.rate[RUNS + k, shown]
    now = torch.full((len(SCHEDULES),), max(s.t - 1, 0) // per_epoch, dtype=torch.int16)
    return arrays | {"now.x": now, "now.y": s.rate[RUNS : RUNS + len(SCHEDULES), max(s.t - 1, 0)]}


def figure(p: LearningRateParams) -> Plot:
    """The rates of the schedules against epoch."""
    figure = plot(
        *schedule_lines("hv"),
        dots("now", T("now", "当前"), "ink", size=7, showlegend=False),
        x=T("epoch e", "轮次 e"),
        y=axis(RATE, rangemode="tozero"),
    )
    return Plot(
        title=T("Schedules: rate", "调度：学习率"),
        caption=T(
            "Step, exponential and 1/t fall by the period E; warm-up rises for E epochs; the cosine takes the whole run.",
            "阶梯衰减、指数衰减与 1/t 衰减取决于周期 E；预热在 E 个轮次内上升；余弦退火取整个训练过程。",
        ),
        alt=T("Learning rate against epoch for six schedules.", "六种调度的学习率随轮次的变化。"),
        figure=figure,
        max_rate=10,
    )
