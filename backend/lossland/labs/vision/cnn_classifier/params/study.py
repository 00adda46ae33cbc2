"""What is looked at: every study has parameters of its own, in a file each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import LabParams, T, structural

STUDIES = {
    "train": T("A network in training", "训练一个网络"),
    "shapes": T("Shapes of classic networks", "经典网络的形状"),
    "own": T("Your own classes", "自己的类别"),
    "transfer": T("What transfer is worth", "迁移学习值多少"),
    "imagenet": T("ImageNet: a thousand classes", "ImageNet：一千个类别"),
}
Study = Literal["train", "shapes", "own", "transfer", "imagenet"]


class StudyParams(LabParams):
    """The base of every study's parameters."""

    study: Study = Field(
        "train",
        title=T("Look at", "看什么"),
        description=T("What the pictures and the controls below are about.", "下面的图与控件讲的是什么。"),
        json_schema_extra=structural(options=STUDIES),
    )
