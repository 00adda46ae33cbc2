"""What attention costs against a recurrent layer, by the length of the sequence."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, log_axis, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

LENGTHS = torch.logspace(0, 3.7, 60, dtype=torch.float64)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Multiplications."""
    if seen.p.study != "cost":
        return None
    n, d = float(seen.p.n), float(seen.p.d)
    curves = {"scores": LENGTHS**2 * d, "maps": 4 * LENGTHS * d**2, "recurrent": 2 * LENGTHS * d**2}
    arrays: dict[str, Tensor] = {}
    for name, y in curves.items():
        arrays |= {f"{name}.x": LENGTHS, f"{name}.y": y}
    return arrays | {
        "now.x": torch.tensor([n]),
        "now.y": torch.tensor([n**2 * d], dtype=torch.float64),
        "told.n": torch.tensor([n]),
        "told.d": torch.tensor([d]),
        "told.scores": torch.tensor([n**2 * d], dtype=torch.float64),
    }


def figure(p: AttentionParams) -> Plot | None:
    """On two logarithmic axes: a square is steeper than a line."""
    if p.study != "cost":
        return None
    return Plot(
        title=T("Multiplications by length", "乘法次数随长度的变化"),
        caption=T(
            "All scores take n² d multiplications, the weighted sums as many again. The maps to q, k, v and out take 4 n d², a "
            "recurrent layer 2 n d², but one step after another. Beyond n = 4 d the scores cost more than the maps.",
            "全部得分需 n² d 次乘法，加权和再需同样多。映射到 q、k、v 与输出需 4 n d²；循环层需 2 n d²，但必须逐步进行。n 超过 4 d 之后，得分的代价超过各映射。",
        ),
        alt=T(
            "Multiplications of attention and of a recurrent layer against the length.",
            "注意力与循环层的乘法次数随长度的变化。",
        ),
        figure=plot(
            line("scores", T("scores: n² d", "得分：n² d"), "class-0", width=4),
            line("maps", T("maps W: 4 n d²", "映射 W：4 n d²"), "class-1", width=3),
            line("recurrent", T("recurrent layer: 2 n d²", "循环层：2 n d²"), "class-2", width=3, dash="dash"),
            dots("now", None, "class-0", size=13),
            x=log_axis(T("tokens n", "词元数 n"), 1, 5000),
            y=log_axis(T("multiplications", "乘法次数"), 10, 1e12, autorange=True),
        ),
        notes=(Note(uid="told", text=T("n = {n}, d = {d}: n² d = {scores}", "n = {n}，d = {d}：n² d = {scores}")),),
    )
