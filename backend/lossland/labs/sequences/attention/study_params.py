"""What is looked at in the attention lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import LabParams, T, structural

STUDIES = {
    "tokens": T("Three tokens", "三个词元"),
    "width": T("Why divide by √d", "为什么除以 √d"),
    "heads": T("Heads and positions", "多头与位置"),
    "block": T("The block", "模块"),
    "cost": T("What it costs", "计算代价"),
    "next": T("Next character, trained", "下一个字符 (训练)"),
    "blank": T("Fill the blanks, trained", "填空 (训练)"),
    "english": T("Every head, any sentence", "任意句子的所有头"),
}
Study = Literal["tokens", "width", "heads", "block", "cost", "next", "blank", "english"]
TOKENS, WIDTH, HEADS, BLOCK, COST, NEXT, BLANK, ENGLISH = ({"study": [name]} for name in STUDIES)
"""Where a control is shown."""
READ = {"study": ["next", "blank"]}
"""Studies of a network that is trained; in the others there is nothing to play."""


class StudyParams(LabParams):
    """Of everything in this lab."""

    study: Study = Field(
        "tokens",
        title=T("Look at", "看什么"),
        description=T("What the pictures and the controls below are about.", "下面的图与控件讲的是什么。"),
        json_schema_extra=structural(options=STUDIES),
    )
