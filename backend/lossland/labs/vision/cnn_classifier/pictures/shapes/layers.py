"""The walk as a table."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.shapes.seen import Seen, names_of

MILLION = 1e6


def figure(p: CnnClassifierParams) -> Table:
    """A row a stage, and all together."""
    return Table(
        title=T("In numbers", "数值"),
        caption=T(
            "Counted on a real torch module. Multiplications and activations are those of one picture, in millions.",
            "在真正的 torch 模块上计数。乘法与激活均按一张图片计，单位为百万。",
        ),
        alt=T("Size, parameters, multiplications, activations of every stage.", "每一级的大小、参数、乘法与激活数。"),
        columns=(
            Column(name="side", title=T("side", "边长"), digits=0),
            Column(name="channels", title=T("channels or units", "通道或单元"), digits=0),
            Column(name="parameters", title=T("parameters", "参数"), digits=0),
            Column(name="multiplications", title=T("multiplications, millions", "乘法 (百万)"), digits=4),
            Column(name="activations", title=T("activations, millions", "激活 (百万)"), digits=4),
        ),
        rows=(*names_of(p.classic), T("all", "合计")),
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(rows + 1,) each; parameters exact."""
    rows = seen.s.rows
    sides = [float(row.shape[1]) if len(row.shape) == 3 else torch.nan for row in rows]
    parameters = [row.parameters for row in rows]
    found = {
        "side": torch.tensor([*sides, torch.nan]),
        "channels": torch.tensor([*(float(row.shape[0]) for row in rows), torch.nan]),
        "parameters": torch.tensor([*parameters, sum(parameters)], dtype=torch.int32),
    }
    for name in ("multiplications", "activations"):
        counts = [getattr(row, name) / MILLION for row in rows]
        found[name] = torch.tensor([*counts, sum(counts)])
    return found
