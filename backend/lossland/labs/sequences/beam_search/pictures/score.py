"""BLEU with its numbers."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of what is judged."""
    if seen.s.judged is None:
        return None
    found = seen.s.judged.bleu
    numbers = {
        "c": found.length,
        "r": found.reference_length,
        "BP": found.brevity_penalty,
        "bleu": found.score,
        **{f"P{n}": value for n, value in enumerate(found.precisions, 1)},
    }
    return {name: torch.tensor([float(value)], dtype=torch.float64) for name, value in numbers.items()}


def figure(p: BeamParams) -> Formula | None:
    """Precisions, brevity penalty, BLEU."""
    if p.study != "bleu":
        return None
    return Formula(
        title=T("BLEU", "BLEU"),
        caption=T(
            "c: length of the translation; r: of the nearest reference.", "c：译文长度；r：最接近的参考译文长度。"
        ),
        alt=T(
            "BLEU as brevity penalty times the geometric mean of the precisions.",
            "BLEU：过短惩罚乘以精确率的几何平均。",
        ),
        tex=r"\begin{aligned} BP &= \min\left(1, e^{1 - r/c}\right) = @BP@ \quad (c = @c@,\; r = @r@) \\[4pt] "
        r"\text{BLEU} &= BP \exp\left(\tfrac14 \textstyle\sum_n \ln P_n\right), \quad P_n = @P1@,\; @P2@,\; @P3@,\; @P4@ \\[4pt] "
        r"&= @bleu@ \end{aligned}",
        digits=4,
        explained=T(
            "One P_n of 0 makes the geometric mean 0, so for single sentences it is smoothed; over a whole test set it is counted "
            "before it is divided.",
            "只要一个 P_n 为 0，几何平均就是 0，因此单句评价要平滑；对整个测试集则先累计再相除。",
        ),
    )
