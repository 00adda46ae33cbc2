"""The parameters of the language model."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import T, live, structural, view
from lossland.labs.sequences.recurrent.study_params import CELLS, LANGUAGE, ONE_CELL, StudyParams

TEXT = T("Text", "文本")
SAMPLING = T("Sampling", "采样")
MOST_WORDS = 100
"""A sampled text ends there, if not before."""


class LanguageParams(StudyParams):
    """What is read, by which cell, and how text is drawn."""

    learns: Literal["rnn", "gru", "lstm"] = Field(
        "gru",
        title=T("Cell that learns", "学习的单元"),
        description=T("All cells are of this kind.", "全部由这种单元构成。"),
        json_schema_extra=structural(options=CELLS, when=ONE_CELL),
    )
    tokens: Literal["words", "characters"] = Field(
        "words",
        title=T("Tokens", "词元"),
        description=T(
            "Words and marks, the rarer ones as UNK; or characters, of which none is unknown.",
            "词与标点，少见的词记为 UNK；或字符，没有未知字符。",
        ),
        json_schema_extra=structural(
            group=TEXT, options={"words": T("words", "词"), "characters": T("characters", "字符")}, when=LANGUAGE
        ),
    )
    known: int = Field(
        500,
        ge=50,
        le=2000,
        title=T("Words known", "词表大小"),
        description=T("The most frequent ones; every other word is UNK.", "取最常见的词；其余的词都是 UNK。"),
        json_schema_extra=structural(group=TEXT, scale="log", when={**LANGUAGE, "tokens": ["words"]}),
    )
    temperature: float = Field(
        0.7,
        ge=0,
        le=2,
        title=T("Temperature", "温度"),
        description=T(
            "Scores are divided by it before the softmax: below 1 the likely becomes likelier, at 0 the likeliest is certain.",
            "softmax 之前得分除以它：小于 1 时可能的更可能，等于 0 时必取最可能的。",
        ),
        json_schema_extra=live(group=SAMPLING, when=LANGUAGE),
    )
    top_k: int = Field(
        0,
        ge=0,
        le=50,
        title=T("Top-k", "top-k"),
        description=T("Only the k likeliest tokens are drawn from. 0: all.", "只从最可能的 k 个词元中抽取。0：全部。"),
        json_schema_extra=live(group=SAMPLING, symbol="k", when=LANGUAGE),
    )
    place: int = Field(
        2,
        ge=1,
        le=MOST_WORDS,
        title=T("Token looked at", "所看的词元"),
        description=T(
            "What could have stood there, after all that stands before it in the sampled text.",
            "在采样文本中，它前面的内容之后可能出现什么。",
        ),
        json_schema_extra=view(group=SAMPLING, when=LANGUAGE),
    )
