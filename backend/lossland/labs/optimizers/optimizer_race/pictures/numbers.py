"""One update in numbers, by coordinate."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import axis_titles
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen

PIECES = ("g", "m", "m_hat", "v", "v_hat", "d", "r", "effective", "move")


def draw(seen: Seen) -> dict[str, Tensor]:
    """Both coordinates of each piece of the update."""
    now = seen.update
    values = [[torch.nan] * 2 for _ in PIECES] if now is None else [getattr(now, name).tolist() for name in PIECES]
    first, second = torch.tensor(values, dtype=torch.float64).T
    return {"first": first, "second": second}


def figure(p: OptimizerRaceParams) -> Table:
    """One update in numbers."""
    axes = axis_titles(p)
    return Table(
        title=T("In numbers", "数值"),
        caption=T(
            "The update drawn in slow motion, by coordinate. A dash: the method has no such piece.",
            "慢动作中的更新，逐坐标列出。横线：该方法没有此项。",
        ),
        alt=T("Gradient, moments, scale and step of both coordinates.", "两个坐标的梯度、矩、缩放与更新步。"),
        columns=(
            Column(name="first", title=axes[0], digits=4),
            Column(name="second", title=axes[1], digits=4),
        ),
        rows=(
            T("gradient g", "梯度 g"),
            T("first moment m", "一阶矩 m"),
            T("corrected m̂", "修正后 m̂"),
            T("second moment v", "二阶矩 v"),
            T("corrected v̂", "修正后 v̂"),
            T("direction d", "方向 d"),
            T("scale r", "缩放 r"),
            T("effective rate α/r", "有效学习率 α/r"),
            T("step Δθ", "步 Δθ"),
        ),
        max_rate=8,
    )
