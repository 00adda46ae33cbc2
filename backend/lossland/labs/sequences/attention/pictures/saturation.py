"""Without the root the softmax saturates as queries and keys get wider, and its slopes die."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import line, log_axis, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Means over random queries, by width."""
    made = seen.s.spread
    if made is None:
        return None
    here = float(seen.p.d_k)
    return {
        **{f"{name}.x": made.widths for name in ("plain", "rooted", "largest", "kept")},
        "plain.y": made.slope[0],
        "rooted.y": made.slope[1],
        "largest.y": made.largest[0],
        "kept.y": made.largest[1],
        "now.x": torch.tensor([here, here]),
        "now.y": torch.tensor([0.0, 1.0]),
        "told.d": torch.tensor([here]),
        "told.plain": made.alpha[0].amax()[None],
        "told.rooted": made.alpha[1].amax()[None],
    }


def figure(p: AttentionParams) -> Plot | None:
    """Four curves over the width."""
    if p.study != "width":
        return None
    return Plot(
        title=T("Weights and slopes by width", "权重与导数随维数的变化"),
        caption=T(
            "Random queries and eight random keys. Without the root one key takes nearly all, and the largest slope of the "
            "softmax falls towards 0: nothing is learned through it. Divided by √d_k, both stay.",
            "随机查询与八个随机键。没有根号时，一个键几乎独占，softmax 的最大导数趋于 0：无法透过它学习。除以 √d_k 后两者都保持不变。",
        ),
        alt=T("Largest weight and largest slope against the width.", "最大权重与最大导数随维数的变化。"),
        figure=plot(
            line("largest", T("largest weight, no root", "最大权重，无根号"), "class-0", width=2, dash="dash"),
            line("kept", T("largest weight, / √d_k", "最大权重，除以 √d_k"), "class-1", width=2, dash="dash"),
            line("plain", T("largest slope, no root", "最大导数，无根号"), "class-0", width=4),
            line("rooted", T("largest slope, / √d_k", "最大导数，除以 √d_k"), "class-1", width=4),
            line("now", None, "ink-3", width=1, dash="dot", hoverinfo="skip"),
            x=log_axis(T("width d_k", "维数 d_k"), 1, 512),
            y={"title": {"text": T("mean over queries", "对查询取平均")}, "range": [0, 1.02]},
        ),
        notes=(
            Note(
                uid="told",
                text=T(
                    "d_k = {d}: the largest weight of one query is {plain} without, {rooted} with the root",
                    "d_k = {d}：某查询的最大权重，无根号 {plain}，有根号 {rooted}",
                ),
            ),
        ),
    )
