"""How much of the gradient arrives so many words before."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.recurrent.params import LONGEST, RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.study_params import CELLS

ROLES = {"rnn": "class-0", "gru": "class-1", "lstm": "class-2"}
LEAST = 1e-30
"""A logarithmic axis has no place for 0."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """Of all three; dots stand at the subject."""
    arrays: dict[str, Tensor] = {}
    for kind in CELLS:
        share = seen.by_lag(kind).clamp_min(LEAST).cpu()
        arrays |= {f"{kind}.x": torch.arange(len(share)), f"{kind}.y": share}
        arrays |= {f"{kind}-subject.x": torch.tensor([seen.p.gap]), f"{kind}-subject.y": share[seen.p.gap, None]}
    return arrays


def figure(p: RecurrentParams) -> Plot:
    """Room for what explodes where the gain is large."""
    return Plot(
        title=T("Gradient against lag", "梯度与时间间隔"),
        caption=T(
            "Norm of the gradient of the verb's score by the state so many words before it, beside that at the last word; dots: "
            "at the subject.",
            "动词得分对此前各词处状态的梯度范数，与最后一个词处之比；圆点：主语处。",
        ),
        alt=T(
            "Gradient norm against lag for RNN, GRU and LSTM, on a logarithmic scale.",
            "RNN、GRU、LSTM 的梯度范数随间隔的变化，对数坐标。",
        ),
        figure=plot(
            *(line(kind, name, ROLES[kind], width=4) for kind, name in CELLS.items()),
            *(dots(f"{kind}-subject", None, ROLES[kind], size=13) for kind in CELLS),
            x={"title": {"text": T("words before the verb", "在动词之前几个词")}, "range": [0, LONGEST + 1.5]},
            y=log_axis(T("gradient norm", "梯度范数"), 1e-8, 1e8 if p.gain > 1.5 else 10),
        ),
    )
