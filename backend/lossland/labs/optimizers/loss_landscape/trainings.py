"""What a training of the loss landscape lab is set by: its optimizer, its rate, its batch size."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from lossland.fields.descent import METHODS, Method
from lossland.lab import Params, T, live, structural

MOST_POINTS = 1000
Optimizer = Annotated[
    Method,
    Field(
        title=T("Optimizer", "优化器"),
        description=T("How a gradient becomes a step.", "如何由梯度得到一步更新。"),
        json_schema_extra=structural(options=METHODS),
    ),
]
Rate = Annotated[
    float,
    Field(
        gt=0,
        le=10,
        title=T("Learning rate", "学习率"),
        description=T(
            "How far one update goes. Another rate than in the rehearsal leads out of its plane: watch the distance.",
            "每次更新走多远。与预演不同的学习率会离开它们的平面：注意到平面的距离。",
        ),
        json_schema_extra=live(scale="log", symbol="α"),
    ),
]


class Training(Params):
    """One training."""

    optimizer: Optimizer = "adam"
    lr: Rate = 0.02


class Second(Training):
    """The second training."""

    optimizer: Optimizer = "momentum"
    lr: Rate = 0.2


class Third(Training):
    """The third training."""

    optimizer: Optimizer = "sgd"
    lr: Rate = 0.2


def _size(title: T) -> Any:
    return Field(
        32,
        ge=1,
        le=MOST_POINTS,
        title=title,
        description=T("Samples per update, drawn without replacement.", "每次更新使用的样本数，无放回抽取。"),
        json_schema_extra=live(scale="log", symbol="B"),
    )


class BatchSizes(Params):
    """How many samples each training sees at once."""

    first: int = _size(T("Training 1", "训练 1"))
    second: int = _size(T("Training 2", "训练 2"))
    third: int = _size(T("Training 3", "训练 3"))
