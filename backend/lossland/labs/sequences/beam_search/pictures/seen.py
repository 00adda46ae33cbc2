"""What pictures of the lab see."""

from __future__ import annotations

from dataclasses import dataclass

from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.state import State


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: State
    p: BeamParams
