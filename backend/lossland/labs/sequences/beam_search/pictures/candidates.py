"""How many continuations are looked at."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen
from lossland.models.card import cards


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """With the vocabulary of what is searched."""
    if seen.s.searched is None:
        return None
    V = 3 if seen.p.study == "toy" else cards()[seen.p.model].shape["vocabulary"]
    B = seen.p.width
    numbers = {"V": V, "B": B, "later": B * V}
    return {name: torch.tensor([float(value)], dtype=torch.float64) for name, value in numbers.items()}


def figure(p: BeamParams) -> Formula | None:
    """Of a tree."""
    if p.study not in ("toy", "sentence"):
        return None
    return Formula(
        title=T("Candidates", "候选数"),
        caption=T("While no hypothesis has ended.", "尚无假设结束时。"),
        alt=T("Numbers of candidates with the values of this search.", "候选数的公式与本次搜索的数值。"),
        tex=r"\begin{aligned} t = 1: \quad V &= @V@ \\ t > 1: \quad B\,V &= @B@ \cdot @V@ = @later@ \end{aligned}",
        digits=9,
        explained=T(
            "Only the 2B best of each step are drawn: B may go on even if B of them end. With V = 10,000 and B = 3 it is 10,000 "
            "candidates at first and 30,000 in each later step.",
            "图中每步只画最好的 2B 个：即使其中 B 个结束，仍有 B 个可以继续。V = 10,000、B = 3 时，第一步有 10,000 个候选，此后每步 30,000 个。",
        ),
    )
