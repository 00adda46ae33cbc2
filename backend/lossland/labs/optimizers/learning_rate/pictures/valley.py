"""The newest loss of each of the 16 constant rates: a valley, then a cliff."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import cross, dots, line, log_axis, plot
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.learning_rate.params import RUNS, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR, LOSS, RATE, TOP
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The newest loss of each rate."""
    s, curves = seen.s, seen.curves
    rate, loss = s.rate[:RUNS, 0] / s.rate[:RUNS, 0].min() * s.rate[-1, 0], curves[:RUNS, -1]
    alive = s.alive[:RUNS]
    best = torch.where(alive, loss, math.inf).argmin()
    start = s.losses[0, :1].expand(2)
    begun = slice(0, 1 if s.t else 0)  # before the first update all are equally good
    return seen.named | {
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
    edge = (p.highest / p.lowest) ** 0.08
    figure = plot(
        line("start", T("loss at the start", "起始损失"), "ink-3", width=1, dash="dash"),
        dots(
            "loss",
            T("loss now", "当前损失"),
            "ramp",
            key="points",
            mode="lines+markers",
            line_width=1.5,
            marker={"size": 9, "color": list(range(RUNS)), "cmin": 0, "cmax": RUNS - 1},
            cliponaxis=False,
            hovertemplate="α = %{x:.3~g}<br>%{y:.3g}<extra></extra>",
            meta=painted("points", line="ink-3", marker="ramp"),
        ),
        dots(
            "best",
            T("best", "最佳"),
            "good",
            size=16,
            symbol="star",
            mode="markers+text",
            texttemplate="α = %{x:.3~g}",
            textposition="bottom center",
            cliponaxis=False,
            meta=painted(marker="good", textfont="ink"),
        ),
        cross("diverged", T("diverged", "已发散")),
        x=log_axis(RATE, p.lowest / edge, p.highest * edge),
        y=log_axis(LOSS, FLOOR, TOP),
    )
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
