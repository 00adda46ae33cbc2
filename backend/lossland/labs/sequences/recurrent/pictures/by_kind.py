"""How many words are tagged right, by what tells it."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.datasets.named import KINDS
from lossland.lab import T
from lossland.lab.marks import axis, bars, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.study_params import WAY_ROLES, WAYS


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """As it was at the last look."""
    s = seen.s.naming
    if s is None:
        return None
    arrays: dict[str, Tensor] = {}
    for way, shares in s.by_kind.items():
        arrays |= {f"{way}.x": torch.arange(len(KINDS)), f"{way}.y": shares}
    return arrays


def figure(p: RecurrentParams) -> Plot:
    """Two bars a kind."""
    names = [
        T("teddy, rose, …", "teddy、rose…"),
        T("thomas, cheap, …", "thomas、cheap…"),
        T("second word", "第二个词"),
        T("others", "其他"),
    ]
    return Plot(
        title=T("Right by kind", "各类词的正确率"),
        caption=T(
            "On new sentences. Only words that could be both need what comes after them.",
            "在新句子上。只有可作两解的词才需要后文。",
        ),
        alt=T("Bars of the share of right words by kind, for both networks.", "两个网络在各类词上的正确率柱状图。"),
        figure=plot(
            *(bars(way, name, WAY_ROLES[way], shown=".2f") for way, name in WAYS.items()),
            x=axis(T("kind of word", "词的种类"), tickvals=list(range(len(KINDS))), ticktext=names),
            y=axis(T("right", "正确率"), range=[0, 1.15]),
            barmode="group",
        ),
    )
