"""The face of the convolution lab."""

from __future__ import annotations

from lossland.lab import Arrays, Lab, T, sweep
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.vision.convolution.experiment import Sliding
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures import VIEWS
from lossland.labs.vision.convolution.pictures.seen import Seen
from lossland.labs.vision.convolution.presets import PRESETS
from lossland.labs.vision.convolution.state import State


class Convolution(Sliding, Lab[ConvolutionParams, State]):
    """A window, nine products, their sum."""

    part = "vision"
    title = T("Convolution", "卷积")
    summary = T(
        "Point at an output pixel: its window, nine products, their sum. Type a number of the filter and the picture changes.",
        "指向一个输出像素：它的窗口、九个乘积与和。键入核中的一个数，图像立刻改变。",
    )
    question = T("What does a filter of nine numbers see?", "九个数的卷积核看到什么？")
    topics = (
        T("Convolution and its words", "卷积及其术语"),
        T("Padding, stride, dilation", "填充、步幅、空洞"),
        T("Channels, 1×1, pooling", "通道、1×1、池化"),
        T("Receptive field", "感受野"),
        T("Parameter sharing and sparse connections", "参数共享与稀疏连接"),
        T("Up-sampling", "上采样"),
        T("Convolution in three dimensions", "三维卷积"),
        T("A filter that is learned", "学出来的卷积核"),
    )
    layout = (
        (
            (
                "scan",
                "border",
                "channels",
                "pooled",
                "upsampled",
                "stacked",
                "matrix",
                "shifted",
                "line",
                "slices",
                "learning",
            ),
            ("filters", "terms", "size", "counts", "reach", "layers", "volume", "errors"),
        ),
    )
    reel = sweep("kernel", ["identity", "sobel", "sobel_horizontal", "laplacian", "gauss", "sharpen", "emboss"])
    drives = "kernel"
    presets = PRESETS

    def figures(self, p: ConvolutionParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: ConvolutionParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
