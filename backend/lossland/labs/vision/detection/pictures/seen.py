"""What several pictures of the lab need of a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lossland.lab import T
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.grid.looked import Looked, looked_at
from lossland.labs.vision.detection.state import State
from lossland.models.shipped import class_names

LINK = "boxes"
"""What the pictures of one study share: the box that is pointed at."""


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: State
    p: DetectionParams

    @cached_property
    def looked(self) -> Looked | None:
        """The scene and the cell that are looked at, where a grid learns."""
        return None if self.s.learning is None else looked_at(self.s.learning, self.p)


def names(p: DetectionParams) -> tuple[T, ...]:
    """What the classes of the detector are called."""
    return class_names(p.detector)
