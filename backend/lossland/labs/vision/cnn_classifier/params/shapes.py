"""The parameters of the study `shapes`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import T, structural
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

CLASSICS = {
    "course": T("The course's own, 39×39×3", "课程中的网络，39×39×3"),
    "lenet5": T("LeNet-5, 32×32×1", "LeNet-5，32×32×1"),
    "lenet5_colour": T("LeNet-5 in colour, 32×32×3", "彩色 LeNet-5，32×32×3"),
    "alexnet": T("AlexNet, 227×227×3", "AlexNet，227×227×3"),
    "vgg16": T("VGG-16, 224×224×3", "VGG-16，224×224×3"),
    "inception": T("Inception module, squeezed", "Inception 模块，先压缩"),
    "inception_plain": T("Inception module, not squeezed", "Inception 模块，不压缩"),
    "resnet18": T("ResNet-18, 224×224×3", "ResNet-18，224×224×3"),
    "resnet50": T("ResNet-50, 224×224×3", "ResNet-50，224×224×3"),
    "densenet121": T("DenseNet-121, 224×224×3", "DenseNet-121，224×224×3"),
}
Classic = Literal[
    "course",
    "lenet5",
    "lenet5_colour",
    "alexnet",
    "vgg16",
    "inception",
    "inception_plain",
    "resnet18",
    "resnet50",
    "densenet121",
]


class ShapesParams(StudyParams):
    """The network that is walked through."""

    classic: Classic = Field(
        "lenet5",
        title=T("Network", "网络"),
        description=T(
            "Built as a real torch module and walked through without numbers: Play takes it stage by stage.",
            "用真正的 torch 模块搭建，不带数值走一遍：按“运行”逐级前进。",
        ),
        json_schema_extra=structural(options=CLASSICS, when={"study": ["shapes"]}),
    )
