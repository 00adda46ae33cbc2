"""The parameters of the learning rate lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.descent import (
    METHODS,
    Decay,
    Form,
    decay_period,
    first_moment,
    form_of_formulas,
    samples_per_update,
    second_moment,
)
from lossland.fields.network import FUNCTIONS
from lossland.lab import LabParams, T, structural, view

RUNS = 16
"""Constant rates that run at once."""
LATELY = 0.95
"""beta of the average that the metrics report, and the curves unless they are smoothed otherwise."""
SCHEDULES = ("constant", "step", "exponential", "inverse", "cosine", "warm_up")
SCHEDULE_TITLES = {
    "constant": T("Constant", "恒定"),
    "step": T("Step", "阶梯衰减"),
    "exponential": T("Exponential", "指数衰减"),
    "inverse": T("1/t", "1/t 衰减"),
    "cosine": T("Cosine", "余弦退火"),
    "warm_up": T("Warm-up", "预热"),
}
RATES = T("Learning rates", "学习率")
NETWORK = T("Network and data", "网络与数据")
METHOD = T("Optimizer", "优化器")
PLAN = T("Schedules", "学习率调度")
AVERAGE = T("Moving average", "滑动平均")


class LearningRateParams(LabParams):
    """What the page shows as controls."""

    lowest: float = Field(
        1e-4,
        ge=1e-8,
        le=1e-2,
        title=T("Smallest rate", "最小学习率"),
        description=T(
            "The first of the 16 rates, and where the range test begins.", "16 个学习率中的第一个，也是范围测试的起点。"
        ),
        json_schema_extra=structural(group=RATES, scale="log", symbol="α₁"),
    )
    highest: float = Field(
        100.0,
        ge=0.1,
        le=1e4,
        title=T("Largest rate", "最大学习率"),
        description=T(
            "The last of the 16. Neighbours differ by the same factor: (α₁₆/α₁)^(1/15).",
            "第 16 个学习率。相邻两个之比相同：(α₁₆/α₁)^(1/15)。",
        ),
        json_schema_extra=structural(group=RATES, scale="log", symbol="α₁₆"),
    )
    steps: int = Field(
        1500,
        ge=50,
        le=3000,
        title=T("Updates", "更新次数"),
        description=T(
            "How long all of them train. Small rates look better the longer you wait.",
            "全部网络训练多久。等得越久，小学习率显得越好。",
        ),
        json_schema_extra=structural(group=RATES, scale="log", symbol="T"),
    )
    optimizer: Literal["sgd", "momentum", "nesterov", "rmsprop", "adam"] = Field(
        "sgd",
        title=T("Optimizer", "优化器"),
        description=T(
            "How a gradient becomes a step. Each has a valley of its own.", "梯度如何变成一步。每种方法各有自己的山谷。"
        ),
        json_schema_extra=structural(
            group=METHOD,
            options={name: METHODS[name] for name in ("sgd", "momentum", "nesterov", "rmsprop", "adam")},
        ),
    )
    batch_size: int = samples_per_update(
        structural,
        32,
        T("Samples per update, the same ones for all 16.", "每次更新的样本数；16 个网络使用相同的样本。"),
        le=256,
        group=METHOD,
    )
    form: Form = form_of_formulas(
        structural,
        T(
            "Momentum as an average (course) or as a sum (library): the valley moves by the factor 1 − β.",
            "动量取平均 (课程写法) 或取和 (PyTorch 写法)：山谷的位置乘以 1 − β。",
        ),
        group=METHOD,
    )
    beta: float = first_moment(
        structural,
        0.9,
        T("Share of the old average of gradients.", "旧梯度均值所占的比例。"),
        lt=1,
        group=METHOD,
        advanced=True,
        when={"optimizer": ["momentum", "nesterov", "adam"]},
    )
    rho: float = second_moment(
        structural,
        0.999,
        T("Share of the old average of squared gradients.", "旧梯度平方均值所占的比例。"),
        lt=1,
        group=METHOD,
        advanced=True,
        when={"optimizer": ["rmsprop", "adam"]},
    )
    data: Literal["digits", "spiral", "moons", "circle", "blobs"] = Field(
        "digits",
        title=T("Data", "数据"),
        description=T(
            "1797 handwritten digits of 8×8 pixels, or 1000 generated points in two dimensions.",
            "1797 张 8×8 像素的手写数字，或生成的 1000 个二维点。",
        ),
        json_schema_extra=structural(
            group=NETWORK,
            options={
                "digits": T("Digits (real)", "手写数字 (真实)"),
                "spiral": T("Spiral (generated)", "螺旋 (生成)"),
                "moons": T("Moons (generated)", "双月 (生成)"),
                "circle": T("Circle (generated)", "圆环 (生成)"),
                "blobs": T("Blobs (generated)", "高斯团 (生成)"),
            },
        ),
    )
    activation: Literal["tanh", "relu", "sigmoid"] = Field(
        "tanh",
        title=T("Activation function", "激活函数"),
        description=T("Of the hidden layers.", "隐藏层的激活函数。"),
        json_schema_extra=structural(
            group=NETWORK,
            options={name: FUNCTIONS[name] for name in ("tanh", "relu", "sigmoid")},
        ),
    )
    width: int = Field(
        32,
        ge=2,
        le=64,
        title=T("Units per hidden layer", "每个隐藏层的神经元数"),
        description=T("Width of all 16 networks.", "16 个网络的宽度。"),
        json_schema_extra=structural(group=NETWORK, advanced=True, symbol="n"),
    )
    layers: int = Field(
        1,
        ge=0,
        le=4,
        title=T("Hidden layers", "隐藏层数"),
        description=T(
            "0 is softmax regression: a convex cost, and the cliff is further right.",
            "0 即 softmax 回归：代价函数是凸的，悬崖更靠右。",
        ),
        json_schema_extra=structural(group=NETWORK, advanced=True),
    )
    schedule: Literal["constant", Decay] = Field(
        "constant",
        title=T("Schedule of all 16", "16 个网络的调度"),
        description=T(
            "Multiplies all 16 rates by the same curve over the epochs.", "按轮次将 16 个学习率同乘一条曲线。"
        ),
        json_schema_extra=structural(group=PLAN, advanced=True, options=SCHEDULE_TITLES),
    )
    alpha: float = Field(
        1.0,
        gt=0,
        le=100,
        title=T("Rate of the schedules", "调度的基准学习率"),
        description=T(
            "The six schedules in the tab start from it (warm-up ends at it).",
            "标签页中六种调度都以它为起点 (预热以它为终点)。",
        ),
        json_schema_extra=structural(group=PLAN, scale="log", symbol="α₀"),
    )
    period: int = decay_period(
        structural,
        5,
        T(
            "Epochs until the step, the factor k, half the rate (1/t) or the end of warm-up. The cosine takes the whole run.",
            "经过多少轮次后下降一级、乘以 k、减半 (1/t) 或结束预热。余弦退火取整个训练过程。",
        ),
        le=100,
        unit=T("epochs", "轮次"),
        group=PLAN,
    )
    factor: float = Field(
        0.5,
        gt=0,
        le=1,
        title=T("Factor", "衰减因子"),
        description=T("What is left of the rate after a period.", "一个周期后学习率剩下的比例。"),
        json_schema_extra=structural(group=PLAN, advanced=True, symbol="k"),
    )
    smoothing: float = Field(
        LATELY,
        ge=0,
        le=0.995,
        title=T("Smoothing of the curves", "曲线平滑"),
        description=T(
            "β of the average (bias corrected) that the loss curves show; 0 shows every batch.",
            "损失曲线所用指数加权平均 (已修正偏差) 的 β；0 即显示每个小批量。",
        ),
        json_schema_extra=view(group=AVERAGE, advanced=True),
    )
    average: float = Field(
        0.9,
        ge=0,
        le=0.995,
        title=T("Memory of the average", "平均的记忆"),
        description=T(
            "Averages about 1/(1 − β) days: 0.9 is 10, 0.98 is 50. Shown in the tab of temperatures.",
            "约平均 1/(1 − β) 天：0.9 为 10 天，0.98 为 50 天。见“气温”标签页。",
        ),
        json_schema_extra=view(group=AVERAGE, symbol="β"),
    )
