"""Several filters over three channels: a map for each filter."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen
from lossland.labs.vision.convolution.pictures.sliding import layer_arrays, layer_figure


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of up to three filters."""
    return layer_arrays(seen) if seen.p.study == "channels" else None


def figure(p: ConvolutionParams) -> Images | None:
    """The picture in colour, filters, maps."""
    if p.study != "channels":
        return None
    return layer_figure(
        p,
        T("A map for each filter", "每个卷积核一张特征图"),
        T(
            "A colour picture, filters with three layers each, and their maps.",
            "彩色图片、各有三层的卷积核，以及它们的特征图。",
        ),
        T(
            "Every filter has a layer for red, green and blue; all products are summed into one number. So there are as many "
            "maps as filters, however many channels come in.",
            "每个卷积核对红、绿、蓝各有一层，所有乘积加成一个数。所以有几个卷积核就有几张特征图，与输入通道数无关。",
        ),
        "pictures",
    )
