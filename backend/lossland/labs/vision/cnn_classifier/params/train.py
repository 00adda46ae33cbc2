"""The parameters of the study `train`: data, network, training, and what is looked at."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.fields.beginning import Beginning, beginning_field
from lossland.fields.data import DATA
from lossland.fields.descent import DESCENT, learning_rate, samples_per_update
from lossland.fields.network import NETWORK
from lossland.fields.written import Written, written_field
from lossland.lab import T, structural, view
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

WHEN: dict[str, Any] = {"when": {"study": ["train"]}}
LOOKED = T("What is looked at", "查看对象")
NETWORKS = {
    "lenet": T("LeNet-5", "LeNet-5"),
    "vgg": T("VGG, small", "VGG (小)"),
    "inception": T("Inception, small", "Inception (小)"),
    "resnet": T("ResNet, small", "ResNet (小)"),
    "densenet": T("DenseNet, small", "DenseNet (小)"),
}
Branching = Literal["none", "probe", "added"]
BRANCHING: dict[Branching, T] = {
    "none": T("None", "无"),
    "probe": T("Looking on", "旁观"),
    "added": T("Added to the loss", "加入损失"),
}
MISTAKES = 12
"""Held-out pictures that are shown as the worst mistakes."""
MOST_STAGES = 12


class TrainParams(StudyParams):
    """Controls of a network in training."""

    data: Written = written_field(group=DATA, **WHEN)
    count: int = Field(
        5000,
        ge=100,
        le=60_000,
        title=T("Pictures to learn from", "训练图片数"),
        description=T("At most so many; scikit-learn has 1,438.", "最多用这么多张；scikit-learn 有 1,438 张。"),
        json_schema_extra=structural(group=DATA, scale="log", symbol="m", advanced=True, **WHEN),
    )
    network: Literal["lenet", "vgg", "inception", "resnet", "densenet"] = Field(
        "lenet",
        title=T("Network", "网络"),
        description=T(
            "What is trained. All but LeNet-5 are small ones of their kind, with batch norm.",
            "训练哪个网络。除 LeNet-5 外都是同类的小网络，带批量归一化。",
        ),
        json_schema_extra=structural(group=NETWORK, options=NETWORKS, **WHEN),
    )
    branches: Branching = Field(
        "none",
        title=T("A softmax on every stage", "每级一个 softmax"),
        description=T(
            "Looking on: each learns to tell the classes from its stage, and the network knows nothing of it. Added: .3 times "
            "their losses are added to its own, as in Inception.",
            "旁观：各自学习从该级区分类别，不影响网络。加入：把它们损失的 0.3 倍加到网络的损失上，如 Inception。",
        ),
        json_schema_extra=structural(group=NETWORK, options=BRANCHING, advanced=True, **WHEN),
    )
    begin: Beginning = beginning_field(group=NETWORK, advanced=True, **WHEN)
    rate: float = learning_rate(0.004, T("How far one update goes.", "每次更新走多远。"), le=10, group=DESCENT, **WHEN)
    optimizer: Literal["sgd", "momentum", "adam"] = Field(
        "adam",
        title=T("Optimizer", "优化器"),
        description=T("How an update is made from the gradient; momentum is .9.", "由梯度得到更新的方式；动量为 .9。"),
        json_schema_extra=structural(
            group=DESCENT,
            advanced=True,
            options={
                "sgd": T("SGD", "随机梯度下降 (SGD)"),
                "momentum": T("Momentum", "动量"),
                "adam": T("Adam", "Adam"),
            },
            **WHEN,
        ),
    )
    batch: int = samples_per_update(
        structural,
        32,
        T("Pictures per update, drawn without replacement.", "每次更新使用的图片数，无放回抽取。"),
        le=512,
        group=DESCENT,
        advanced=True,
        **WHEN,
    )
    epochs: int = Field(
        20,
        ge=1,
        le=200,
        title=T("Epochs", "轮数"),
        description=T(
            "How often every picture is used. The rate falls along half a cosine and is 0 at the end.",
            "每张图片使用的次数。学习率沿半个余弦下降，结束时为 0。",
        ),
        json_schema_extra=structural(group=DESCENT, advanced=True, **WHEN),
    )
    look: int = Field(
        0,
        ge=0,
        le=MISTAKES,
        title=T("Picture looked at", "查看哪幅图"),
        description=T(
            "0: your drawing. 1 to 12: the worst mistakes among the held-out pictures, the worst first.",
            "0：你画的。1 到 12：留出图片中最严重的错误，从最严重的开始。",
        ),
        json_schema_extra=view(group=LOOKED, **WHEN),
    )
    layer: int = Field(
        1,
        ge=1,
        le=MOST_STAGES,
        title=T("Feature maps of stage", "第几级的特征图"),
        description=T(
            "Counted from the picture; the first is a convolution. Beyond the last one with maps, that one.",
            "从图片数起，第一级是卷积。超过最后一个有特征图的级时，取那一级。",
        ),
        json_schema_extra=view(group=LOOKED, **WHEN),
    )
