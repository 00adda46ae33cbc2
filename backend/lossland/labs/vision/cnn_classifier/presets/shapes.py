"""Presets of the study `shapes`."""

from __future__ import annotations

from lossland.lab import Preset, T


def _walk(slug: str, title: T, summary: T, classic: str, view: str = "volumes") -> Preset:
    return Preset(slug, title, summary, {"study": "shapes", "classic": classic}, view=view, speed=2.0)


SHAPES = (
    _walk(
        "lenet-walk",
        T("Walk through LeNet-5", "走一遍 LeNet-5"),
        T("32×32 to ten scores: 61,706 parameters.", "从 32×32 到十个得分：61,706 个参数。"),
        "lenet5",
    ),
    _walk(
        "vgg-walk",
        T("Walk through VGG-16", "走一遍 VGG-16"),
        T(
            "138 million parameters, nine tenths of them in three dense layers.",
            "1.38 亿个参数，九成在三个全连接层里。",
        ),
        "vgg16",
        "costs",
    ),
    _walk(
        "resnet-walk",
        T("Walk through ResNet-50", "走一遍 ResNet-50"),
        T(
            "Fifty layers with weights and a fifth of VGG-16's parameters.",
            "五十个带权重的层，参数只有 VGG-16 的五分之一。",
        ),
        "resnet50",
    ),
    _walk(
        "inception-walk",
        T("The 5×5 branch squeezed", "压缩 5×5 分支"),
        T(
            "A 1×1 convolution before the 5×5 saves nine of ten multiplications.",
            "5×5 之前加一个 1×1 卷积，省下十分之九的乘法。",
        ),
        "inception",
        "branch",
    ),
)
