"""What is looked at, and the parameters of the study of suppression: a picture, a detector, two thresholds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.fields.picture import SentPicture, ShippedPicture
from lossland.lab import LabParams, Params, T, live, structural, view

STUDIES = {
    "suppression": T("From many boxes to few", "从许多框到几个框"),
    "iou": T("Intersection over union", "交并比"),
    "window": T("A sliding window", "滑动窗口"),
    "regions": T("Region proposals", "候选区域"),
    "grid": T("A grid with anchors", "网格与锚框"),
    "single": T("One object, or one face", "一个物体或一张人脸"),
}
Study = Literal["suppression", "iou", "window", "regions", "grid", "single"]

MOST_STAGES = 60
PICTURE = T("Picture", "图片")
SUPPRESSION = T("Suppression", "抑制")
HERE = {"study": ["suppression"]}


class StreetScene(Params):
    """A generated scene, of which it is known what is where."""

    kind: Literal["scene"] = "scene"
    number: int = Field(
        78,
        ge=0,
        le=9999,
        title=T("Scene", "场景"),
        description=T("The number that its random numbers begin with.", "生成它的随机数种子。"),
        json_schema_extra=structural(),
    )
    things: int = Field(
        9,
        ge=1,
        le=9,
        title=T("Things at most", "物体数上限"),
        description=T("Pedestrians, cars and motorcycles.", "行人、汽车与摩托车。"),
        json_schema_extra=structural(),
    )


Shown = Annotated[StreetScene | ShippedPicture | SentPicture, Field(discriminator="kind")]
SHOWN = {
    "scene": T("Street (generated)", "街景 (生成)"),
    "shipped": T("Shipped", "自带"),
    "sent": T("Your own", "自己的"),
}


class SuppressionParams(LabParams):
    """Of boxes before and after suppression."""

    study: Study = Field(
        "suppression",
        title=T("Look at", "看什么"),
        description=T("What the pictures and the controls below are about.", "下面的图与控件讲的是什么。"),
        json_schema_extra=structural(options=STUDIES),
    )
    shown: Shown = Field(
        StreetScene(),
        title=T("Picture", "图片"),
        description=T("What is looked at.", "要看的图片。"),
        json_schema_extra=structural(group=PICTURE, options=SHOWN, when={"study": ["suppression", "regions"]}),
    )
    detector: Literal["streets", "cells", "coco"] = Field(
        "streets",
        title=T("Detector", "检测器"),
        description=T(
            "One learned generated streets, one blood cells under the microscope, one photographs: its 80 classes of COCO have to "
            "be fetched.",
            "一个学的是生成的街景，一个学的是显微镜下的血细胞，一个学的是照片 (COCO 的 80 类，需下载)。",
        ),
        json_schema_extra=structural(
            group=PICTURE,
            options={
                "streets": T("streets", "街景"),
                "cells": T("blood cells", "血细胞"),
                "coco": T("photographs", "照片"),
            },
            assets={"coco": "fastestdet"},
            when=HERE,
        ),
    )
    stage: int = Field(
        0,
        ge=0,
        le=MOST_STAGES,
        title=T("Stage", "阶段"),
        description=T(
            "0: all boxes. 1: the unsure ones are gone. Then one keeper at a time. A step goes on by one.",
            "0：全部框。1：去掉置信度低的框。之后每次一个保留框。每走一步进入下一阶段。",
        ),
        json_schema_extra=live(group=SUPPRESSION, when=HERE),
    )
    least: float = Field(
        0.6,
        ge=0,
        le=1,
        title=T("Least score", "最低置信度"),
        description=T("A box below it is dropped at once.", "低于它的框直接去掉。"),
        json_schema_extra=live(group=SUPPRESSION, symbol="p_c ≥", when=HERE),
    )
    overlap: float = Field(
        0.5,
        ge=0,
        le=1,
        title=T("Greatest IoU", "最大交并比"),
        description=T(
            "A box that overlaps a surer keeper by more than this goes.", "与更确信的保留框重叠超过它的框被抑制。"
        ),
        json_schema_extra=live(group=SUPPRESSION, symbol="IoU ≤", when=HERE),
    )
    apart: bool = Field(
        True,
        title=T("Each class by itself", "各类分别进行"),
        description=T(
            "Off: a pedestrian's box may suppress that of the motorcycle beside it.",
            "关闭后，行人的框可能抑制旁边摩托车的框。",
        ),
        json_schema_extra=live(group=SUPPRESSION, when=HERE),
    )
    sigma: float = Field(
        0.5,
        ge=0.05,
        le=2,
        title=T("Width of the bell", "高斯宽度"),
        description=T(
            "Soft suppression multiplies a score by exp(−IoU²/σ): a small σ is strict.",
            "软抑制把分数乘以 exp(−IoU²/σ)：σ 越小越严格。",
        ),
        json_schema_extra=live(group=SUPPRESSION, symbol="σ", advanced=True, when=HERE),
    )
    floor: float = Field(
        0.3,
        ge=0.05,
        le=0.9,
        title=T("Drawn from score", "从多少分起画出"),
        description=T(
            "A detector says something in every cell: boxes below this are not even drawn, and of the rest the best 40.",
            "检测器在每个格子都有输出：低于它的框不画出，其余只画前 40 个。",
        ),
        json_schema_extra=structural(group=PICTURE, advanced=True, when=HERE),
    )
    objects: bool = Field(
        False,
        title=T("Show the real objects", "显示真实物体"),
        description=T("Dashed, where the scene knows them.", "以虚线表示，仅限已知真值的场景。"),
        json_schema_extra=view(group=PICTURE, when={"study": ["suppression"], "shown": ["scene"]}),
    )
