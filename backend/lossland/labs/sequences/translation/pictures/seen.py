"""What pictures of the lab see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.pinned import Pinned, pinned
from lossland.labs.sequences.translation.state import State


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: State
    p: TranslationParams

    @cached_property
    def pinned(self) -> Pinned:
        """The pinned sentence and what is made of it now."""
        return pinned(self.s, self.p)
