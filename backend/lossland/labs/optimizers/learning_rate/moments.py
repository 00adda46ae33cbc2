"""What is worth slowing down for among sixteen learning rates."""

from __future__ import annotations

from lossland.lab import Moment, T

MOMENTS = (
    Moment(
        "diverged",
        T("The largest rate has left: its loss is beyond every bound.", "最大的学习率已经发散：损失超出一切界限。"),
        T("first one gone", "首个发散"),
        least=1,
    ),
    Moment(
        "best_loss",
        T(
            "The best of the sixteen has come down to a tenth of the loss at the start: {value}.",
            "十六个中最好的已把损失降到开始时的十分之一：{value}。",
        ),
        T("a tenth", "十分之一"),
        most=0.1,
        of_first=True,
    ),
    Moment(
        "middle_loss",
        T(
            "Half of the sixteen have come down to half of the loss at the start.",
            "十六个中有一半已把损失降到开始时的一半。",
        ),
        T("half of them", "过半"),
        most=0.5,
        of_first=True,
    ),
)
