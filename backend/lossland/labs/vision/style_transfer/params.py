"""The parameters of the style transfer lab."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.fields.picture import Picture, picture_field
from lossland.lab import LabParams, T, live, structural, view
from lossland.lab.numbers import told

PICTURES = 5
"""Pictures that form at once, each with a ratio beta / alpha of its own."""
APART = 10.0
"""Factor between the ratios of neighbours."""
BLOCKS = (0, 1, 3, 5, 9)
"""Of EfficientNet-Lite0, where style is read besides the stem."""
STYLE_CONVOLUTIONS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
"""Of VGG-19, where the paper reads style."""

MIDDLE = PICTURES // 2
ROWS = {str(k + 1): T(f"picture {k + 1}", f"第 {k + 1} 幅") for k in range(PICTURES)}

IMAGES = T("Pictures", "图片")
LOSS = T("Loss", "损失")
METHOD = T("Optimizer", "优化器")

EFFICIENTNET, VGG = {"network": ["efficientnet-lite0"]}, {"network": ["vgg19"]}
Weight = Annotated[float, Field(ge=0, le=1)]


class StyleTransferParams(LabParams):
    """What the page shows as controls."""

    @property
    def forming(self) -> range:
        """Which of the five places are taken: fewer pictures stand in the middle."""
        half = int(self.pictures) // 2
        return range(MIDDLE - half, MIDDLE + half + 1)

    ratio: float = Field(
        30.0,
        ge=1e-4,
        le=1e7,
        title=T("Style over content", "风格与内容之比"),
        description=T(
            f"beta / alpha of the middle picture; its neighbours have {told(APART)} times less and more.",
            f"中间那幅的 β/α；相邻两幅依次相差 {told(APART)} 倍。",
        ),
        json_schema_extra=live(group=LOSS, scale="log", symbol="β/α"),
    )
    content: Picture = picture_field(
        "astronaut",
        title=T("Content C", "内容图 C"),
        description=T("What is to be seen.", "要画的内容。"),
        group=IMAGES,
    )
    style: Picture = picture_field(
        "swirls",
        title=T("Style S", "风格图 S"),
        description=T("How it is to be painted.", "作画的方式。"),
        group=IMAGES,
    )
    begin: Literal["content", "noise", "style"] = Field(
        "content",
        title=T("Start from", "起点"),
        description=T(
            "The pixels of G before the first update. From noise everything has to be found.",
            "第一次更新前 G 的像素。从噪声开始时，一切都要重新找出。",
        ),
        json_schema_extra=structural(
            group=IMAGES,
            options={"content": T("content", "内容图"), "noise": T("noise", "噪声"), "style": T("style", "风格图")},
        ),
    )
    size: Literal["96", "128", "192", "256", "384"] = Field(
        "128",
        title=T("Longer side in pixels", "长边像素数"),
        description=T(
            "Four times the pixels take four times as long; strokes keep their size in pixels.",
            "像素数为四倍，时间也为四倍；笔触的像素大小不变。",
        ),
        json_schema_extra=structural(group=IMAGES, options={n: T(n, n) for n in ("96", "128", "192", "256", "384")}),
    )
    pictures: Literal["1", "3", "5"] = Field(
        "5",
        title=T("Pictures at once", "同时形成的图片数"),
        description=T("One alone forms in a fifth of the time.", "只做一幅时，时间约为五分之一。"),
        json_schema_extra=structural(group=IMAGES, advanced=True, options={n: T(n, n) for n in ("1", "3", "5")}),
    )
    network: Literal["efficientnet-lite0", "vgg19"] = Field(
        "efficientnet-lite0",
        title=T("Network", "网络"),
        description=T(
            "What looks at the pictures; both were taught to name photographs. VGG-19, the paper's, takes some 15 times "
            "as long: let fewer pictures form at once.",
            "由哪个网络来看图片；两者都是为识别照片而训练的。VGG-19 是论文所用的网络，耗时约为 15 倍：同时形成的图片宜少。",
        ),
        json_schema_extra=structural(
            group=LOSS,
            options={
                "efficientnet-lite0": T("EfficientNet-Lite0", "EfficientNet-Lite0"),
                "vgg19": T("VGG-19", "VGG-19"),
            },
            assets={"vgg19": "vgg19"},
        ),
    )
    content_layer: int = Field(
        3,
        ge=0,
        le=9,
        title=T("Content layer", "内容层"),
        description=T(
            "The block whose features are to stay. Early ones keep every detail, late ones the layout alone.",
            "保持其特征不变的块。浅层保留一切细节，深层只保留布局。",
        ),
        json_schema_extra=structural(group=LOSS, when=EFFICIENTNET),
    )
    content_convolution: Literal["conv1_2", "conv2_2", "conv3_2", "conv4_2", "conv5_2"] = Field(
        "conv4_2",
        title=T("Content layer", "内容层"),
        description=T(
            "The convolution whose features are to stay. Early ones keep every detail, late ones the layout alone.",
            "保持其特征不变的卷积层。浅层保留一切细节，深层只保留布局。",
        ),
        json_schema_extra=structural(
            group=LOSS, when=VGG, options={f"conv{k}_2": T(f"conv{k}_2", f"conv{k}_2") for k in range(1, 6)}
        ),
    )
    weights: list[Weight] = Field(
        [1.0] * (1 + len(BLOCKS)),
        min_length=1 + len(BLOCKS),
        max_length=1 + len(BLOCKS),
        title=T("Weights of the style layers", "各风格层的权重"),
        description=T(
            "Stem, blocks 0, 1, 3, 5, 9. Shallow layers carry colour and grain, middle ones strokes and shapes.",
            "首层与第 0、1、3、5、9 块。浅层是颜色与颗粒，中层是笔触与形状。",
        ),
        json_schema_extra=live(group=LOSS, advanced=True, symbol="w", when=EFFICIENTNET),
    )
    convolution_weights: list[Weight] = Field(
        [1.0] * len(STYLE_CONVOLUTIONS),
        min_length=len(STYLE_CONVOLUTIONS),
        max_length=len(STYLE_CONVOLUTIONS),
        title=T("Weights of the style layers", "各风格层的权重"),
        description=T(
            "conv1_1, 2_1, 3_1, 4_1, 5_1, all alike in the paper. Shallow layers carry colour and grain, deeper ones "
            "strokes and shapes.",
            "conv1_1、2_1、3_1、4_1、5_1，论文中各层相同。浅层是颜色与颗粒，较深层是笔触与形状。",
        ),
        json_schema_extra=live(group=LOSS, advanced=True, symbol="w", when=VGG),
    )
    variation: float = Field(
        0.0,
        ge=0,
        le=100,
        title=T("Total variation", "全变分"),
        description=T(
            "Weight of the mean squared difference between neighbouring pixels: takes away grain.",
            "相邻像素差的均方的权重：消除颗粒。",
        ),
        json_schema_extra=live(group=LOSS, advanced=True, symbol="γ"),
    )
    steps: int = Field(
        300,
        ge=10,
        le=2000,
        title=T("Updates", "更新次数"),
        description=T("How long the pictures form.", "图片形成所用的更新次数。"),
        json_schema_extra=structural(group=METHOD, scale="log", symbol="T", advanced=True),
    )
    optimizer: Literal["adam", "lbfgs"] = Field(
        "adam",
        title=T("Optimizer", "优化器"),
        description=T(
            "L-BFGS, the paper's, estimates the curvature and searches along its direction: fewer, dearer updates.",
            "论文使用的 L-BFGS 估计曲率并沿方向搜索：更新更少，但每次更贵。",
        ),
        json_schema_extra=structural(group=METHOD, options={"adam": T("Adam", "Adam"), "lbfgs": T("L-BFGS", "L-BFGS")}),
    )
    alpha: float = Field(
        0.02,
        gt=0,
        le=1,
        title=T("Learning rate", "学习率"),
        description=T("How far a pixel, from 0 to 1, may move in an update.", "每次更新中像素值 (0 到 1) 的移动幅度。"),
        json_schema_extra=live(group=METHOD, scale="log", symbol="η", when={"optimizer": ["adam"]}),
    )
    focus: int = Field(
        3,
        ge=1,
        le=PICTURES,
        title=T("Picture looked at", "查看哪一幅"),
        description=T("The one of the five that the other pictures are about.", "其余视图说明五幅中的哪一幅。"),
        json_schema_extra=view(group=IMAGES),
    )
    gram_layer: int = Field(
        2,
        ge=1,
        le=1 + len(BLOCKS),
        title=T("Gram matrix of layer", "查看哪层的 Gram 矩阵"),
        description=T(
            "Counted along the style layers, the shallowest being 1. VGG-19 has five: 6 is the last there too.",
            "按风格层由浅到深从 1 数起。VGG-19 只有五层：6 也是最后一层。",
        ),
        json_schema_extra=view(group=LOSS, advanced=True),
    )
