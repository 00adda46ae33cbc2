"""What is worth slowing down for in a race."""

from __future__ import annotations

from lossland.lab import Moment, T

MOMENTS = (
    Moment(
        "home_best",
        T("The first racer is home, each running at its own best rate.", "第一名到达终点：各用各的最佳学习率。"),
        T("first home", "首个到达"),
        least=1,
    ),
    Moment(
        "home",
        T("The first racer is home at the rate that all share.", "共用学习率下的第一名到达终点。"),
        T("home, same rate", "同率到达"),
        least=1,
    ),
)
