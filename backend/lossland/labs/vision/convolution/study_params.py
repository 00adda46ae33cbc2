"""What is looked at, and the picture that it is shown on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.picture import ShippedPicture
from lossland.lab import LabParams, T, structural
from lossland.labs.vision.convolution.sources import SOURCES, Source

STUDIES = {
    "window": T("One filter", "一个卷积核"),
    "channels": T("Channels and filters", "通道与卷积核"),
    "pooling": T("Pooling", "池化"),
    "upsampling": T("Up-sampling", "上采样"),
    "stack": T("Receptive field", "感受野"),
    "why": T("Why convolution", "为什么用卷积"),
    "shapes": T("1-D: a line", "一维：一行数"),
    "volume": T("3-D: scans and films", "三维：扫描与影片"),
    "learning": T("A filter that learns", "学出来的卷积核"),
}
Study = Literal["window", "channels", "pooling", "upsampling", "stack", "why", "shapes", "volume", "learning"]

PICTURE = T("Picture", "图片")


class StudyParams(LabParams):
    """Of everything in this lab."""

    study: Study = Field(
        "window",
        title=T("Look at", "看什么"),
        description=T("What the pictures and the controls below are about.", "下面的图与控件讲的是什么。"),
        json_schema_extra=structural(options=STUDIES),
    )
    picture: Source = Field(
        ShippedPicture(name="cat"),
        title=T("Picture", "图片"),
        description=T(
            "What the filter slides over: a photograph, yours, the course's step, or typed numbers.",
            "卷积核在什么上面滑动：照片、自己的图片、课程中的阶跃图，或键入的数字。",
        ),
        json_schema_extra=structural(
            group=PICTURE,
            options=SOURCES,
            when={"study": ["window", "channels", "pooling", "upsampling", "stack", "why", "learning"]},
        ),
    )
    size: int = Field(
        72,
        ge=8,
        le=160,
        title=T("Longer side", "长边"),
        description=T("A photograph is made so small that pixels can be told apart.", "照片缩小到能分辨单个像素。"),
        json_schema_extra=structural(
            group=PICTURE,
            advanced=True,
            unit=T("px", "像素"),
            when={
                "picture": ["shipped", "sent"],
                "study": ["window", "channels", "pooling", "upsampling", "stack", "why", "learning"],
            },
        ),
    )
    colour: bool = Field(
        False,
        title=T("In colour", "彩色"),
        description=T(
            "Three channels: the filter has a layer for each, and all 27 products are summed into one map.",
            "三个通道：卷积核每个通道各有一层，27 个乘积全部加成一张图。",
        ),
        json_schema_extra=structural(group=PICTURE, advanced=True, when={"study": ["window"]}),
    )
