"""The parameters of the activation functions lab."""

from __future__ import annotations

from pydantic import Field

from lossland.fields.network import FUNCTIONS, Activation
from lossland.lab import LabParams, T, live

UNIT = T("One unit", "单个神经元")
CHAIN = T("Chain of layers", "多层链")
REACH = 8.0
"""The curve is drawn for -REACH <= z <= REACH."""


class ActivationsParams(LabParams):
    """What the page shows as controls."""

    function: Activation = Field(
        "sigmoid",
        title=T("Activation function", "激活函数"),
        description=T("The f in a = f(z).", "a = f(z) 中的 f。"),
        json_schema_extra=live(group=UNIT, symbol="f", options=FUNCTIONS),
    )
    z: float = Field(
        0.0,
        ge=-REACH,
        le=REACH,
        title=T("Pre-activation", "预激活值"),
        description=T(
            "Where the tangent touches; drag the point on the curve. It also enters the chain's first layer.",
            "切线的切点；可直接拖动曲线上的点。它也是多层链第一层的输入。",
        ),
        json_schema_extra=live(group=UNIT, symbol="z"),
    )
    slope: float = Field(
        0.01,
        ge=0,
        le=1,
        title=T("Left slope", "左侧斜率"),
        description=T("Slope of the leaky ReLU for z < 0.", "Leaky ReLU 在 z < 0 时的斜率。"),
        json_schema_extra=live(group=UNIT, symbol="α", when={"function": ["leaky_relu"]}),
    )
    threshold: float = Field(
        0.1,
        ge=0,
        le=1,
        title=T("Saturated below", "饱和阈值"),
        description=T(
            "Where |f'(z)| is below this value the curve is marked as saturated.",
            "|f'(z)| 低于该值的部分标记为饱和。",
        ),
        json_schema_extra=live(group=UNIT, advanced=True),
    )
    layers: int = Field(
        10,
        ge=1,
        le=20,
        title=T("Layers in the chain", "链的层数"),
        description=T(
            "How many slopes the chain rule multiplies: one unit in each layer.",
            "链式法则相乘的斜率个数：每层一个神经元。",
        ),
        json_schema_extra=live(group=CHAIN, symbol="n"),
    )
    weight: float = Field(
        1.0,
        ge=-5,
        le=5,
        title=T("Weight between layers", "层间权重"),
        description=T(
            "z[l+1] = w a[l]; each weight is one more factor of the gradient.",
            "z[l+1] = w a[l]；每个权重都是梯度中的又一个因子。",
        ),
        json_schema_extra=live(group=CHAIN, symbol="w"),
    )
