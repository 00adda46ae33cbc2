"""How far the learned filter is from the target filter, update by update."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, log_axis, plot
from lossland.lab.views import Note, Plot
from lossland.labs.vision.convolution.params import UPDATES, ConvolutionParams
from lossland.labs.vision.convolution.pictures.filters import blind
from lossland.labs.vision.convolution.pictures.seen import Seen

FLOOR = 1e-6
"""Below it the axis ends."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The worst weight, and the cost beside that of no filter at all."""
    made = seen.s.learned
    if made is None:
        return None
    t = torch.arange(UPDATES + 1, dtype=torch.float64)
    worst = (made.way - made.goal.flatten()).abs().amax(1)  # (updates + 1,)
    without = made.target.square().mean() / 2
    cost = made.costs / (
        without if bool(without > 0) else made.costs[0].clamp(min=1e-30)
    )  # a target of zeros costs nothing
    now = slice(seen.p.update, seen.p.update + 1)
    return {
        "worst.x": t,
        "worst.y": worst.clamp(min=FLOOR),
        "cost.x": t,
        "cost.y": cost.clamp(min=FLOOR),
        "now.x": t[now],
        "now.y": worst[now].clamp(min=FLOOR),
        "here.worst": worst[now],
        "told.condition": made.condition.nan_to_num(posinf=torch.nan)[None],
        **blind(made),
    }


def figure(p: ConvolutionParams) -> Plot | None:
    """Two curves on a logarithmic axis."""
    if p.study != "learning":
        return None
    return Plot(
        title=T("How far off", "还差多少"),
        caption=T(
            "The cost falls at once and hides what is wrong: neighbouring pixels are nearly equal, so exchanging weight between "
            "neighbours changes little.",
            "代价很快下降，掩盖了错误：相邻像素几乎相等，把权重挪给邻居几乎不改变输出。",
        ),
        alt=T("Error of the worst weight and cost against the update.", "最差权重的误差与代价随更新次数的变化。"),
        figure=plot(
            line("worst", T("worst weight off by", "最差权重的误差"), "accent", width=3),
            line(
                "cost", T("cost, as a share of that without filter", "代价 (相对于无卷积核时)"), "class-0", dash="dash"
            ),
            dots("now", None, "accent", size=12),
            x=T("update t", "更新次数 t"),
            y=log_axis(T("error", "误差"), FLOOR, 10),
        ),
        notes=(
            Note(uid="here", text=T("worst weight off by {worst}", "最差权重差 {worst}")),
            Note(uid="told", text=T("condition number {condition}", "条件数 {condition}")),
            Note(
                uid="blind",
                text=T("{count} of 9 directions change nothing", "9 个方向中有 {count} 个不改变输出"),
            ),
        ),
    )
