"""What the linear regression lab asks before Play."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.teaching import Option, Prediction

MEASURED = T(
    "In {steps} steps the training error was at most {value}, at step {step}.",
    "前 {steps} 步中，训练误差在第 {step} 步最大，为 {value}。",
)

PREDICTIONS: dict[str, Prediction] = {
    "ravine": Prediction(
        question=T(
            "Body mass index is about 26 and not scaled, the rate is 0.001. What becomes of the error?",
            "体重指数约为 26 且未缩放，学习率为 0.001。误差会怎样？",
        ),
        metric="train_loss",
        steps=100,
        options=(
            Option(T("It grows beyond all bounds", "无限增大"), 1e6),
            Option(T("It falls", "下降"), None),
        ),
        because=T(
            "The largest curvature is about twice the mean square of the index, 1,430, so 2/h is 0.0014: a rate of 0.001 is just "
            "small enough. Along the ravine the curvature is 0.055, and there 18,000 steps only divide the distance by e.",
            "最大曲率约为体重指数均方的两倍，即 1,430，因此 2/h 为 0.0014：0.001 刚好足够小。沿沟谷方向的曲率只有 0.055，18,000 步才使距离缩小到 1/e。",
        ),
        measured=MEASURED,
    ),
    "diverges": Prediction(
        question=T(
            "With seed 0 the rate is only 7 % above 2/h, h being the largest curvature. The error is 6 at first: what is it after "
            "30 steps?",
            "随机种子为 0 时，学习率只比 2/h 高 7 %，h 是最大曲率。误差起初为 6：30 步之后是多少？",
        ),
        metric="train_loss",
        steps=30,
        options=(
            Option(T("More than 1,000", "超过 1,000"), 1000.0),
            Option(T("Between 10 and 1,000", "在 10 与 1,000 之间"), 10.0),
            Option(T("Less than 10", "不到 10"), None),
        ),
        because=T(
            "Each step multiplies the error of the weights along the steepest direction by 1 − αh = −1.14: they swing from side "
            "to side, and the squared error grows by a factor of 1.29 each time, 1,600 times in 29 steps.",
            "每一步把权重沿最陡方向的误差乘以 1 − αh = −1.14：左右摆动，平方误差每次变为 1.29 倍，29 步就是 1,600 倍。",
        ),
        measured=MEASURED,
    ),
}
"""By the slug of the preset."""
