"""The gradient check of the small net in numbers."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.nets.gradient_check import COUNTS, PARTS
from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """A row for each part of theta, and one for the whole."""
    s = seen.s
    found = s.check
    sizes = [
        torch.stack([part.norm() for part in (*g.split_with_sizes(COUNTS), g)])
        for g in (found.written, found.differences)
    ]
    distances = torch.cat([found.by_part, found.distance[None]])
    return {
        "written": sizes[0],
        "differences": sizes[1],
        "distance": distances,
    }


def figure(p: GradientFlowParams) -> Table:
    """The same in numbers."""
    return Table(
        title=T("Check in numbers", "检验数值"),
        caption=T(
            "The relative distance |g − g'| / (|g| + |g'|) of every part of θ.",
            "θ 各部分的相对距离 |g − g'| / (|g| + |g'|)。",
        ),
        alt=T("Norms of both gradients and their relative distance.", "两种梯度的范数及其相对距离。"),
        columns=(
            Column(name="written", title=T("|g| written out", "|g| 手写"), digits=4),
            Column(name="differences", title=T("|g'| differences", "|g'| 差分"), digits=4),
            Column(name="distance", title=T("relative distance", "相对距离"), digits=3),
        ),
        rows=(*(T(part, part) for part in PARTS), T("whole θ", "整个 θ")),
    )
