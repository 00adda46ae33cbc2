"""What is looked at in the word embeddings lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import LabParams, T, structural

TRAIN, REVIEW = {"study": ["train"]}, {"study": ["sentiment"]}
SPACE = {"study": ["train", "explore"]}
"""Where vectors are looked at in space."""


class StudyParams(LabParams):
    """Of everything in this lab."""

    study: Literal["train", "explore", "sentiment"] = Field(
        "train",
        title=T("Study", "研究"),
        description=T(
            "Look around in vectors that are there, watch vectors being learned, or see what they are good for: stars of a review.",
            "在现成的向量中漫游、观看向量被学出来，或看它们有何用处：评论的星级。",
        ),
        json_schema_extra=structural(
            options={
                "explore": T("Explore", "漫游"),
                "train": T("Train", "训练"),
                "sentiment": T("Reviews", "评论"),
            }
        ),
    )
