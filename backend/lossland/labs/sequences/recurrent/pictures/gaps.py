"""How many verbs are right, by gap."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import line, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.recurrent.experiment import GAPS
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.lag import ROLES
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.study_params import CELLS


def draw(seen: Seen) -> dict[str, Tensor]:
    """As it was at the last look."""
    arrays = {"longest.x": torch.tensor([seen.p.longest] * 2), "longest.y": torch.tensor([0.0, 1.0])}
    for kind, rights in seen.s.by_gap.items():
        arrays |= {f"{kind}.x": torch.tensor(GAPS), f"{kind}.y": rights}
    return arrays


def figure(p: RecurrentParams) -> Plot:
    """Always there."""
    return Plot(
        title=T("Right verbs by gap", "各间隔的正确率"),
        caption=T(
            "On new sentences; one half is a guess. Right of the dashed line gaps are longer than any of training.",
            "在新句子上；一半即为猜测。虚线右侧的间隔比训练时的都长。",
        ),
        alt=T(
            "Share of right verbs against the gap for RNN, GRU and LSTM.", "RNN、GRU、LSTM 的动词正确率随间隔的变化。"
        ),
        figure=plot(
            *(
                line(kind, name, ROLES[kind], width=4, mode="lines+markers", marker={"size": 9})
                for kind, name in CELLS.items()
            ),
            line("longest", None, "ink-3", dash="dash"),
            x=T("gap, in words", "间隔 (词数)"),
            y={"title": {"text": T("right", "正确率")}, "range": [0, 1.05]},
        ),
    )
