"""A new sequence, and after each step the answer of the cell that is looked at beside the sum so far."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, line, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Values that are not marked and values that are, the sum so far, and what the network would answer if it stopped here."""
    s = seen.s.adding
    if s is None:
        return None
    x = s.new_x[seen.p.sequence - 1, None]  # (1, T, 2)
    with torch.no_grad():
        answers = seen.net(x)[0, :, 0]  # (T,)
    values, marks = x[0].unbind(1)
    steps = torch.arange(1, len(values) + 1)
    marked = marks == 1
    return {
        "plain.x": steps[~marked.cpu()],
        "plain.y": values[~marked],
        "marked.x": steps[marked.cpu()],
        "marked.y": values[marked],
        "sum.x": steps,
        "sum.y": (values * marks).cumsum(0),
        "answer.x": steps,
        "answer.y": answers,
    }


def figure(p: RecurrentParams) -> Plot:
    """Bars are values, lines are sums."""
    bare: dict[str, Any] = {"shown": "", "texttemplate": None, "width": 0.7}
    return Plot(
        title=T("Where it adds", "何处相加"),
        caption=T(
            "A sequence that is not learned from. The answer is what the network would say if the sequence stopped at this step; "
            "only the last one is ever asked for.",
            "一个不用于训练的序列。“回答”是假如序列止于此步时网络的输出；训练只要求最后一步。",
        ),
        alt=T(
            "Bars of the values, two of them marked, with lines of the sum so far and of the network's answer.",
            "各步的值 (其中两个被标记) 的柱状图，以及至此之和与网络回答的折线。",
        ),
        figure=plot(
            bars("plain", T("value", "值"), "ink-3", **bare),
            bars("marked", T("value, marked", "被标记的值"), "class-3", **bare),
            line("sum", T("sum so far", "至此之和"), "ink", dash="dash", line_shape="hv"),
            line("answer", T("answer, if it stopped here", "若止于此步的回答"), "accent", width=4),
            x=axis(T("step", "步"), range=[0.3, p.length + 0.7]),
            y=axis(T("value", "值"), range=[-0.3, 2.1]),
            barmode="overlay",
        ),
    )
