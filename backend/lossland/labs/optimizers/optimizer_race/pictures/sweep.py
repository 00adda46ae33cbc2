"""Height at the end for every learning rate that was tried."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import RATES
from lossland.lab import T
from lossland.lab.marks import powers
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import ROLES, names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import LEAST, Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """A line for each racer, and the rate that was chosen."""
    race, heights = seen.race, seen.race.sweep.clamp(min=LEAST)
    rate = torch.tensor(RATES, dtype=torch.float64)
    arrays = {}
    for r, final in enumerate(heights):
        arrays[f"racer{r}.x"], arrays[f"racer{r}.y"] = rate, final
    at = (rate[:, None] == race.best_rate).int().argmax(0)  # (R,)
    chosen = heights[torch.arange(len(at)), at]
    return arrays | {"best.x": race.best_rate, "best.y": torch.where(seen.rateless, torch.nan, chosen)}


def figure(p: OptimizerRaceParams) -> Plot:
    """Height at the end against rate."""
    traces: list[Any] = [
        go.Scatter(
            uid=f"racer{r}",
            name=name,
            mode="lines+markers",
            marker_size=4,
            meta=painted(line=ROLES[r % len(ROLES)], marker=ROLES[r % len(ROLES)]),
        )
        for r, name in enumerate(names_of(p))
    ]
    traces.append(
        go.Scatter(
            uid="best",
            name=T("chosen", "所选"),
            mode="markers",
            marker={"symbol": "circle-open", "size": 13, "line_width": 2},
            meta=painted(marker="ink"),
        )
    )
    figure = go.Figure(traces)
    figure.update_xaxes(title=T("learning rate α (log)", "学习率 α (对数轴)"), type="log", **powers())
    figure.update_yaxes(title=T("height after 300 steps", "300 步后的高度"), type="log", **powers())
    return Plot(
        title=T("All rates", "全部学习率"),
        caption=T(
            "Every rate that was tried from this start. A line ends where the racer leaves the domain: the cliff. "
            "AdaDelta's is level: it has no rate.",
            "从这个起点试过的所有学习率。曲线中断处优化器离开定义域：悬崖。AdaDelta 没有学习率，其曲线是水平的。",
        ),
        alt=T(
            "Final height against learning rate, one line for each racer.", "最终高度随学习率的变化，每个优化器一条线。"
        ),
        figure=figure,
        max_rate=10,
    )
