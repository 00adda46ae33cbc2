"""How alike the tokens get on their way through the blocks."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, line, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """From the embedding to the top."""
    made = seen.s.stacked
    if made is None:
        return None
    return {"alike.x": torch.arange(float(len(made.alike))), "alike.y": made.alike, "top.alike": made.alike[-1:]}


def figure(p: AttentionParams) -> Plot | None:
    """Up to all the same."""
    if p.study != "block":
        return None
    return Plot(
        title=T("Do tokens stay different?", "词元还能区分吗？"),
        caption=T(
            "Attention takes means, and means of means are all the same: without residual paths every token becomes the same "
            "vector within a few blocks. The path around attention keeps them apart.",
            "注意力取平均，平均的平均趋于相同：没有残差路径，几个模块之后所有词元变成同一个向量。绕过注意力的路径使它们保持不同。",
        ),
        alt=T("Mean cosine between tokens against the number of blocks.", "词元间平均余弦随模块数的变化。"),
        figure=plot(
            line("alike", None, "accent", width=4, mode="lines+markers"),
            x=axis(T("blocks passed", "经过的模块数"), rangemode="tozero"),
            y=axis(T("mean cosine of two tokens", "两个词元的平均余弦"), range=[-0.1, 1.05]),
        ),
        notes=(Note(uid="top", text=T("at the top {alike}; 1 is all the same", "顶层 {alike}；1 表示全部相同")),),
    )
