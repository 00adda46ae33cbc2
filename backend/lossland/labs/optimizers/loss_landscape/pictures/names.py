"""What the trainings are called, and their colours."""

from __future__ import annotations

from lossland.fields.descent import METHODS
from lossland.lab import T
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams, chosen

ROLES = ("class-0", "class-3", "class-2")


def names_of(p: LossLandscapeParams) -> list[T]:
    """What the trainings are called: number and optimizer."""
    return [
        T(f"{i + 1}: {METHODS[one.optimizer]}", f"{i + 1}：{METHODS[one.optimizer].zh}")
        for i, one in enumerate(chosen(p))
    ]
