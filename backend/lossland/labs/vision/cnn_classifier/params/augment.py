"""The parameters of augmentation: how far pictures may be changed before they are learned from."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from lossland.lab import T, live, view
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

AUGMENT = T("Augmentation", "数据增强")
WHEN: dict[str, Any] = {"group": AUGMENT, "when": {"study": ["train"]}}


def _most(default: float, le: float, title: T, description: T, unit: T | None = None) -> Any:
    return Field(
        default,
        ge=0,
        le=le,
        title=title,
        description=description,
        json_schema_extra=live(advanced=True, unit=unit, **WHEN),
    )


class AugmentParams(StudyParams):
    """Each picture of a batch is changed in its own way, anew every time."""

    mirror: bool = Field(
        False,
        title=T("Mirror", "镜像"),
        description=T(
            "Left for right, every other time: right for clothes and cats, wrong for digits.",
            "每隔一次左右翻转：适合衣服和猫，不适合数字。",
        ),
        json_schema_extra=live(**WHEN),
    )
    rotation: float = _most(
        10.0, 180, T("Rotation", "旋转"), T("To either side at the most.", "向两侧的最大角度。"), T("°", "°")
    )
    crop: float = _most(
        0.05,
        0.4,
        T("Random crop", "随机裁剪"),
        T("How far the cut moves, a share of the side.", "裁剪窗口移动的距离，占边长的比例。"),
    )
    shear: float = _most(
        0.0, 1.0, T("Shear", "错切"), T("How far rows slide against each other.", "各行相互错开的程度。")
    )
    warp: float = _most(
        0.0,
        0.2,
        T("Local warp", "局部扭曲"),
        T("How far places are moved, each its own way, a share of the side.", "各处各自移动的距离，占边长的比例。"),
    )
    shift: float = _most(
        0.0,
        0.6,
        T("Channel shift", "通道偏移"),
        T(
            "Added to each colour channel by itself; of grey pictures to the one.",
            "各颜色通道各自加上的数；灰度图只有一个通道。",
        ),
    )
    colour: float = _most(
        0.0,
        3.0,
        T("PCA colour", "PCA 颜色"),
        T(
            "Along the principal components of red, green, blue, in standard deviations. Grey pictures have none.",
            "沿红、绿、蓝的主成分移动，以标准差计。灰度图没有。",
        ),
    )
    sample: int = Field(
        1,
        ge=1,
        le=100,
        title=T("Gallery", "样例组"),
        description=T("Which random changes the gallery shows.", "图库显示哪一组随机变化。"),
        json_schema_extra=view(advanced=True, **WHEN),
    )
