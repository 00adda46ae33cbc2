"""The parameters of name tagging."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import T, view
from lossland.labs.sequences.recurrent.language_params import LanguageParams
from lossland.labs.sequences.recurrent.study_params import NAMES


class NamingParams(LanguageParams):
    """The sentences that are shown."""

    first: Literal["teddy", "rose", "lily", "robin"] = Field(
        "teddy",
        title=T("Ambiguous word", "有歧义的词"),
        description=T("A first name in one sentence, not in the other.", "一句中是人名，另一句中不是。"),
        json_schema_extra=view(
            options={word: T(word, word) for word in ("teddy", "rose", "lily", "robin")}, when=NAMES
        ),
    )
