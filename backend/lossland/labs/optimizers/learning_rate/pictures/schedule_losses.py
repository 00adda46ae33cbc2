"""The losses that the six schedules lead to."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.optimizers.learning_rate.params import RUNS, SCHEDULES, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import (
    FLOOR,
    LOSS,
    TOP,
    UPDATE,
)
from lossland.labs.optimizers.learning_rate.pictures.schedules import schedule_lines
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The loss of each schedule's network."""
    return seen.named | {
        key: value
        for k, name in enumerate(SCHEDULES)
        for key, value in ((f"{name}.x", seen.steps.to(torch.int16)), (f"{name}.y", seen.curves[RUNS + k]))
    }


def figure(p: LearningRateParams) -> Plot:
    """What the schedules do to the loss."""
    figure = plot(*schedule_lines("linear"), x=axis(UPDATE, range=[0, p.steps]), y=log_axis(LOSS, FLOOR, TOP))
    return Plot(
        title=T("Schedules: loss", "调度：损失"),
        caption=T(
            "Six more networks with the same start and batches, one for each schedule of the base rate α₀.",
            "另外六个网络，起点与小批量相同，各用一种以 α₀ 为基准的调度。",
        ),
        alt=T("Loss against update for six schedules.", "六种调度的损失随更新次数的变化。"),
        figure=figure,
        max_rate=10,
    )
