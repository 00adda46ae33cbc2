"""Rows that a student can add: a filter over three channels, and a layer of a stack."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from lossland.lab import Params, T, live
from lossland.labs.vision.convolution.layer_params import KERNEL_TITLES, Kernel


def _share(default: float, title: T, symbol: str) -> Any:
    return Field(
        default,
        ge=-4,
        le=4,
        title=title,
        description=T("What the filter's layer on this channel is multiplied by.", "卷积核在该通道上的一层乘以多少。"),
        json_schema_extra=live(symbol=symbol),
    )


class ColourFilter(Params):
    """A filter f x f x 3: the same numbers on every channel, times one factor each."""

    kernel: Kernel = Field(
        "sobel",
        title=T("Filter", "卷积核"),
        description=T("Its numbers on one channel.", "它在一个通道上的数。"),
        json_schema_extra=live(options=KERNEL_TITLES),
    )
    red: float = _share(1.0, T("On red", "红色通道"), "R")
    green: float = _share(1.0, T("On green", "绿色通道"), "G")
    blue: float = _share(1.0, T("On blue", "蓝色通道"), "B")


class StackedLayer(Params):
    """A layer of a stack: convolution or pooling see alike."""

    f: int = Field(
        3,
        ge=1,
        le=7,
        title=T("Filter size", "核大小"),
        description=T("Cells that one output sees of the layer before.", "一个输出在上一层看到的格数。"),
        json_schema_extra=live(symbol="f"),
    )
    s: int = Field(
        1,
        ge=1,
        le=3,
        title=T("Stride", "步幅"),
        description=T("How far apart two neighbours look.", "相邻两个输出相隔几格。"),
        json_schema_extra=live(symbol="s"),
    )
    z: int = Field(
        0,
        ge=0,
        le=3,
        title=T("Zeros between taps", "抽头间插零数"),
        description=T("Dilation.", "空洞。"),
        json_schema_extra=live(symbol="z"),
    )
