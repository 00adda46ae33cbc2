"""What the detector of streets says of a handful of scenes that it never learned: computed once a process."""

from __future__ import annotations

from functools import cache

from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.datasets.streets import streets
from lossland.models.headed import headed

HANDFUL, FIRST_SEED = 6, 77_001
"""How many, and what their random numbers begin with."""
LOW = 0.05
"""Score from which boxes count in a curve: its right end is where hardly anything is asked of them."""


@embedded
@cache
def handful() -> list[tuple[Tensor, Tensor, Tensor, Tensor, Tensor]]:
    """For each scene boxes (m, 4), scores (m,) and classes (m,) before any suppression, then the objects' boxes and classes."""
    known = streets(HANDFUL, FIRST_SEED)
    answers = headed("streets")([scene.picture for scene in known], LOW)
    return [(*answer, scene.boxes, scene.labels) for answer, scene in zip(answers, known, strict=True)]
