"""P of what could come next, before and after temperature and top-k."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import CHOICES, Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """By rank."""
    _, said, drawn = seen.choice
    rank = torch.arange(1.0, CHOICES + 1)
    return {"said.x": rank, "said.y": said, "drawn.x": rank, "drawn.y": drawn}


def figure(p: RecurrentParams) -> Plot:
    """Two bars a token."""
    return Plot(
        title=T("The next token", "下一个词元"),
        caption=T(
            "The likeliest tokens at the place looked at; their names are under “Candidates”. UNK is never drawn.",
            "所看位置上最可能的词元；名称见“候选词元”。UNK 从不抽取。",
        ),
        alt=T(
            "Bars of the probabilities of the likeliest next tokens, before and after temperature and top-k.",
            "最可能的下一个词元的概率柱状图：温度与 top-k 之前与之后。",
        ),
        figure=plot(
            bars("said", T("softmax(z)", "softmax(z)"), "class-0", shown=".2f"),
            bars("drawn", T("with temperature and top-k", "加上温度与 top-k"), "class-1", shown=".2f"),
            x=axis(T("rank", "排名"), dtick=1),
            y=axis(T("probability", "概率"), range=[0, 1.1]),
            barmode="group",
        ),
    )
