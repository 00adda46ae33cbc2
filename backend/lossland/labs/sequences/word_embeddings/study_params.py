"""What is looked at in the word embeddings lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import LabParams, T, structural

TRAIN, REVIEW, UNSEEN_WORDS = {"study": ["train"]}, {"study": ["sentiment"]}, {"study": ["unseen"]}
USED = {"study": ["sentiment", "unseen"]}
"""What vectors are good for."""
SPACE = {"study": ["train", "explore"]}
"""Where vectors are looked at in space."""
TAGGERS = {"hot": T("one-hot", "独热"), "given": T("given vectors", "给定的词向量")}
"""Of names."""


class StudyParams(LabParams):
    """Of everything in this lab."""

    study: Literal["train", "explore", "sentiment", "unseen"] = Field(
        "explore",
        title=T("Study", "研究"),
        description=T(
            "Look around in vectors that are there, watch vectors being learned, or see what they are good for: stars of a review, "
            "names among words never seen.",
            "在现成的向量中漫游、观看向量被学出来，或看它们有何用处：评论的星级、未见过的词中的人名。",
        ),
        json_schema_extra=structural(
            options={
                "explore": T("Explore", "漫游"),
                "train": T("Train", "训练"),
                "sentiment": T("Reviews", "评论"),
                "unseen": T("Unseen words", "未见过的词"),
            }
        ),
    )
