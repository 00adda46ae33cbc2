"""The parameters of the study of one object a picture, or of one face with its landmarks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.descent import DESCENT, learning_rate, samples_per_update
from lossland.lab import LabParams, T, live, structural, view

TASKS = {"object": T("One object", "一个物体"), "landmarks": T("Landmarks of a face", "人脸关键点")}
LOSSES = {
    "squared": T("squared error for all", "全部用平方误差"),
    "mixed": T("a loss for each part", "各部分各用其损失"),
}
SHOWN = 12
"""Held-out pictures that are shown."""

HERE = {"study": ["single"]}
LABELS = T("Labels and loss", "标签与损失")
LOOK = T("Looked at", "所看的图片")


class SingleParams(LabParams):
    """What is learned, from which labels, and which of the held-out pictures are shown."""

    task: Literal["object", "landmarks"] = Field(
        "object",
        title=T("Task", "任务"),
        description=T(
            "A box and a class for the one thing on a street, or eight points of a face.",
            "街上唯一物体的框与类别，或人脸的八个点。",
        ),
        json_schema_extra=structural(options=TASKS, when=HERE),
    )
    loss_form: Literal["squared", "mixed"] = Field(
        "squared",
        title=T("Loss", "损失"),
        description=T(
            "Squared error for every number; or the logistic loss for p, squares for places, the log loss for classes.",
            "每个数都用平方误差；或者 p 用逻辑损失，位置用平方误差，类别用对数损失。",
        ),
        json_schema_extra=structural(group=LABELS, options=LOSSES, when=HERE),
    )
    as_zeros: bool = Field(
        False,
        title=T("Count “?” as 0 (wrong)", "把“?”当作 0 (错误)"),
        description=T(
            "Where nothing is there, the other numbers should cost nothing. This asks for zeros instead.",
            "没有物体时，其余的数本不应计入损失。打开后则要求它们为零。",
        ),
        json_schema_extra=live(group=LABELS, when=HERE),
    )
    swapped: bool = Field(
        False,
        title=T("Left and right swapped at random", "左右随机互换"),
        description=T(
            "Each time a picture is learned from, the chance is one half that left and right have each other's names.",
            "每次用一张图片学习时，左侧与右侧关键点以一半的概率互换名称。",
        ),
        json_schema_extra=live(group=LABELS, when={**HERE, "task": ["landmarks"]}),
    )
    single_rate: float = learning_rate(
        0.001,
        T("How far Adam moves the weights in an update.", "Adam 每次更新移动权重的幅度。"),
        le=0.1,
        group=DESCENT,
        when=HERE,
    )
    single_batch: int = samples_per_update(
        live,
        16,
        T("Pictures in an update; each is cut out and mirrored anew.", "每次更新的图片数；每张都重新裁剪、镜像。"),
        le=64,
        group=DESCENT,
        advanced=True,
        when=HERE,
    )
    shown_large: Literal["twelve", "one"] = Field(
        "twelve",
        title=T("Show", "显示"),
        description=T(
            "Twelve held-out pictures, or one of them with all names.", "十二张留出图片，或其中一张及全部名称。"
        ),
        json_schema_extra=view(
            group=LOOK, options={"twelve": T("twelve", "十二张"), "one": T("one", "一张")}, when=HERE
        ),
    )
    looked: int = Field(
        1,
        ge=1,
        le=SHOWN,
        title=T("Picture", "图片"),
        description=T(
            "The framed one of the twelve, whose numbers the table shows.", "十二张中带边框的那张，表中是它的数。"
        ),
        json_schema_extra=view(group=LOOK, when=HERE),
    )
