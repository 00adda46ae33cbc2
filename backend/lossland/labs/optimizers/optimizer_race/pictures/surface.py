"""The surface from above, with the paths that have the best rates lying on it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.surfaces.textbook import WINDOWS
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import ROLES, axis_titles, names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen, raised


def draw(seen: Seen) -> dict[str, Tensor]:
    """The ground, and the paths a little above it."""
    w, under, z, t = seen.race.best, seen.under, seen.z, seen.t
    left, right, low, high = WINDOWS[seen.surface.kind]
    x, y = w.theta[..., 0], w.theta[..., 1]  # (T + 1, R) each
    inside = (x >= left) & (x <= right) & (y >= low) & (y <= high)
    lift = 0.01 * float((z.nan_to_num(-1e30).max() - z.nan_to_num(1e30).min()).clamp(min=0))
    heights = torch.where(inside, raised(w.loss, under, seen.p.height) + lift, torch.nan)
    arrays = {"ground.x": under.x, "ground.y": under.y, "ground.z": z}
    for r in range(x.shape[1]):
        arrays |= {f"path{r}.x": x[:, r], f"path{r}.y": y[:, r], f"path{r}.z": heights[:, r]}
    return arrays | {"ball.x": x[t], "ball.y": y[t], "ball.z": heights[t]}


def figure(p: OptimizerRaceParams) -> Plot:
    """The surface in space."""
    names = names_of(p)
    across, up = axis_titles(p)
    traces: list[Any] = [
        go.Surface(
            uid="ground", name=T("loss", "损失"), opacity=0.9, hoverinfo="skip", meta=painted(colorscale="sequential")
        )
    ]
    for r, name in enumerate(names):
        traces.append(
            go.Scatter3d(
                uid=f"path{r}", name=name, mode="lines", line_width=6, meta=painted(line=ROLES[r % len(ROLES)])
            )
        )
    traces.append(
        go.Scatter3d(
            uid="ball",
            name=T("racers", "优化器"),
            mode="markers+text",
            text=[str(r + 1) for r in range(len(names))],
            marker_size=5,
            showlegend=False,
            meta=painted(marker="ink", textfont="ink"),
        )
    )
    figure = go.Figure(traces)
    figure.update_scenes(
        xaxis_title=across,
        yaxis_title=up,
        zaxis_title=T("height", "高度"),
        aspectmode="manual",
        aspectratio={"x": 1.25, "y": 1.0, "z": 0.7},
    )
    return Plot(
        title=T("Surface", "曲面"),
        caption=T(
            "The same paths, each at its best rate, on the surface; height is log₁₀ of the loss above its lowest point, or "
            "the loss itself (advanced). A path ends where it leaves the picture.",
            "同样的路径 (各用最佳学习率) 画在曲面上；高度为损失与最低点之差的 log₁₀，也可设为原值 (高级选项)。路径离开画面即中断。",
        ),
        alt=T("The loss as a surface with the racers' paths on it.", "损失曲面与各优化器的路径。"),
        max_rate=6,
        figure=figure,
    )
