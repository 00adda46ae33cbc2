"""Convolution on a line of numbers."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen
from lossland.labs.vision.convolution.pictures.sliding import layer_arrays, layer_figure


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of the signal."""
    return layer_arrays(seen) if seen.p.study == "shapes" else None


def figure(p: ConvolutionParams) -> Images | None:
    """Three rows of cells."""
    if p.study != "shapes":
        return None
    return layer_figure(
        p,
        T("On a line", "在一条线上"),
        T("A line of numbers, the taps, and the output.", "一行数、抽头与输出。"),
        T(
            "The same layer with one axis: a window of taps moves along the signal. Change padding, stride and zeros between taps.",
            "同样的层，只有一个轴：一窗抽头沿信号移动。可改变填充、步幅与插零数。",
        ),
        "pictures",
    )
