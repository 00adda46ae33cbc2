"""The output is a mean of the values, so it lies in their triangle."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, dots, line, plot, words
from lossland.lab.views import Gesture, Note, Plot, painted
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

SMALL, LARGE = 16.0, 70.0
"""Marks of weights 0 and 1, in pixels."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The values, marks as large as their weights, and the output."""
    made = seen.s.attended
    if made is None:
        return None
    V, alpha, out = made.V, made.alpha[made.row], made.out[made.row]
    spokes = torch.stack([V, out.expand(3, -1), torch.full_like(V, torch.nan)], 1).flatten(0, 1)  # (9, 2)
    corners = torch.cat([V, V[:1]])  # (4, 2)
    low = torch.cat([V, made.out]).amin(0)
    high = torch.cat([V, made.out]).amax(0)
    margin = 0.25 * (high - low).amax().clamp(min=0.4)
    arrays = {
        "triangle.x": corners[:, 0],
        "triangle.y": corners[:, 1],
        "spokes.x": spokes[:, 0],
        "spokes.y": spokes[:, 1],
        "mass.x": V[:, 0],
        "mass.y": V[:, 1],
        "mass.marker.size": SMALL + (LARGE - SMALL) * alpha,
        "names.x": V[:, 0],
        "names.y": V[:, 1],
        "names.customdata": torch.stack([torch.arange(1.0, 4.0), alpha.float()], 1),
        "others.x": made.out[:, 0],
        "others.y": made.out[:, 1],
        "out.x": out[:1],
        "out.y": out[1:],
        "xaxis.range": torch.stack([low[0] - margin, high[0] + margin]),
        "yaxis.range": torch.stack([low[1] - margin, high[1] + margin]),
        "here.x": out[:1],
        "here.y": out[1:],
        "here.sum": alpha.sum()[None],
    }
    for k in range(3):
        arrays |= {f"v{k + 1}.x": V[k, :1], f"v{k + 1}.y": V[k, 1:]}
    return arrays


def figure(p: AttentionParams) -> Plot | None:
    """Values that are typed can be dragged."""
    if p.study != "tokens":
        return None
    name = {"given": "X", "own": "V", "self": None}[p.source]
    letter = "x" if p.source == "given" else "v"
    label = f"{letter}%{{customdata[0]:.0f}}: %{{customdata[1]:.3f}}<br> "
    drag = T("Drag a value", "拖动一个值")
    figure = plot(
        line(
            "triangle",
            None,
            "class-1",
            fill="toself",
            hoverinfo="skip",
            meta=painted(line="class-1", fillcolor="class-1/15"),
        ),
        line("spokes", None, "ink-3", width=1, dash="dot", hoverinfo="skip"),
        dots("mass", None, "class-1", opacity=0.35, hoverinfo="skip"),
        *(dots(f"v{k}", None, "class-1", size=13, hoverinfo="skip") for k in (1, 2, 3)),
        dots("others", None, "class-0", size=8, opacity=0.5, hoverinfo="skip"),
        dots("out", None, "class-0", size=18, symbol="diamond"),
        words("names", T(label, label), textfont_size=15),
        x=axis(T("first number", "第一个数"), zeroline=True),
        y=axis(T("second number", "第二个数"), zeroline=True),
    )
    return Plot(
        title=T("The output lies in the triangle", "输出落在三角形内"),
        caption=T(
            "Weights are positive and sum to 1, so the output is a mean of the values: it never leaves their triangle. The larger "
            "a disc, the larger the weight.",
            "权重为正且和为 1，输出是各值的加权平均，永远不会离开三角形。圆越大，权重越大。",
        ),
        alt=T("Three values as a triangle, and the output inside it.", "三个值构成三角形，输出在其中。"),
        figure=figure,
        notes=(
            Note(
                uid="here",
                text=T("◆ output ({x}, {y}); weights sum to {sum}", "◆ 输出 ({x}, {y})；权重之和 {sum}"),
                role="class-0",
            ),
        ),
        gestures=()
        if name is None
        else tuple(
            Gesture(
                on="drag",
                action="set_params",
                trace=f"v{k + 1}",
                x=f"{name}.{2 * k}",
                y=f"{name}.{2 * k + 1}",
                hint=drag,
            )
            for k in range(3)
        ),
    )
