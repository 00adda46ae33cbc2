"""The parameters of the unrolled graphs."""

from __future__ import annotations

from pydantic import Field

from lossland.algorithms.sequences.unrolled import Mode, Unrolling
from lossland.lab import T, structural
from lossland.labs.sequences.recurrent.adding_params import AddingParams
from lossland.labs.sequences.recurrent.study_params import UNROLLED


class UnrolledParams(AddingParams):
    """Which layout is drawn, and what goes on in it."""

    layout_shown: Unrolling = Field(
        "encoder_decoder",
        title=T("Layout", "结构"),
        description=T("How many steps are fed, and how many answer.", "有几步得到输入，有几步给出输出。"),
        json_schema_extra=structural(
            options={
                "one_to_one": T("one to one: image class", "一对一：图像类别"),
                "one_to_many": T("one to many: music", "一对多：音乐"),
                "many_to_one": T("many to one: sentiment", "多对一：情感"),
                "many_to_many": T("many to many: tagging", "多对多：标注"),
                "encoder_decoder": T("encoder and decoder: translation", "编码器与解码器：翻译"),
            },
            when=UNROLLED,
        ),
    )
    mode: Mode = Field(
        "learns",
        title=T("The network", "网络"),
        description=T(
            "While it learns, the true output before is fed and each answer has a loss. While it writes, its own answer is fed.",
            "学习时输入前一步的真实输出，每个回答都有损失；使用时输入它自己的回答。",
        ),
        json_schema_extra=structural(
            options={"learns": T("learns", "学习"), "writes": T("in use", "使用")}, when=UNROLLED
        ),
    )
