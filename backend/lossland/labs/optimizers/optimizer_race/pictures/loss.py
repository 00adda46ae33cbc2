"""Height above the lowest point against step, for both races."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import powers
from lossland.lab.views import Note, Plot, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import ROLES, names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import LEAST, Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Every racer's heights at both rates, and where the cursor is."""
    race, t = seen.race, seen.t
    arrays: dict[str, Tensor] = {}
    for uid, w in (("same", race.same), ("best", race.best)):
        loss = w.loss.clamp(min=LEAST)
        for r in range(loss.shape[1]):
            arrays[f"{uid}{r}.y"] = loss[:, r]
    both = torch.cat([race.same.loss, race.best.loss]).clamp(min=LEAST)
    ends = torch.stack([both.nan_to_num(torch.inf).min(), both.nan_to_num(0.0).max()])
    return arrays | {"cursor.x": torch.tensor([t, t]), "cursor.y": ends}


def figure(p: OptimizerRaceParams) -> Plot:
    """Height against step, both races."""
    names = names_of(p)
    traces: list[Any] = []
    for uid, dash, width in (("same", "solid", 2.5), ("best", "dot", 1.8)):
        for r, name in enumerate(names):
            traces.append(
                go.Scatter(
                    uid=f"{uid}{r}",
                    name=name,
                    x0=0,
                    dx=1,
                    mode="lines",
                    line_dash=dash,
                    line_width=width,
                    showlegend=False,  # the colours are those of the balls
                    meta=painted(line=ROLES[r % len(ROLES)]),
                )
            )
    traces.append(
        go.Scatter(
            uid="cursor",
            name=T("now", "当前"),
            mode="lines",
            line_width=1.5,
            showlegend=False,
            hoverinfo="skip",
            meta=painted(line="ink"),
        )
    )
    figure = go.Figure(traces)
    figure.update_xaxes(title=T("step t", "步 t"))
    figure.update_yaxes(title=T("f(θ) − lowest f", "f(θ) − 最低值"), type="log", **powers(every=4))
    return Plot(
        title=T("Loss against step", "损失随步数的变化"),
        caption=T(
            "Solid: same rate; dotted: each at its best rate. A line that ends has left the domain.",
            "实线：相同学习率；点线：各用最佳学习率。中断的曲线表示已离开定义域。",
        ),
        alt=T(
            "Height above the lowest point against step on a logarithmic axis, for every racer at both rates.",
            "各优化器在两种学习率下相对最低点的高度随步数的变化，纵轴为对数。",
        ),
        figure=figure,
        notes=(Note(uid="lines", text=T("solid: same α; dotted: best α", "实线：相同 α；点线：最佳 α")),),
        max_rate=10,
    )
