"""The layers in numbers, and how their units fare."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.fields.network import FUNCTIONS
from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.networks.mlp_playground.experiment import architecture_of
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.layers import titles_of
from lossland.labs.networks.mlp_playground.pictures.seen import DEAD, Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """One row for each layer from the first hidden one to the output."""
    s, hidden = seen.s, seen.hidden
    rows = []
    for i, (layer, slope) in enumerate(zip(s.net.layers, s.net.slopes, strict=True)):
        dead = saturated = math.nan
        if i < len(hidden):
            dead, saturated = float((hidden[i].state == DEAD).float().mean()), float(hidden[i].saturated)
        gradient = float(slope.W.abs().mean()) if seen.stepped else math.nan
        parameters = sum(part.numel() for part in layer if part is not None)
        rows.append([len(layer.W), parameters, dead, saturated, gradient])
    columns = torch.tensor(rows).T  # (5, L)
    return dict(zip(("units", "parameters", "dead", "saturated", "gradient"), columns, strict=True))


def figure(p: MlpPlaygroundParams) -> Table:
    """Each layer in numbers."""
    titles = titles_of(p)
    names = [FUNCTIONS[name] for name in architecture_of(p).activations]
    rows = tuple(T(f"{t} · {n}", f"{t.zh} · {n.zh}") for t, n in zip(titles, names, strict=False))
    return Table(
        title=T("Layers in numbers", "各层数据"),
        caption=T(
            "Dead: no training point opens the unit. Saturated: the slope is below 5 % of its steepest.",
            "死亡：没有训练点能激活该神经元。饱和：斜率低于最大斜率的 5 %。",
        ),
        alt=T("A table with one row for each layer.", "每层一行的表格。"),
        columns=(
            Column(name="units", title=T("units", "神经元数"), digits=0),
            Column(name="parameters", title=T("parameters", "参数个数"), digits=0),
            Column(name="dead", title=T("dead", "死亡"), percent=True, digits=2),
            Column(name="saturated", title=T("saturated", "饱和"), percent=True, digits=2),
            Column(name="gradient", title=T("mean |dW|", "|dW| 均值"), digits=3),
        ),
        rows=(*rows, titles[-1]),
        max_rate=8,
    )
