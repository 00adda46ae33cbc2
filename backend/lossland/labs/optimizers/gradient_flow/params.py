"""The parameters of the gradient flow lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.descent import Form, form_of_formulas, learning_rate, samples_per_update
from lossland.fields.network import NETWORK, batch_normalisation
from lossland.lab import LabParams, T, live, structural, view

START = T("Starting weights", "初始权重")
BLOCK = T("Block", "块")
TRAINING = T("Training", "训练")
CHECK = T("Gradient check", "梯度检验")

ACTIVATIONS = {
    "relu": T("ReLU", "ReLU"),
    "tanh": T("tanh", "tanh"),
    "sigmoid": T("Sigmoid", "Sigmoid"),
    "leaky_relu": T("Leaky ReLU", "Leaky ReLU"),
    "linear": T("Linear", "线性"),
}
ORDER_TITLES = {
    "plain": T("no skip connection", "无跳跃连接"),
    "original": T("original: add, then ReLU", "原始：先相加，再 ReLU"),
    "norm_after_add": T("norm after the addition", "相加之后再归一化"),
    "relu_before_add": T("ReLU before the addition", "相加之前先 ReLU"),
    "relu_only_pre": T("ReLU-only pre-activation", "仅 ReLU 预激活"),
    "full_pre": T("full pre-activation", "完全预激活"),
}
BUG_TITLES = {
    "none": T("None", "无"),
    "surprise": T("Surprise me", "随机 (不公布)"),
    "no_regulariser": T("Regulariser left out", "漏掉正则项"),
    "no_derivative": T("tanh' forgotten", "漏掉 tanh 的导数"),
    "not_transposed": T("W instead of W'", "W 未转置"),
    "bias_mean": T("Mean instead of sum", "求和误作求均值"),
    "sign": T("Wrong sign", "符号写反"),
    "dropout": T("Dropout left on", "未关闭丢弃法 (Dropout)"),
}


class GradientFlowParams(LabParams):
    """What the page shows as controls."""

    init: Literal["gain", "zero", "small", "xavier", "he"] = Field(
        "gain",
        title=T("Initialisation", "初始化"),
        description=T(
            "Small: 0.01 times noise. Xavier: gain 1 in square layers. He: gain √2. Zero: all layers, no symmetry broken.",
            "小：0.01 倍噪声。Xavier：方阵层中增益为 1。He：增益为 √2。零：所有层全零，对称性未打破。",
        ),
        json_schema_extra=structural(
            group=START,
            options={
                "gain": T("Gain g", "增益 g"),
                "zero": T("Zero", "零"),
                "small": T("Small", "小"),
                "xavier": T("Xavier", "Xavier"),
                "he": T("He", "He"),
            },
        ),
    )
    gain: float = Field(
        1.0,
        ge=0,
        le=4,
        title=T("Gain", "增益"),
        description=T(
            "W = g / √n × standard normal noise, n inputs to each unit. Drag it: the line of gradients tilts.",
            "W = g / √n × 标准正态噪声，n 为每个神经元的输入个数。拖动它：梯度的直线会倾斜。",
        ),
        json_schema_extra=structural(group=START, symbol="g", when={"init": ["gain"]}),
    )
    depth: int = Field(
        30,
        ge=1,
        le=100,
        title=T("Depth", "深度"),
        description=T("Layers, or residual blocks of one layer each.", "层数，或单层残差块的个数。"),
        json_schema_extra=structural(group=NETWORK, symbol="D"),
    )
    activation: Literal["relu", "tanh", "sigmoid", "leaky_relu", "linear"] = Field(
        "relu",
        title=T("Activation function", "激活函数"),
        description=T(
            "Its slope multiplies the gradient in every layer. The leaky ReLU's is 0.1 for negative inputs.",
            "它的斜率在每一层都乘到梯度上。Leaky ReLU 对负输入的斜率为 0.1。",
        ),
        json_schema_extra=structural(group=NETWORK, options=ACTIVATIONS),
    )
    width: int = Field(
        64,
        ge=2,
        le=64,
        title=T("Width", "宽度"),
        description=T(
            "Units in every layer. The narrower, the more one draw of weights strays from the theory.",
            "每层的神经元数。越窄，一次抽取的权重偏离理论越多。",
        ),
        json_schema_extra=structural(group=NETWORK, advanced=True, symbol="n"),
    )
    batch_norm: bool = batch_normalisation(
        T(
            "Normalises every unit over the batch: signals keep their size whatever the gain; gradients need not.",
            "在小批量上归一化每个神经元：无论增益多大，信号大小不变；梯度则未必。",
        ),
        group=BLOCK,
    )
    residual: Literal["none", "add", "root2"] = Field(
        "none",
        title=T("Residual connection", "残差连接"),
        description=T(
            "Adds a block's input to its output; divided by √2 the variance stays, on average over networks.",
            "把块的输入加到输出上；除以 √2，对网络取平均，方差保持不变。",
        ),
        json_schema_extra=structural(
            group=BLOCK, options={"none": T("None", "无"), "add": T("Add", "相加"), "root2": T("Add / √2", "相加 / √2")}
        ),
    )
    order: Literal["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"] = Field(
        "full_pre",
        title=T("Order in the block", "块内顺序"),
        description=T(
            "Where norm and activation stand. Post-activation is 'original'; the free skip path is 'full pre-activation'.",
            "归一化与激活的位置。后激活即“原始”；跳跃路径畅通的是“完全预激活”。",
        ),
        json_schema_extra=structural(
            group=BLOCK,
            options={name: title for name, title in ORDER_TITLES.items() if name != "plain"},
            when={"residual": ["add", "root2"]},
        ),
    )
    form: Form = form_of_formulas(
        structural,
        T(
            "Batch normalisation divides by s + ε (course) or √(s² + ε) (library).",
            "批量归一化除以 s + ε (课程写法) 或 √(s² + ε) (PyTorch 写法)。",
        ),
        group=BLOCK,
    )
    lr: float = learning_rate(
        0.03,
        T("Plain gradient descent on mini-batches of digits.", "在手写数字小批量上做普通梯度下降。"),
        le=10,
        group=TRAINING,
    )
    clip: float | None = Field(
        None,
        gt=0,
        le=1e6,
        title=T("Clip the gradient at", "梯度裁剪阈值"),
        description=T(
            "If the norm of the whole gradient is larger, it is shortened to this; its direction stays.",
            "若整个梯度的范数更大，就缩短到该值，方向不变。",
        ),
        json_schema_extra=live(group=TRAINING, scale="log", symbol="c"),
    )
    batch_size: int = samples_per_update(
        live, 32, T("Digits per update.", "每次更新的样本数。"), ge=2, le=256, group=TRAINING, advanced=True
    )
    bug: Literal[
        "none", "surprise", "no_regulariser", "no_derivative", "not_transposed", "bias_mean", "sign", "dropout"
    ] = Field(
        "surprise",
        title=T("Planted bug", "埋下的错误"),
        description=T(
            "In the written-out gradient of the small net in the tab. 'Surprise me' hides which; another seed often means "
            "another bug.",
            "埋在标签页中小网络的手写梯度里。“随机 (不公布)”不透露是哪个；换随机种子往往就换错误。",
        ),
        json_schema_extra=view(group=CHECK, options=BUG_TITLES),
    )
    epsilon: float = Field(
        1e-5,
        ge=1e-13,
        le=1,
        title=T("Step of the differences", "差分步长"),
        description=T(
            "Too large: the curve bends. Too small: rounding. Both worsen the check.",
            "过大：曲线弯曲；过小：舍入误差。两者都使检验变差。",
        ),
        json_schema_extra=view(group=CHECK, advanced=True, scale="log", symbol="ε"),
    )
    l2: float = Field(
        0.1,
        ge=0,
        le=10,
        title=T("Regulariser of the check", "检验中的正则强度"),
        description=T(
            "λ in J = loss + λ|W|². It belongs to the gradient too.", "J = 损失 + λ|W|² 中的 λ，它也属于梯度。"
        ),
        json_schema_extra=view(group=CHECK, advanced=True, symbol="λ"),
    )
