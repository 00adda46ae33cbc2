"""The parameters of the study `train`: data, network, training, and what is looked at."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.fields.data import DATA
from lossland.fields.descent import DESCENT, learning_rate, samples_per_update
from lossland.fields.network import NETWORK
from lossland.fields.written import WRITTEN, Written
from lossland.lab import T, structural
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

NETWORKS = {"lenet": T("LeNet-5", "LeNet-5")}
WHEN: dict[str, Any] = {"when": {"study": ["train"]}}


class TrainParams(StudyParams):
    """Controls of a network in training."""

    data: Written = Field(
        "digits",
        title=T("Data", "数据"),
        description=T("Pictures of 28×28 pixels in ten classes.", "十类 28×28 像素的图片。"),
        json_schema_extra=structural(group=DATA, options=WRITTEN, **WHEN),
    )
    count: int = Field(
        5000,
        ge=100,
        le=60_000,
        title=T("Pictures to learn from", "训练图片数"),
        description=T("At most so many; scikit-learn has 1,438.", "最多用这么多张；scikit-learn 有 1,438 张。"),
        json_schema_extra=structural(group=DATA, scale="log", symbol="m", advanced=True, **WHEN),
    )
    network: Literal["lenet"] = Field(
        "lenet",
        title=T("Network", "网络"),
        description=T("What is trained.", "训练哪个网络。"),
        json_schema_extra=structural(group=NETWORK, options=NETWORKS, **WHEN),
    )
    rate: float = learning_rate(0.002, T("How far one update goes.", "每次更新走多远。"), le=10, group=DESCENT, **WHEN)
    batch: int = samples_per_update(
        structural,
        32,
        T("Pictures per update, drawn without replacement.", "每次更新使用的图片数，无放回抽取。"),
        le=512,
        group=DESCENT,
        **WHEN,
    )
    epochs: int = Field(
        20,
        ge=1,
        le=200,
        title=T("Epochs", "轮数"),
        description=T("How often every picture is used.", "每张图片使用的次数。"),
        json_schema_extra=structural(group=DESCENT, advanced=True, **WHEN),
    )
