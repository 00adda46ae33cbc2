"""The variance of q·k is the number of their components."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Measured and expected."""
    made = seen.s.spread
    if made is None:
        return None
    return {
        "measured.x": made.widths,
        "measured.y": made.variance,
        "theory.x": torch.tensor([1.0, 512.0]),
        "theory.y": torch.tensor([1.0, 512.0]),
        "divided.x": made.widths,
        "divided.y": made.variance / made.widths,
    }


def figure(p: AttentionParams) -> Plot | None:
    """On two logarithmic axes."""
    if p.study != "width":
        return None
    return Plot(
        title=T("Variance of q·k", "q·k 的方差"),
        caption=T(
            "A sum of d_k independent products of variance 1 has variance d_k; divided by √d_k it has variance 1.",
            "d_k 个方差为 1 的独立乘积之和，方差为 d_k；除以 √d_k 后方差为 1。",
        ),
        alt=T("Measured variance against the width, on the line d_k.", "实测方差落在直线 d_k 上。"),
        figure=plot(
            line("theory", T("d_k", "d_k"), "ink-3", dash="dash"),
            dots("measured", T("measured", "实测"), "class-0", size=10),
            dots("divided", T("measured, scores / √d_k", "实测，得分除以 √d_k"), "class-1", size=10),
            x=log_axis(T("width d_k", "维数 d_k"), 0.8, 700),
            y=log_axis(T("variance", "方差"), 0.4, 900),
        ),
    )
