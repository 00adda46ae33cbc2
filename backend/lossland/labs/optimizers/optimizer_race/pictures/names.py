"""What racers and axes are called, and the colours of the racers."""

from __future__ import annotations

from lossland.lab import T
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.racers import METHODS

ROLES = (
    "class-0",
    "class-3",
    "class-2",
    "class-1",
    "class-4",
    "class-7",
    "class-6",
    "class-5",
    "class-9",
    "class-8",
    "ink",
    "bad",
)
"""Colours of the racers: the first nine are told apart in both themes and in every common colour blindness."""


def names_of(p: OptimizerRaceParams) -> tuple[T, ...]:
    """What the racers are called: number and method."""
    return tuple(T(f"{i} {METHODS[k.method]}", f"{i} {METHODS[k.method].zh}") for i, k in enumerate(p.racers, 1))


def axis_titles(p: OptimizerRaceParams) -> tuple[T, T]:
    """Names of the two parameters."""
    kind = p.surface.kind
    if kind == "gabor":
        return T("offset φ₀", "偏移 φ₀"), T("frequency φ₁", "频率 φ₁")
    if kind == "quadratic":
        return T("parameter θ₁", "参数 θ₁"), T("parameter θ₂", "参数 θ₂")
    return T("parameter x", "参数 x"), T("parameter y", "参数 y")
