"""Weights and scores with their numbers put in."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

TEX = (
    r"\begin{aligned} W_Q, W_K, W_V, W_O:\quad 4 d^2 &= 4 \cdot @d@^2 = @weights@ \\[6pt] d_k = d / h &= @d@ / @h@ = @width@ "
    r"\\[6pt] n^2 d &= @n@^2 \cdot @d@ = @scores@ \\[6pt] \text{FFN: } 2 \cdot d \cdot 4d &= @feed@ \end{aligned}"
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of one layer."""
    if seen.p.study != "cost":
        return None
    n, d, h = seen.p.n, seen.p.d, seen.p.h
    numbers = {"n": n, "d": d, "h": h, "weights": 4 * d**2, "width": d / h, "scores": n**2 * d, "feed": 8 * d**2}
    return {name: torch.tensor([float(value)], dtype=torch.float64) for name, value in numbers.items()}


def figure(p: AttentionParams) -> Formula | None:
    """The heads share the width."""
    if p.study != "cost":
        return None
    return Formula(
        title=T("Counts", "计数"),
        alt=T("Numbers of weights and multiplications.", "权重数与乘法次数。"),
        tex=TEX,
        digits=9,
        explained=T(
            "The number of heads does not enter: each is narrower the more there are. Biases not counted.",
            "与头数无关：头越多，每个越窄。未计偏置。",
        ),
    )
