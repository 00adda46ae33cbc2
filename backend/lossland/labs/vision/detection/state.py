"""The state of the detection lab: of the study that is chosen; the others are None."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.lab import constant, derived
from lossland.labs.vision.detection.grid import Learning
from lossland.labs.vision.detection.regions import Regions
from lossland.labs.vision.detection.single import Single
from lossland.labs.vision.detection.suppression import Offered, Suppressed
from lossland.labs.vision.detection.window import Windows


@dataclass
class State:
    """How many steps were made, and what the study has come to."""

    t: int
    """The stage of suppression, the crop that the window has come to, merges, or updates so far."""
    b: Tensor | None = None
    """(4,) box B, which moves."""
    learning: Learning | None = None
    single: Single | None = None
    offered: Offered | None = constant(default=None)
    windows: Windows | None = constant(default=None)
    regions: Regions | None = constant(default=None)
    suppressed: Suppressed | None = derived()
