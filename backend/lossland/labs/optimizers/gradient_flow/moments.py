"""What is worth slowing down for in a deep network."""

from __future__ import annotations

from lossland.lab import Moment, T

MOMENTS = (
    Moment(
        "loss",
        T("It learns: the loss has fallen by a tenth, to {value}.", "网络学得动：损失下降了十分之一，到 {value}。"),
        T("it learns", "开始学习"),
        most=0.9,
        of_first=True,
    ),
    Moment(
        "accuracy",
        T("Half of a batch is right for the first time.", "首次有半个小批量被分对。"),
        T("half right", "对一半"),
        least=0.5,
    ),
    Moment(
        "gradient_norm",
        T(
            "The gradient is a thousand times as long as at the start: it explodes.",
            "梯度的长度已是开始时的一千倍：梯度爆炸。",
        ),
        T("explodes", "爆炸"),
        least=1000.0,
        of_first=True,
    ),
)
