"""The formula of an update with the numbers of the first coordinate."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import axis_titles
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """What stands in the formula."""
    now = seen.update
    if now is None:
        return {}
    pieces = {"theta": now.theta, "d": now.d, "r": now.r, "eff": now.effective, "next": now.theta + now.move}
    return {name: value[:1] for name, value in pieces.items()} | {"alpha": torch.tensor([seen.looked.rates.alpha])}


def figure(p: OptimizerRaceParams) -> Formula:
    """The five lines and the numbers of the first coordinate."""
    axis = axis_titles(p)[0]
    lines = (
        r"m &\leftarrow a\,m + b\,g \qquad v \leftarrow c\,v + e\,g^2 \\ "
        r"\theta &\leftarrow \theta - \alpha\,\frac{d}{SCALE} \\ "
        r"&= @theta@ - @alpha@ \cdot \frac{@d@}{@r@} = @next@"
    )
    begin, end = r"\begin{aligned} ", r"\end{aligned}"
    return Formula(
        title=T("Formula", "公式"),
        caption=T(f"The same update, {axis}.", f"同一次更新，{axis.zh}。"),
        alt=T("The update's formula with its numbers.", "更新公式及其数值。"),
        tex=begin + lines.replace("SCALE", r"\sqrt{\hat v + \epsilon}") + end,
        library=begin + lines.replace("SCALE", r"\sqrt{\hat v} + \epsilon") + end,
        explained=T(
            "d is g, or with momentum m̂. Course: b = 1 − a and ε inside the root. Library (PyTorch): b = 1 in momentum and ε beside "
            "the root. Without a second moment r = 1. AdaDelta multiplies d by √(u + ε); AdamW also subtracts its decay.",
            "d 为 g，有动量时为 m̂。课程写法：b = 1 − a，ε 在根号内。PyTorch 写法：动量中 b = 1，ε 在根号外。没有二阶矩时 r = 1。"
            "AdaDelta 的 d 还乘以 √(u + ε)；AdamW 另减去衰减项。",
        ),
        digits=4,
        max_rate=8,
    )
