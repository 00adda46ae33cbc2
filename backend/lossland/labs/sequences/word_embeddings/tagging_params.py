"""The parameters of tagging names with words that were never seen."""

from __future__ import annotations

from pydantic import Field

from lossland.lab import T, structural, view
from lossland.labs.sequences.word_embeddings.review_params import ReviewParams
from lossland.labs.sequences.word_embeddings.study_params import UNSEEN_WORDS


class TaggingParams(ReviewParams):
    """Of the study of unseen words."""

    labelled: int = Field(
        30,
        ge=2,
        le=60,
        title=T("Labelled sentences", "标注的句子数"),
        description=T(
            "Generated; every second one is of a person. Both taggers learn from these and from nothing else.",
            "由语法生成，每两句中有一句说人。两个标注器只从这些句子学习。",
        ),
        json_schema_extra=structural(when=UNSEEN_WORDS),
    )
    asked: str = Field(
        "Alice Kennedy is a mango gardener",
        min_length=1,
        max_length=100,
        title=T("Sentence", "句子"),
        description=T(
            "An English sentence. Of its words as they stand at first only “is” and “a” are in labelled sentences.",
            "一个英语句子。初始这一句的词中，只有 is 和 a 出现在标注的句子里。",
        ),
        json_schema_extra=view(when=UNSEEN_WORDS),
    )
