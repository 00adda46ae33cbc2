"""One weight and the output with the numbers of the moment."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

TEX = (
    r"\begin{aligned} \alpha &= \text{softmax}(e + m) = \frac{(\exp @e1@,\; \exp @e2@,\; \exp @e3@)}{\sum_j \exp e_j} "
    r"= (@a1@,\; @a2@,\; @a3@) \\[8pt] \text{out} &= @a1@ \binom{@x1@}{@y1@} + @a2@ \binom{@x2@}{@y2@} + @a3@ \binom{@x3@}{@y3@} "
    r"= \binom{@x@}{@y@} \end{aligned}"
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of the query that is looked at."""
    made = seen.s.attended
    if made is None:
        return None
    numbers = {"x": made.out[made.row, 0], "y": made.out[made.row, 1]}
    for k in range(3):
        numbers |= {f"e{k + 1}": made.added[made.row, k], f"a{k + 1}": made.alpha[made.row, k]}
        numbers |= {f"x{k + 1}": made.V[k, 0], f"y{k + 1}": made.V[k, 1]}
    return {name: torch.as_tensor(value)[None] for name, value in numbers.items()}


def figure(p: AttentionParams) -> Formula | None:
    """Of three tokens."""
    if p.study != "tokens":
        return None
    return Formula(
        title=T("With numbers", "代入数值"),
        alt=T("The weights and the output with their numbers.", "代入数值的权重与输出。"),
        tex=TEX,
        digits=4,
        explained=T(
            "m is the mask: 0 where a key may be seen, −∞ where not.",
            "m 是掩码：可见处为 0，不可见处为 −∞。",
        ),
    )
