"""Accuracy against the number of pictures: three ways of freezing, and no transfer at all."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, dots, line, log_axis, plot, shares
from lossland.lab.views import Plot, painted
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.transfer import NUMBERS, TRIED, TransferState, Way

LINES: dict[Way, tuple[T, str, dict[str, Any], str]] = {
    "all": (T("all frozen", "全部冻结"), "class-0", {}, "circle"),
    "part": (T("part frozen", "部分冻结"), "class-1", {}, "diamond"),
    "none": (T("none frozen", "不冻结"), "class-2", {}, "star"),
    "scratch": (T("from scratch", "从零训练"), "ink-3", {"dash": "dash"}, "x"),
}
"""Name, colour, line and mark."""
LEAST, TOP = 0.2, 1.03
"""Of the axis of shares: the lines lie in its upper part."""
EDGE = 1.25
"""So many times beyond the least and the largest number the axis goes."""


def figure(p: CnnClassifierParams) -> Plot:
    """A line and a band for each, and where the work is."""
    marks: list[Any] = [line("now", None, "ink-3", width=1, dash="dot", hoverinfo="skip")]
    for way, (_, role, _, _) in LINES.items():
        marks.append(
            go.Scatter(
                uid=f"{way}_band",
                mode="lines",
                fill="toself",
                line_width=0,
                showlegend=False,
                hoverinfo="skip",
                meta=painted(line=role, fillcolor=f"{role}/18"),
            )
        )
    for way, (name, role, looks, symbol) in LINES.items():
        marks.append(line(way, None, role, width=2.5, hoverinfo="skip", **looks))
        marks.append(dots(f"{way}_dots", name, role, size=10, symbol=symbol))
    return Plot(
        title=T("What transfer is worth", "迁移学习值多少"),
        caption=T(
            "Each dot is the mean over the draws so far, the band goes from the worst to the best. The dotted line: what is "
            "in training now.",
            "每个点是至今各次抽取的平均，色带从最差到最好。点线：正在训练的图片数。",
        ),
        alt=T(
            "Accuracy on held-out pictures against the number of pictures of each class, on a logarithmic axis: all frozen, "
            "part frozen, none frozen, from scratch.",
            "留出图片的准确率随每类图片数的变化 (对数轴)：全部冻结、部分冻结、不冻结、从零训练。",
        ),
        figure=plot(
            *marks,
            x=log_axis(
                T("pictures of each class", "每类图片数"),
                NUMBERS[0] / EDGE,
                NUMBERS[-1] * EDGE,
                tickvals=list(NUMBERS),
                ticktext=[str(m) for m in NUMBERS],
            ),
            y=axis(T("share read right", "读对的比例"), range=[LEAST, TOP], **shares(0.25, 0.5, 0.75, 1)),
        ),
        max_rate=5,
    )


def draw(s: TransferState) -> dict[str, Tensor]:
    """What is known so far; bands where there are two draws."""
    numbers = torch.tensor([float(m) for m in s.numbers])
    m = numbers[s.place % len(numbers)] if s.place < s.found[..., 0].numel() else torch.tensor(torch.nan)
    arrays = {"now.x": m.repeat(2), "now.y": torch.tensor([LEAST, TOP])}
    found = s.found.cpu()
    for way, shares_right in zip(TRIED, found.unbind(2), strict=True):  # (draws, numbers)
        known = shares_right >= 0
        there = known.any(0)
        mean = (shares_right.clamp(min=0).sum(0) / known.sum(0))[there]
        x = numbers[there]
        low, high = shares_right.where(known, 2).amin(0)[there], shares_right.amax(0)[there]
        arrays |= {f"{way}.x": x, f"{way}.y": mean, f"{way}_dots.x": x, f"{way}_dots.y": mean}
        arrays |= {f"{way}_band.x": torch.cat([x, x.flip(0)]), f"{way}_band.y": torch.cat([low, high.flip(0)])}
    return arrays
