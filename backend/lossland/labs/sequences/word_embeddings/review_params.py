"""The parameters of reviews and their stars."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import T, live, structural, view
from lossland.labs.sequences.word_embeddings.study_params import REVIEW, StudyParams


class ReviewParams(StudyParams):
    """Of the sentiment study."""

    sentence: str = Field(
        "Completely lacking in good taste, good service, and good ambiance",
        min_length=1,
        max_length=160,
        title=T("Review", "评论"),
        description=T(
            "An English sentence. Training uses generated reviews, never this one as it stands at first.",
            "一个英语句子。训练使用生成的评论，其中没有初始的这一句。",
        ),
        json_schema_extra=view(when=REVIEW),
    )
    embedding: Literal["trained", "frozen", "random"] = Field(
        "trained",
        title=T("Word vectors", "词向量"),
        description=T(
            "Both begin with the shipped vectors and train them on, or leave them as they are, or begin with random ones.",
            "两者从自带向量开始并继续训练、保持不变，或从随机向量开始。",
        ),
        json_schema_extra=structural(
            when=REVIEW,
            options={
                "trained": T("Shipped, trained on", "自带，继续训练"),
                "frozen": T("Shipped, frozen", "自带，冻结"),
                "random": T("Random, trained", "随机，训练"),
            },
        ),
    )
    cell: Literal["rnn", "gru", "lstm"] = Field(
        "gru",
        title=T("Recurrent cell", "循环单元"),
        description=T("What reads the words one after another.", "逐词阅读的单元。"),
        json_schema_extra=structural(
            when=REVIEW, options={"rnn": T("RNN", "RNN"), "gru": T("GRU", "GRU"), "lstm": T("LSTM", "LSTM")}
        ),
    )
    review_rate: float = Field(
        0.005,
        ge=1e-5,
        le=0.1,
        title=T("Learning rate", "学习率"),
        description=T("Of Adam.", "用于 Adam。"),
        json_schema_extra=live(symbol="α", scale="log", when=REVIEW),
    )
