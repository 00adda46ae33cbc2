"""Parameters of gradient descent that several labs have in common: the rate and its decay, the batch, the optimizer.

A lab gives what is its own: defaults, bounds, what the parameter does there, further hints, and where labs differ in it
`structural` or `live` as `change`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field

from lossland.lab import T, live

Hints = Callable[..., dict[str, Any]]
"""`structural`, `live` or `view`."""

DESCENT = T("Gradient descent", "梯度下降")

Form = Literal["course", "library"]
Decay = Literal["step", "exponential", "inverse", "cosine", "warm_up"]
"""How a rate changes with the epochs, see `algorithms.schedules`."""
Method = Literal["sgd", "momentum", "nesterov", "normalised", "adagrad", "rmsprop", "adadelta", "adam", "adamw"]
METHODS = {
    "sgd": T("SGD", "随机梯度下降 (SGD)"),
    "momentum": T("Momentum", "动量"),
    "nesterov": T("Nesterov", "Nesterov 动量"),
    "normalised": T("Normalised gradient", "归一化梯度"),
    "adagrad": T("AdaGrad", "AdaGrad"),
    "rmsprop": T("RMSprop", "RMSprop"),
    "adadelta": T("AdaDelta", "AdaDelta"),
    "adam": T("Adam", "Adam"),
    "adamw": T("AdamW", "AdamW"),
}
"""Name of each optimizer."""


def form_of_formulas(change: Hints, description: T, **hints: Any) -> Any:
    """The switch between the course's and the library's form; `description` says what differs between them."""
    return Field(
        "course",
        title=T("Form of the formulas", "公式形式"),
        description=description,
        json_schema_extra=change(
            advanced=True, options={"course": T("Course", "课程写法"), "library": T("Library", "PyTorch 写法")}, **hints
        ),
    )


def learning_rate(default: float, description: T, *, le: float, **hints: Any) -> Any:
    """Alpha, live."""
    return Field(
        default,
        gt=0,
        le=le,
        title=T("Learning rate", "学习率"),
        description=description,
        json_schema_extra=live(scale="log", symbol="α", **hints),
    )


def samples_per_update(change: Hints, default: int, description: T, *, ge: int = 1, le: int, **hints: Any) -> Any:
    """The batch size B."""
    return Field(
        default,
        ge=ge,
        le=le,
        title=T("Batch size", "批量大小"),
        description=description,
        json_schema_extra=change(scale="log", symbol="B", **hints),
    )


def first_moment(
    change: Hints, default: float, description: T, *, le: float | None = None, lt: float | None = None, **hints: Any
) -> Any:
    """Beta: what is kept of the average of gradients."""
    return Field(
        default,
        ge=0,
        le=le,
        lt=lt,
        title=T("First moment", "一阶矩系数"),
        description=description,
        json_schema_extra=change(symbol="β", **hints),
    )


def second_moment(
    change: Hints,
    default: float,
    description: T,
    *,
    le: float | None = None,
    lt: float | None = None,
    title: T = T("Second moment", "二阶矩系数"),  # noqa: B008 - a text does not change
    **hints: Any,
) -> Any:
    """Rho: what is kept of the average of squared gradients."""
    return Field(
        default,
        ge=0,
        le=le,
        lt=lt,
        title=title,
        description=description,
        json_schema_extra=change(symbol="ρ", **hints),
    )


def decay_period(change: Hints, default: int, description: T, *, le: int, unit: T, **hints: Any) -> Any:
    """E, the epochs by which a `Decay` is measured."""
    return Field(
        default,
        ge=1,
        le=le,
        title=T("Period", "周期"),
        description=description,
        json_schema_extra=change(advanced=True, symbol="E", unit=unit, **hints),
    )
