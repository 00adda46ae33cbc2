"""The parameters of reviews and their stars."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.film_reviews import FILM_ASSETS
from lossland.lab import T, live, structural, view
from lossland.labs.sequences.word_embeddings.study_params import REVIEW, USED, StudyParams


class ReviewParams(StudyParams):
    """Of the sentiment study."""

    reviews: Literal["generated", "film"] = Field(
        "generated",
        title=T("Reviews", "评论"),
        description=T(
            "Generated ones of 1 to 5 stars; or real sentences of film reviews, of which it is known only whether they are negative, "
            "here 1 star, or positive, 5 stars.",
            "生成的 1 到 5 星评论；或真实的影评句子，只知负面 (此处记为 1 星) 或正面 (5 星)。",
        ),
        json_schema_extra=structural(
            when=REVIEW,
            options={"generated": T("Generated", "生成的"), "film": T("Film reviews", "影评")},
            assets=FILM_ASSETS,
        ),
    )
    sentence: str = Field(
        "Completely lacking in good taste, good service, and good ambiance",
        min_length=1,
        max_length=160,
        title=T("Review", "评论"),
        description=T(
            "An English sentence. What stands here at first is never trained on.",
            "一个英语句子。初始的这一句从不参与训练。",
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
        json_schema_extra=live(symbol="α", scale="log", when=USED),
    )
