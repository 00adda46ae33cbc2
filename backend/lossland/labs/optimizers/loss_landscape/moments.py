"""What is worth slowing down for on a loss surface."""

from __future__ import annotations

from lossland.lab import Moment, T

MOMENTS = (
    Moment(
        "loss_1",
        T(
            "Training 1 has come down to a tenth of its first loss: {value}.",
            "训练 1 的损失降到开始时的十分之一：{value}。",
        ),
        T("1: a tenth", "1：十分之一"),
        most=0.1,
        of_first=True,
    ),
    Moment(
        "loss_2",
        T(
            "Training 2 has come down to a tenth of its first loss: {value}.",
            "训练 2 的损失降到开始时的十分之一：{value}。",
        ),
        T("2: a tenth", "2：十分之一"),
        most=0.1,
        of_first=True,
    ),
)
