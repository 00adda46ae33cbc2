"""What is worth slowing down for while a network learns."""

from __future__ import annotations

from lossland.lab import Moment, T

MOMENTS = (
    Moment(
        "validation_loss",
        T(
            "The held-out loss has fallen by more than a tenth from the start, to {value}.",
            "验证损失比开始时下降了一成以上，到 {value}。",
        ),
        T("loss falls", "损失下降"),
        most=0.9,
        of_first=True,
    ),
    Moment(
        "validation_accuracy",
        T(
            "Three quarters of the held-out points are right for the first time: {value}.",
            "验证集首次分对四分之三：{value}。",
        ),
        T("3 in 4", "四分之三"),
        least=0.75,
    ),
    Moment(
        "validation_accuracy",
        T("Nine in ten held-out points are right for the first time: {value}.", "验证集首次分对九成：{value}。"),
        T("9 in 10", "九成"),
        least=0.9,
    ),
    Moment(
        "validation_accuracy",
        T("Every held-out point is right for the first time.", "验证集首次全部分对。"),
        T("all right", "全对"),
        least=1.0,
    ),
)
