"""Where a network keeps its parameters, and where it spends its multiplications."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import bars, plot
from lossland.lab.views import Plot
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.shapes.seen import Seen, names_of

ROOM = 0.16
"""Below the bars, for the names of many stages."""


def figure(p: CnnClassifierParams) -> Plot:
    """Two bars a stage."""
    names = list(names_of(p.classic))
    return Plot(
        title=T("Where it costs", "代价在哪里"),
        caption=T(
            "Shares of all parameters and of all multiplications, stage by stage: dense layers keep the parameters, early "
            "convolutions do the work.",
            "各级占全部参数与全部乘法的比例：全连接层存放参数，前面的卷积承担计算。",
        ),
        alt=T("Parameters and multiplications of each stage as shares of all.", "每一级的参数与乘法占总数的比例。"),
        figure=plot(
            bars("parameters", T("parameters", "参数"), "class-0", shown=".0%", texttemplate=""),
            bars("multiplications", T("multiplications", "乘法"), "class-1", shown=".0%", texttemplate=""),
            x={"title": {"text": T("stage", "级")}, "tickvals": list(range(len(names))), "ticktext": names},
            y={
                "title": {"text": T("share of all", "占总数的比例")},
                "tickformat": ".0%",
                "range": [-ROOM, 1],
                "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1],
            },
            barmode="group",
        ),
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(rows,) each."""
    arrays: dict[str, Tensor] = {}
    for name in ("parameters", "multiplications"):
        counts = torch.tensor([float(getattr(row, name)) for row in seen.s.rows], dtype=torch.float64)
        arrays[f"{name}.x"] = torch.arange(len(counts), dtype=torch.float32)
        arrays[f"{name}.y"] = counts / counts.sum().clamp(min=1)
    return arrays
