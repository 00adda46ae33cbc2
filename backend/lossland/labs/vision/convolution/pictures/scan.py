"""One filter: the picture, its window, the output."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen
from lossland.labs.vision.convolution.pictures.sliding import layer_arrays, layer_figure


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of one filter."""
    return layer_arrays(seen) if seen.p.study == "window" else None


def figure(p: ConvolutionParams) -> Images | None:
    """Pictures side by side."""
    if p.study != "window":
        return None
    return layer_figure(
        p,
        T("From window to pixel", "从窗口到像素"),
        T("The picture, the filter and the output, each as cells.", "图片、卷积核与输出，均以单元格显示。"),
        T(
            "Point at the output: the window that it sees is framed in the picture. Hatched cells are padding; grey ones no "
            "window reaches any more. Where outputs can be negative, pink is below 0 and blue-grey above; else they are grey as the "
            "picture is.",
            "指向输出的一个像素：它看到的窗口在图片中框出。带斜线的是填充；灰色的是没有窗口能到达的。输出可能为负时，粉色小于 0，蓝灰色大于 0；否则与图片一样为灰色。",
        ),
        "pictures",
    )
