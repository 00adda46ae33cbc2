"""What a layer is set by: the filter, padding, stride, and what comes after the sum."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from lossland.fields.network import FUNCTIONS
from lossland.lab import T, live, view
from lossland.labs.vision.convolution.sources import square
from lossland.labs.vision.convolution.volume_params import VolumeParams

KERNEL_TITLES = {
    "identity": T("Identity", "恒等"),
    "vertical": T("Vertical edges", "竖直边缘"),
    "horizontal": T("Horizontal edges", "水平边缘"),
    "sobel": T("Sobel, vertical", "Sobel 竖直"),
    "sobel_horizontal": T("Sobel, horizontal", "Sobel 水平"),
    "scharr": T("Scharr, vertical", "Scharr 竖直"),
    "scharr_horizontal": T("Scharr, horizontal", "Scharr 水平"),
    "laplacian": T("Laplacian", "拉普拉斯"),
    "box": T("Blur, box", "均值模糊"),
    "gauss": T("Blur, Gaussian", "高斯模糊"),
    "sharpen": T("Sharpen", "锐化"),
    "emboss": T("Emboss", "浮雕"),
    "one": T("1×1", "1×1"),
}
Kernel = Literal[
    "identity",
    "vertical",
    "horizontal",
    "sobel",
    "sobel_horizontal",
    "scharr",
    "scharr_horizontal",
    "laplacian",
    "box",
    "gauss",
    "sharpen",
    "emboss",
    "one",
]
SLIDING = ["window", "channels"]
"""Studies of a layer on a picture."""
LAYERS = [*SLIDING, "shapes", "volume"]
"""Studies of a whole layer."""
FILLINGS = {
    "zero": T("Zero", "零"),
    "reflect": T("Reflect", "反射"),
    "replicate": T("Replicate", "复制"),
    "circular": T("Circular", "循环"),
}
FILTER = T("Filter", "卷积核")
PLACES = T("Where it goes", "如何滑动")
AFTER = T("After the sum", "求和之后")


class LayerParams(VolumeParams):
    """Of one convolutional layer."""

    kernel: Literal[Kernel, "own"] = Field(
        "sobel",
        title=T("Filter", "卷积核"),
        description=T(
            "The numbers that are laid on every window. Type one in the picture and it becomes your own.",
            "覆盖在每个窗口上的数。在图中键入一个数，它就成为你自己的卷积核。",
        ),
        json_schema_extra=live(
            group=FILTER,
            options={**KERNEL_TITLES, "own": T("Your own", "自己的")},
            when={"study": ["window", "why"]},
        ),
    )
    f: int = Field(
        3,
        ge=1,
        le=7,
        title=T("Width of the blur", "模糊宽度"),
        description=T("Side of a blur; the other filters are 3×3.", "模糊核的边长；其他卷积核为 3×3。"),
        json_schema_extra=live(group=FILTER, symbol="f", when={"kernel": ["box", "gauss"], "study": ["window", "why"]}),
    )
    weights: list[Annotated[float, Field(ge=-100, le=100)]] = Field(
        [1, 0, -1, 2, 0, -2, 1, 0, -1],
        min_length=1,
        max_length=49,
        title=T("Weights", "权重"),
        description=T("Rows of your own filter: 1×1, 3×3, 5×5 or 7×7.", "自己的卷积核的各行：1×1、3×3、5×5 或 7×7。"),
        json_schema_extra=live(
            group=FILTER, symbol="ω", square=2, when={"kernel": ["own"], "study": ["window", "why"]}
        ),
    )
    flip: bool = Field(
        False,
        title=T("Flip (true convolution)", "翻转 (真正的卷积)"),
        description=T(
            "Mathematics turns the filter by 180° first. Deep learning does not: its “convolution” is cross-correlation.",
            "数学上的卷积先把核旋转 180°。深度学习不翻转：它的“卷积”其实是互相关。",
        ),
        json_schema_extra=live(group=FILTER, advanced=True, when={"study": ["window", "shapes", "volume"]}),
    )
    padding: Literal["valid", "same", "own"] = Field(
        "same",
        title=T("Padding", "填充"),
        description=T(
            "“Valid” adds nothing, “same” adds p = (f − 1)/2 on each side so that stride 1 keeps the size.",
            "valid 不填充；same 每边填充 p = (f − 1)/2，步幅为 1 时尺寸不变。",
        ),
        json_schema_extra=live(
            group=PLACES,
            options={"valid": T("valid", "valid"), "same": T("same", "same"), "own": T("own p", "自定 p")},
            when={"study": LAYERS},
        ),
    )
    p: int = Field(
        2,
        ge=0,
        le=8,
        title=T("Cells on each side", "每边填充"),
        description=T("How many ghost cells surround the picture.", "图片四周加几圈虚拟单元。"),
        json_schema_extra=live(group=PLACES, symbol="p", when={"padding": ["own"], "study": LAYERS}),
    )
    filling: Literal["zero", "reflect", "replicate", "circular"] = Field(
        "zero",
        title=T("Filled with", "填充内容"),
        description=T(
            "What the ghost cells hold: zeros, the mirror image, the outermost pixel again, or the other side.",
            "虚拟单元里放什么：零、镜像、重复最外侧像素，或另一侧的像素。",
        ),
        json_schema_extra=live(
            group=PLACES,
            options=FILLINGS,
            when={"padding": ["same", "own"], "study": LAYERS},
        ),
    )
    stride: int = Field(
        1,
        ge=1,
        le=4,
        title=T("Stride", "步幅"),
        description=T("How many cells the window moves on each time.", "窗口每次移动几格。"),
        json_schema_extra=live(group=PLACES, symbol="s", when={"study": LAYERS}),
    )
    dilation: int = Field(
        0,
        ge=0,
        le=3,
        title=T("Zeros between taps", "抽头间插零数"),
        description=T(
            "Dilation: z zeros between neighbouring taps. PyTorch counts z + 1.",
            "空洞卷积：相邻抽头之间插入 z 个零。PyTorch 的 dilation 为 z + 1。",
        ),
        json_schema_extra=live(group=PLACES, symbol="z", when={"study": LAYERS}),
    )
    bias: float = Field(
        0.0,
        ge=-255,
        le=255,
        title=T("Bias", "偏置"),
        description=T("Is added to every sum: one number a filter.", "加到每个和上：每个卷积核一个数。"),
        json_schema_extra=live(group=AFTER, symbol="β", when={"study": LAYERS}),
    )
    activation: Literal["linear", "relu", "leaky_relu", "sigmoid", "tanh"] = Field(
        "linear",
        title=T("Activation function", "激活函数"),
        description=T("The last step of the layer: a(z) of every sum.", "该层的最后一步：对每个和取 a(z)。"),
        json_schema_extra=live(
            group=AFTER,
            symbol="a",
            options={name: FUNCTIONS[name] for name in ("linear", "relu", "leaky_relu", "sigmoid", "tanh")},
            when={"study": LAYERS},
        ),
    )
    absolute: bool = Field(
        False,
        title=T("Show sizes only", "只看大小"),
        description=T("Colours by |y|: edges of both signs look alike.", "按 |y| 着色：两种符号的边缘看起来一样。"),
        json_schema_extra=view(group=AFTER, advanced=True, when={"study": SLIDING}),
    )
    contrast: Literal["picture", "own", "possible"] = Field(
        "picture",
        title=T("Outputs' colours reach to", "输出的颜色范围"),
        description=T(
            "The picture's largest value, so that equal colours are equal values; the outputs' own largest; or the largest that "
            "the filter could give.",
            "图片的最大值 (颜色相同即数值相同)；输出自身的最大值；或该卷积核可能给出的最大值。",
        ),
        json_schema_extra=view(
            group=AFTER,
            advanced=True,
            options={
                "picture": T("picture's", "同图片"),
                "own": T("its largest", "实际最大"),
                "possible": T("possible", "可能最大"),
            },
            when={"study": [*LAYERS, "why"]},
        ),
    )

    @field_validator("weights")
    @classmethod
    def _square(cls, weights: list[float]) -> list[float]:
        return square(weights, 2)
