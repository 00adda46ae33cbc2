"""The six schedules: their rates by epoch and the losses they lead to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers._learning_rate_axes import CEILING, FLOOR, LOSS, MOST_POINTS, RATE, UPDATE, log_axis
from lossland.labs.optimizers._learning_rate_params import RUNS, SCHEDULE_TITLES, SCHEDULES, LearningRateParams

if TYPE_CHECKING:
    from lossland.labs.optimizers.learning_rate import State

SCHEDULE_ROLES = ("ink-3", "class-0", "class-1", "class-2", "class-3", "class-4")


def draw_rates(s: State, p: LearningRateParams, rate: Tensor) -> dict[str, Tensor]:
    """The six schedules over all epochs, and where the run is now."""
    per_epoch = math.ceil(s.y.shape[1] / p.batch_size)
    firsts = torch.arange(0, p.steps, per_epoch, device=s.rate.device)  # (epochs,)
    shown = firsts[:: max(1, len(firsts) // MOST_POINTS)]
    arrays = {}
    for k, name in enumerate(SCHEDULES):
        arrays[f"{name}.x"] = (shown // per_epoch).to(torch.int16)
        arrays[f"{name}.y"] = s.rate[RUNS + k, shown]
    now = torch.full((len(SCHEDULES),), max(s.t - 1, 0) // per_epoch, dtype=torch.int16)
    return arrays | {"now.x": now, "now.y": rate[RUNS : RUNS + len(SCHEDULES)]}


def draw_losses(steps: Tensor, curves: Tensor) -> dict[str, Tensor]:
    """The loss of each schedule's network at `steps` (k,); `curves` (R, k)."""
    return {
        key: value
        for k, name in enumerate(SCHEDULES)
        for key, value in ((f"{name}.x", steps.to(torch.int16)), (f"{name}.y", curves[RUNS + k]))
    }


def schedule_traces(step: bool) -> list[go.Scatter]:
    """A line for each schedule."""
    return [
        go.Scatter(
            uid=name,
            name=SCHEDULE_TITLES[name],
            mode="lines",
            line={"width": 2, "shape": "hv" if step else "linear", "dash": "dash" if name == "constant" else "solid"},
            meta=painted(line=role),
        )
        for name, role in zip(SCHEDULES, SCHEDULE_ROLES, strict=True)
    ]


def rates_figure() -> Plot:
    """The rates of the schedules against epoch."""
    figure = go.Figure(schedule_traces(step=True))
    figure.add_scatter(
        uid="now",
        name=T("now", "当前"),
        mode="markers",
        marker={"size": 7},
        showlegend=False,
        meta=painted(marker="ink"),
    )
    figure.update_xaxes(title=T("epoch e", "轮次 e"))
    figure.update_yaxes(title=RATE, rangemode="tozero")
    return Plot(
        title=T("Schedules: rate", "调度：学习率"),
        caption=T(
            "Step, exponential and 1/t fall by the period E; warm-up rises for E epochs; the cosine takes the whole run.",
            "阶梯、指数与 1/t 按周期 E 衰减；预热在 E 个轮次内上升；余弦退火取整个训练过程。",
        ),
        alt=T("Learning rate against epoch for six schedules.", "六种调度的学习率随轮次的变化。"),
        figure=figure,
        max_rate=10,
    )


def losses_figure(p: LearningRateParams) -> Plot:
    """What the schedules do to the loss."""
    figure = go.Figure(schedule_traces(step=False))
    figure.update_layout(xaxis={"title": {"text": UPDATE}, "range": [0, p.steps]}, yaxis=log_axis(LOSS, FLOOR, CEILING))
    return Plot(
        title=T("Schedules: loss", "调度：损失"),
        caption=T(
            "Six more networks with the same start and batches, one for each schedule of the base rate α.",
            "另外六个网络，起点与小批量相同，各用一种以 α 为基准的调度。",
        ),
        alt=T("Loss against update for six schedules.", "六种调度的损失随更新次数的变化。"),
        figure=figure,
        max_rate=10,
    )
