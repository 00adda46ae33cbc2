"""What the filters of the convolution lab look at: a picture, the course's step, or numbers that were typed."""

from __future__ import annotations

import math
from typing import Annotated, Literal

import torch
from pydantic import Field, field_validator
from torch import Tensor

from lossland.fields.picture import SentPicture, ShippedPicture, pixels
from lossland.lab import Params, Refused, T, structural

LUMA = (0.299, 0.587, 0.114)
"""Shares of red, green and blue in grey (ITU-R BT.601)."""


class StepPicture(Params):
    """The course's 6 x 6 picture: a step in the middle."""

    kind: Literal["step"] = "step"
    left: float = Field(
        10.0,
        ge=-255,
        le=255,
        title=T("Left half", "左半边"),
        description=T("Pixels of the three columns on the left.", "左边三列的像素值。"),
        json_schema_extra=structural(),
    )
    right: float = Field(
        0.0,
        ge=-255,
        le=255,
        title=T("Right half", "右半边"),
        description=T("Pixels of the three columns on the right.", "右边三列的像素值。"),
        json_schema_extra=structural(),
    )


class TypedPicture(Params):
    """A square of numbers."""

    kind: Literal["typed"] = "typed"
    numbers: list[Annotated[float, Field(ge=-255, le=255)]] = Field(
        [1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6, 4, 5, 6, 7],
        min_length=1,
        max_length=64,
        title=T("Pixels", "像素"),
        description=T("Rows of a square picture of 1×1 to 8×8 pixels.", "正方形图片的各行，1×1 至 8×8 像素。"),
        json_schema_extra=structural(square=1),
    )

    @field_validator("numbers")
    @classmethod
    def _square(cls, numbers: list[float]) -> list[float]:
        return square(numbers, 1)


Source = Annotated[ShippedPicture | SentPicture | StepPicture | TypedPicture, Field(discriminator="kind")]

SOURCES = {
    "shipped": T("Shipped", "自带"),
    "sent": T("Your own", "自己的"),
    "step": T("6×6 step", "6×6 阶跃"),
    "typed": T("Numbers", "数字"),
}


def square(numbers: list[float], by: Literal[1, 2]) -> list[float]:
    """Numbers that make a square, with an odd side where `by` is 2. Raises `Refused`."""
    side = math.isqrt(len(numbers))
    if side**2 != len(numbers) or (side % 2 == 0 and by == 2):
        count = len(numbers)
        allowed = T("1, 9, 25 or 49", "1、9、25 或 49") if by == 2 else T("1, 4, 9, ... or 64", "1、4、9、……或 64")
        raise Refused(
            T(
                f"{count} numbers make no such square; {allowed} do",
                f"{count} 个数排不成这样的方阵；可以是 {allowed.zh} 个",
            )
        )
    return numbers


def colours(source: ShippedPicture | SentPicture | StepPicture | TypedPicture, longest: int) -> Tensor:
    """The picture (3, H, W), float64; of a photograph whole numbers from 0 to 255."""
    if source.kind == "shipped" or source.kind == "sent":
        return pixels(source, longest).permute(2, 0, 1).double()
    if source.kind == "step":
        row = torch.tensor([source.left] * 3 + [source.right] * 3, dtype=torch.float64)
        return row.expand(3, 6, 6).clone()
    side = math.isqrt(len(source.numbers))
    return torch.tensor(source.numbers, dtype=torch.float64).view(1, side, side).expand(3, side, side).clone()


def grey(x: Tensor) -> Tensor:
    """(1, H, W) how bright a picture (3, H, W) is; typed numbers stay what they are."""
    if torch.equal(x[0], x[1]) and torch.equal(x[1], x[2]):
        return x[:1]
    return (x * torch.tensor(LUMA, dtype=x.dtype)[:, None, None]).sum(0, keepdim=True).round()
