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


def short_names(p: LossLandscapeParams) -> tuple[T, ...]:
    """What the trainings of all networks are called where there is room for a word or two."""
    if p.skips != "both":
        return tuple(names_of(p))
    kinds = T("plain", "无跳跃"), T("residual", "残差")
    return tuple(T(f"{i + 1} {kind}", f"{i + 1} {kind.zh}") for kind in kinds for i in range(len(chosen(p))))
