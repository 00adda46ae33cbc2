"""Parts of the playground's parameters: the inputs, and an activation for each layer."""

from __future__ import annotations

from typing import Any, Literal, cast

from pydantic import Field, model_validator

from lossland.fields.network import FUNCTIONS, Activation
from lossland.lab import Params, Refused, T, structural

MOST_LAYERS = 8
MOST_UNITS = 64

Choice = Literal["same", Activation]


def _feature(text: str, en: str, zh: str, on: bool = False) -> Any:
    return Field(
        on,
        title=T(text, text),
        description=T(f"Feed {en} to the network.", f"把{zh}输入网络。"),
        json_schema_extra=structural(),
    )


class Features(Params):
    """Which functions of a point the network is given."""

    x1: bool = _feature("x₁", "the first coordinate", "第一个坐标", True)
    x2: bool = _feature("x₂", "the second coordinate", "第二个坐标", True)
    x1_squared: bool = _feature("x₁²", "the square of x₁", " x₁ 的平方")
    x2_squared: bool = _feature("x₂²", "the square of x₂", " x₂ 的平方")
    product: bool = _feature("x₁x₂", "the product of both", "两个坐标的乘积")
    sin_x1: bool = _feature("sin x₁", "the sine of x₁", " x₁ 的正弦")
    sin_x2: bool = _feature("sin x₂", "the sine of x₂", " x₂ 的正弦")

    def chosen(self) -> list[str]:
        """Names of the features, in the order of the network's inputs."""
        return [name for name, wanted in vars(self).items() if wanted]  # no `model_fields`: exports have none

    def symbols(self) -> tuple[T, ...]:
        """Their titles, in the same order."""
        return tuple(cast("T", type(self).model_fields[name].title) for name in self.chosen())

    @model_validator(mode="after")
    def _at_least_one(self) -> Features:
        if not self.chosen():
            raise Refused(
                T("no input feature is chosen; the network needs at least one", "没有选择输入特征；网络至少需要一个")
            )
        return self


def _layer(number: int) -> Any:
    return Field(
        "same",
        title=T(f"Layer {number}", f"第 {number} 层"),
        description=T(
            f"Activation of hidden layer {number}, if there is one.", f"第 {number} 个隐藏层 (若存在) 的激活函数。"
        ),
        json_schema_extra=structural(
            options={"same": T("As above", "同上"), **FUNCTIONS}, when={f"hidden.{number - 1}": ["*"]}
        ),
    )


class LayerActivations(Params):
    """An activation of its own for each hidden layer."""

    layer_1: Choice = _layer(1)
    layer_2: Choice = _layer(2)
    layer_3: Choice = _layer(3)
    layer_4: Choice = _layer(4)
    layer_5: Choice = _layer(5)
    layer_6: Choice = _layer(6)
    layer_7: Choice = _layer(7)
    layer_8: Choice = _layer(8)
