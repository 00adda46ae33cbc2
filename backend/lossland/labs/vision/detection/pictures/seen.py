"""What several pictures of the lab need of a state."""

from __future__ import annotations

from dataclasses import dataclass

from lossland.lab import T
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.state import State
from lossland.models.shipped import class_names

LINK = "boxes"
"""What the pictures of one study share: the box that is pointed at."""


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: State
    p: DetectionParams


def names(p: DetectionParams) -> tuple[T, ...]:
    """What the classes of the detector are called."""
    return class_names(p.detector)
