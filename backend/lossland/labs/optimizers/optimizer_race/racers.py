"""What a racer of the optimizer race is set by: its method and its numbers."""

from __future__ import annotations

from pydantic import Field

from lossland.fields import descent
from lossland.fields.descent import Method
from lossland.lab import Params, T, live, structural

METHODS = descent.METHODS | {"sgd": T("Gradient descent", "梯度下降")}
"""Here gradients are those of the whole surface: nothing is stochastic but the noise that is asked for."""


class Racer(Params):
    """One optimizer with numbers of its own."""

    method: Method = Field(
        "sgd",
        title=T("Method", "方法"),
        description=T("How a gradient becomes a step.", "如何由梯度得到一步更新。"),
        json_schema_extra=structural(options=METHODS),
    )
    alpha: float | None = Field(
        None,
        gt=0,
        le=10,
        title=T("Own learning rate", "单独的学习率"),
        description=T(
            "Instead of the one that all share. AdaDelta in the course's form has none.",
            "代替共用的学习率。课程写法的 AdaDelta 没有学习率。",
        ),
        json_schema_extra=live(scale="log", symbol="α"),
    )
    beta: float = Field(
        0.9,
        ge=0,
        lt=1,
        title=T("First moment", "一阶矩系数"),
        description=T("How much of the average of gradients stays at each step.", "梯度平均每步保留的比例。"),
        json_schema_extra=live(symbol="β", when={"method": ["momentum", "nesterov", "adam", "adamw"]}),
    )
    rho: float = Field(
        0.99,
        ge=0,
        lt=1,
        title=T("Second moment", "二阶矩系数"),
        description=T("How much of the average of squared gradients stays.", "梯度平方平均每步保留的比例。"),
        json_schema_extra=live(symbol="ρ", when={"method": ["rmsprop", "adadelta", "adam", "adamw"]}),
    )
    decay: float = Field(
        0.01,
        ge=0,
        le=1,
        title=T("Weight decay", "权重衰减"),
        description=T("Pulls θ towards 0 past the moments.", "绕过矩估计，把 θ 拉向 0。"),
        json_schema_extra=live(symbol="λ", when={"method": ["adamw"]}),
    )
