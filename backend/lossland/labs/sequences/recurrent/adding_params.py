"""The parameters of the adding problem."""

from __future__ import annotations

from pydantic import Field

from lossland.lab import T, structural, view
from lossland.labs.sequences.recurrent.naming_params import NamingParams
from lossland.labs.sequences.recurrent.study_params import ADDING

NEW_SHOWN = 12
"""Of the sequences that are not learned from, so many can be looked at."""


class AddingParams(NamingParams):
    """How long the sequences are, and which one is shown."""

    length: int = Field(
        30,
        ge=5,
        le=60,
        title=T("Length", "序列长度"),
        description=T(
            "Steps of each sequence. One value of each half is marked, so the first waits for about half as long.",
            "每个序列的步数。前后两半各标记一个值，因此第一个值约要记住一半的长度。",
        ),
        json_schema_extra=structural(symbol="T", when=ADDING),
    )
    sequence: int = Field(
        1,
        ge=1,
        le=NEW_SHOWN,
        title=T("Sequence shown", "所示的序列"),
        description=T("None of them is learned from.", "均不用于训练。"),
        json_schema_extra=view(when=ADDING),
    )
