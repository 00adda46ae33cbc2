"""The weights of one query over eight keys."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Without and with the root, at the chosen width."""
    made = seen.s.spread
    if made is None:
        return None
    keys = torch.arange(1.0, made.alpha.shape[1] + 1)
    return {"plain.x": keys, "plain.y": made.alpha[0], "rooted.x": keys, "rooted.y": made.alpha[1]}


def figure(p: AttentionParams) -> Plot | None:
    """Two bars a key."""
    if p.study != "width":
        return None
    return Plot(
        title=T("One query", "一个查询"),
        caption=T("The same scores, divided by √d_k or not.", "同样的得分，除以或不除以 √d_k。"),
        alt=T("Bars of the weights of eight keys.", "八个键的权重柱状图。"),
        figure=plot(
            bars("plain", T("no root", "无根号"), "class-0", shown=".2f"),
            bars("rooted", T("/ √d_k", "除以 √d_k"), "class-1", shown=".2f"),
            x=axis(T("key", "键"), dtick=1),
            y=axis(T("weight α", "权重 α"), range=[0, 1.1]),
            barmode="group",
        ),
    )
