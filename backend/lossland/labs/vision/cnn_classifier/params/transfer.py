"""The parameters of the study `transfer`: what the network that learned digits goes on with, and how often it is tried."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.fields.data import DATA
from lossland.fields.descent import DESCENT
from lossland.fields.written import Written, written_field
from lossland.lab import T, structural
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

WHEN: dict[str, Any] = {"when": {"study": ["transfer"]}}
Shift = Literal["none", "quarter", "inverted"]
SHIFTS: dict[Shift, T] = {
    "none": T("As they are", "原样"),
    "quarter": T("A quarter turn", "转四分之一圈"),
    "inverted": T("Black on white", "白底黑字"),
}


class TransferParams(StudyParams):
    """Controls of transfer against the number of pictures."""

    target: Written = written_field(group=DATA, **WHEN)
    shifted: Shift = Field(
        "none",
        title=T("Shown", "呈现方式"),
        description=T(
            "How far the pictures are from those of the first training: MNIST, upright, white on black.",
            "图片与最初训练所用的相差多远：MNIST，正立，黑底白字。",
        ),
        json_schema_extra=structural(group=DATA, options=SHIFTS, **WHEN),
    )
    draws: int = Field(
        2,
        ge=1,
        le=5,
        title=T("Draws", "抽取次数"),
        description=T(
            "How often pictures to learn from are drawn anew, and everything is trained again.",
            "重新抽取训练图片并全部重新训练的次数。",
        ),
        json_schema_extra=structural(group=DATA, **WHEN),
    )
    updates: int = Field(
        150,
        ge=20,
        le=1000,
        title=T("Updates of each network", "每个网络的更新次数"),
        description=T(
            "At least; each with at most 16 pictures, and every picture is used five times. The rate falls to 0 on the way.",
            "至少这么多次；每次至多 16 张图片，每张图片至少使用五次。学习率逐渐降到 0。",
        ),
        json_schema_extra=structural(group=DESCENT, scale="log", advanced=True, **WHEN),
    )
