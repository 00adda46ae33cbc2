"""What the pictures of the attention lab have in common."""

from __future__ import annotations

from dataclasses import dataclass

from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.state import State

LINK = "row"
"""What the pictures of one study share: the query that is pointed at."""


@dataclass(frozen=True)
class Seen:
    """A state with the parameters that it was made under."""

    s: State
    p: AttentionParams
