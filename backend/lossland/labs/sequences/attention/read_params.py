"""The parameters of the networks that read Python's manual."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import T, live, structural, view
from lossland.labs.sequences.attention.study_params import BLANK, ENGLISH, READ, StudyParams

NETWORK = T("Network", "网络")
TEACHING = T("Training", "训练")
LINES = {
    "class": "the class statement defines a class object.",
    "name": "if the name is not found, an error is raised.",
    "value": "the value of the expression is returned.",
}
"""What is shown of all that is read."""


class ReadParams(StudyParams):
    """Of the studies that are trained."""

    layers: int = Field(
        2,
        ge=1,
        le=3,
        title=T("Blocks", "模块数"),
        description=T("On each other.", "自下而上叠放。"),
        json_schema_extra=structural(group=NETWORK, symbol="L", when=READ),
    )
    heads: Literal["1", "2", "4", "8"] = Field(
        "4",
        title=T("Heads in each", "每个模块的头数"),
        description=T("They share 64 numbers a token.", "各头平分每个词元的 64 个数。"),
        json_schema_extra=structural(group=NETWORK, options={n: T(n, n) for n in ("1", "2", "4", "8")}, when=READ),
    )
    rate: float = Field(
        0.003,
        ge=1e-5,
        le=0.1,
        title=T("Learning rate", "学习率"),
        description=T("Of Adam.", "用于 Adam。"),
        json_schema_extra=live(group=TEACHING, scale="log", symbol="α", when=READ),
    )
    hidden: float = Field(
        0.15,
        ge=0.05,
        le=0.9,
        title=T("Blanked", "挖去的比例"),
        description=T("Share of the characters that are to be filled in.", "需要填回的字符比例。"),
        json_schema_extra=live(group=TEACHING, when=BLANK),
    )
    line: Literal["class", "name", "value"] = Field(
        "class",
        title=T("Line shown", "显示的句子"),
        description=T("Not what is trained on: that is the whole manual.", "并非训练内容：训练用整本手册。"),
        json_schema_extra=view(options={name: T(line, line) for name, line in LINES.items()}, when=READ),
    )
    text: str = Field(
        "How _ books do you have?",
        min_length=1,
        max_length=120,
        title=T("English sentence", "英语句子"),
        description=T(
            "An underscore is a blank to be filled in; a sign that it never saw counts as one.",
            "下划线表示要填的空；从未见过的字符也算作空。",
        ),
        json_schema_extra=live(when=ENGLISH),
    )
