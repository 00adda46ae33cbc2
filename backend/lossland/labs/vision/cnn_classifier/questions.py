"""What the lab asks before Play, and the moments that it tells."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Moment, Option, Prediction, T

DIGITS = Prediction(
    question=T(
        "Four times through 1,438 digits: how many new ones does it then read right?",
        "1,438 个数字看四遍之后，它能读对多少新数字？",
    ),
    metric="test_accuracy",
    steps=180,
    options=(
        Option(T("More than 95 %", "超过 95 %"), 0.95),
        Option(T("80 to 95 %", "80 % 到 95 %"), 0.8),
        Option(T("Fewer", "更少"), None),
    ),
    because=T(
        "A filter is used at every place: what is learned in one corner is known in all others.",
        "卷积核在每个位置都使用：在一个角落学到的，在别处也认得。",
    ),
    measured=T("{value} within {steps} steps, at step {step}.", "{steps} 步内达到 {value}，在第 {step} 步。"),
)
PREDICTIONS: Mapping[str, Prediction] = {"": DIGITS, "digits": DIGITS}
MOMENTS = (
    Moment(
        "test_accuracy",
        T("Every other new digit is read right: {value}.", "新数字已能读对一半：{value}。"),
        T("half", "一半"),
        least=0.5,
    ),
    Moment(
        "test_accuracy",
        T("Nineteen of twenty new digits are read right: {value}.", "二十个新数字中读对十九个：{value}。"),
        T("95 %", "95 %"),
        least=0.95,
    ),
)
