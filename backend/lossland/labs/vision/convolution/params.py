"""The parameters of the convolution lab."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from lossland.lab import T, live
from lossland.labs.vision.convolution.layer_params import KERNEL_TITLES, LayerParams
from lossland.labs.vision.convolution.rows import ColourFilter, StackedLayer
from lossland.labs.vision.convolution.volume_params import WHEN

UPDATES = 200
"""Of the filter that learns."""
GOALS = ("sobel", "scharr", "vertical", "laplacian", "sharpen", "emboss", "gauss")
POOLING = T("Pooling", "池化")
UP = T("Up-sampling", "上采样")
SHIFT = T("Shift", "平移")
COUNTING = T("Counting", "计数")
LINE = T("One dimension", "一维")
SHAPES = T("Shapes of a net", "网络的形状")
LEARNING = T("Learning", "学习")

Value = Annotated[float, Field(ge=-255, le=255)]


def _count(default: int, le: int, title: T, description: T, symbol: str) -> Any:
    return Field(
        default,
        ge=1,
        le=le,
        title=title,
        description=description,
        json_schema_extra=live(group=COUNTING, symbol=symbol, when={"study": ["why"]}),
    )


class ConvolutionParams(LayerParams):
    """What the page shows as controls, by what is looked at."""

    filters: tuple[ColourFilter, ...] = Field(
        (ColourFilter(), ColourFilter(green=0.0, blue=0.0)),
        min_length=1,
        max_length=3,
        title=T("Filters", "卷积核"),
        description=T(
            "Each gives one map: as many channels come out as there are filters.",
            "每个给出一张特征图：有几个卷积核，就输出几个通道。",
        ),
        json_schema_extra=live(when={"study": ["channels"]}),
    )
    pool_size: int = Field(
        4,
        ge=1,
        le=16,
        title=T("Window", "窗口"),
        description=T("Side of the pooled window.", "池化窗口的边长。"),
        json_schema_extra=live(group=POOLING, symbol="f", when={"study": ["pooling", "why"]}),
    )
    pool_stride: int = Field(
        4,
        ge=1,
        le=16,
        title=T("Stride of the pooling", "池化步幅"),
        description=T("How many cells the window moves on each time.", "窗口每次移动几格。"),
        json_schema_extra=live(group=POOLING, symbol="s", when={"study": ["pooling", "why"]}),
    )
    up_stride: int = Field(
        2,
        ge=1,
        le=4,
        title=T("Times larger", "放大倍数"),
        description=T("Stride of the transposed convolution.", "转置卷积的步幅。"),
        json_schema_extra=live(group=UP, symbol="s", when={"study": ["upsampling"]}),
    )
    up_size: int = Field(
        3,
        ge=1,
        le=7,
        title=T("Size of its filter", "核大小"),
        description=T(
            "If s does not divide f, places get unequal numbers of taps: a checkerboard.",
            "若 s 不整除 f，各处得到的抽头数不等：出现棋盘格。",
        ),
        json_schema_extra=live(group=UP, symbol="f", when={"study": ["upsampling"]}),
    )
    up_padding: int = Field(
        1,
        ge=0,
        le=3,
        title=T("Cells cut off", "裁去的圈数"),
        description=T("Rows and columns taken off on each side.", "每边裁去的行列数。"),
        json_schema_extra=live(group=UP, symbol="p", when={"study": ["upsampling"]}),
    )
    up_kernel: Literal["flat", "gauss"] = Field(
        "flat",
        title=T("Its filter", "它的核"),
        description=T("Equal numbers, or a bell.", "各数相等，或钟形。"),
        json_schema_extra=live(
            group=UP, options={"flat": T("equal", "相等"), "gauss": T("bell", "钟形")}, when={"study": ["upsampling"]}
        ),
    )
    layers: tuple[StackedLayer, ...] = Field(
        (StackedLayer(), StackedLayer(), StackedLayer()),
        min_length=1,
        max_length=5,
        title=T("Layers", "各层"),
        description=T("From the picture on.", "从图片往后。"),
        json_schema_extra=live(when={"study": ["stack"]}),
    )
    dx: int = Field(
        1,
        ge=-8,
        le=8,
        title=T("To the right", "向右"),
        description=T(
            "How far the picture is moved; it comes back on the other side.", "图片移动的格数；移出的从另一侧回来。"
        ),
        json_schema_extra=live(group=SHIFT, unit=T("px", "像素"), when={"study": ["why"]}),
    )
    dy: int = Field(
        0,
        ge=-8,
        le=8,
        title=T("Down", "向下"),
        description=T("As to the right.", "同上。"),
        json_schema_extra=live(group=SHIFT, unit=T("px", "像素"), when={"study": ["why"]}),
    )
    side: int = Field(
        6,
        ge=3,
        le=8,
        title=T("Side of the small picture", "小图边长"),
        description=T("For the dense matrix, which has a column for every pixel.", "用于稠密矩阵：每个像素一列。"),
        json_schema_extra=live(group=COUNTING, symbol="n", when={"study": ["why"]}),
    )
    layer_side: int = _count(32, 512, T("Side of a layer", "层的边长"), T("Of a square layer.", "正方形的层。"), "n_H")
    layer_f: int = _count(5, 11, T("Its filters", "它的核"), T("Side of each filter.", "每个核的边长。"), "f_l")
    before: int = _count(3, 1024, T("Channels before", "输入通道"), T("Of the layer's input.", "该层的输入。"), "C_i")
    after: int = _count(
        6, 1024, T("Filters", "卷积核个数"), T("As many channels come out.", "输出同样多的通道。"), "C_o"
    )
    signal: list[Value] = Field(
        [1, 2, 4, 7, 11],
        min_length=1,
        max_length=12,
        title=T("Signal", "信号"),
        description=T(
            "A line of numbers: sound, a sensor, a sentence's codes.", "一行数：声音、传感器读数、句子的编码。"
        ),
        json_schema_extra=live(group=LINE, symbol="x", when={"study": ["shapes"]}),
    )
    taps: list[Value] = Field(
        [1, 0, -1],
        min_length=1,
        max_length=7,
        title=T("Taps", "抽头"),
        description=T("The filter.", "卷积核。"),
        json_schema_extra=live(group=LINE, symbol="ω", when={"study": ["shapes"]}),
    )
    volume_f: int = Field(
        5,
        ge=1,
        le=7,
        title=T("Side of its filters", "核的边长"),
        description=T("Each filter is a cube, as deep as there are channels.", "每个核是一个立方体，并跨越所有通道。"),
        json_schema_extra=live(group=SHAPES, symbol="f", when=WHEN),
    )
    volume_filters: list[Annotated[int, Field(ge=1, le=512)]] = Field(
        [16, 32],
        min_length=1,
        max_length=3,
        title=T("Filters in each layer", "每层的卷积核数"),
        description=T("As many channels come out of it.", "该层输出同样多的通道。"),
        json_schema_extra=live(group=SHAPES, when=WHEN),
    )
    goal: Literal["sobel", "scharr", "vertical", "laplacian", "sharpen", "emboss", "gauss", "own"] = Field(
        "sobel",
        title=T("Target filter", "目标核"),
        description=T(
            "It made the target out of the picture; descent sees picture and target only. Type one of its numbers and it "
            "becomes your own.",
            "它由图片得到目标图；梯度下降只看得到图片和目标图。键入其中一个数，它就成为你自己的目标核。",
        ),
        json_schema_extra=live(
            group=LEARNING,
            options={
                **{name: KERNEL_TITLES[name] for name in GOALS},
                "own": T("Your own", "自己的"),
            },
            when={"study": ["learning"]},
        ),
    )
    goal_weights: list[Annotated[float, Field(ge=-10, le=10)]] = Field(
        [0, 1, 0, 1, 0, -1, 0, -1, 0],
        min_length=9,
        max_length=9,
        title=T("Target's weights", "目标核的权重"),
        description=T("Rows of your own target filter, 3×3.", "自己的目标核的各行，3×3。"),
        json_schema_extra=live(group=LEARNING, symbol="ω", square=2, when={"goal": ["own"], "study": ["learning"]}),
    )
    update: int = Field(
        UPDATES,
        ge=0,
        le=UPDATES,
        title=T("Update", "第几次更新"),
        description=T("Where on its way the filter is shown.", "显示卷积核走到哪一步。"),
        json_schema_extra=live(group=LEARNING, symbol="t", when={"study": ["learning"]}),
    )
    centred: bool = Field(
        False,
        title=T("Subtract the mean", "减去均值"),
        description=T("Of all pixels, before learning.", "学习前先减去全部像素的均值。"),
        json_schema_extra=live(group=LEARNING, when={"study": ["learning"]}),
    )
    momentum: float = Field(
        0.0,
        ge=0,
        le=0.99,
        title=T("Momentum", "动量"),
        description=T(
            "Share of the last step that goes on; 0 is plain descent.", "上一步保留的比例；0 即普通梯度下降。"
        ),
        json_schema_extra=live(group=LEARNING, symbol="ρ", when={"study": ["learning"]}),
    )
    noise: bool = Field(
        False,
        title=T("Noise for a picture", "用噪声图"),
        description=T(
            "Neighbours that know nothing of each other: every direction is equally steep.",
            "相邻像素互不相关：各个方向一样陡。",
        ),
        json_schema_extra=live(group=LEARNING, when={"study": ["learning"]}),
    )
