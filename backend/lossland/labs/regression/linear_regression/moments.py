"""What is worth slowing down for while a line is fitted."""

from __future__ import annotations

from lossland.lab import Moment, T

MOMENTS = (
    Moment(
        "train_loss",
        T("Half of the first error is gone: {value} is left.", "误差已比开始时减半，还剩 {value}。"),
        T("half the error", "误差减半"),
        most=0.5,
        of_first=True,
    ),
    Moment(
        "distance",
        T(
            "The weights have come within a hundredth of their first distance to the star.",
            "权重到星的距离已缩小到开始时的百分之一。",
        ),
        T("at the star", "到达星"),
        most=0.01,
        of_first=True,
    ),
    Moment(
        "train_loss",
        T(
            "The error has doubled, to {value}: the steps overshoot the valley.",
            "误差翻了一倍，达到 {value}：每一步都越过了谷底。",
        ),
        T("overshoots", "越过谷底"),
        least=2.0,
        of_first=True,
    ),
)
