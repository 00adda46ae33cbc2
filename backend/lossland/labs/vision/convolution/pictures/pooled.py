"""Pooling: the largest and the mean of each window."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import PIXELS, pixels
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, window

TILES = (
    Tile(uid="x", title=T("picture", "图片"), shares="pixels"),
    Tile(uid="largest", title=T("largest of each window", "各窗口最大值"), shares="pixels"),
    Tile(uid="mean", title=T("mean of each window", "各窗口均值"), shares="pixels"),
)
WINDOWS = (
    Window(output="largest", source="x", combine="max"),
    Window(output="mean", source="x", combine="mean"),
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """What is left of the picture."""
    made = seen.s.pooled
    if made is None:
        return None
    size = window((seen.p.pool_size, seen.p.pool_size), seen.p.pool_stride)
    return {
        "x": cells(made.x),
        "pixels.range": pixels(made.x),
        "largest": cells(made.largest),
        "largest.window": size,
        "mean": cells(made.mean),
        "mean.window": size,
    }


def figure(p: ConvolutionParams) -> Images | None:
    """The picture, and both."""
    if p.study != "pooling":
        return None
    return Images(
        title=T("What pooling keeps", "池化保留了什么"),
        caption=T(
            "Each output is the largest, or the mean, of its window. There is nothing to learn, and every channel is pooled by "
            "itself: as many come out as go in.",
            "每个输出是其窗口的最大值或均值。没有任何参数，各通道分别池化：通道数不变。",
        ),
        alt=T("A picture, its max pooling and its average pooling.", "图片、其最大池化与平均池化。"),
        linked=LINK,
        scales=(PIXELS,),
        tiles=TILES,
        windows=WINDOWS,
    )
