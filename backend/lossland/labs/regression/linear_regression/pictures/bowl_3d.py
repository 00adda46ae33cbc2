"""The cost over two weights as a height."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.regression.regression import costs
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The cost around the answer; the path runs at its true cost, but never above the surface's highest spot."""
    s, level = seen.s, seen.plane.max()
    heights = seen.factor * costs(s.z, s.y, seen.walked, seen.l1, seen.l2).nan_to_num(torch.inf)  # (t,)
    return {
        "surface.x": seen.a,
        "surface.y": seen.b,
        "surface.z": seen.plane,
        **seen.spots,
        "trail.z": heights.minimum(level),
        "here.z": heights[-1:].minimum(level),
        "answer.z": seen.factor * costs(s.z, s.y, s.answer[None], seen.l1, seen.l2),
    }


def figure(p: LinearRegressionParams) -> Plot:
    """The same cost as a height."""
    spot = {"mode": "markers", "marker_size": 6}
    figure = go.Figure(
        [
            go.Surface(uid="surface", name=T("cost", "代价"), opacity=0.85, meta=painted(colorscale="sequential")),
            go.Scatter3d(uid="trail", name=T("path", "轨迹"), mode="lines", line_width=5, meta=painted(line="ink")),
            go.Scatter3d(uid="answer", name=T("closed-form answer", "闭式解"), meta=painted(marker="good"), **spot),
            go.Scatter3d(uid="here", name=T("weights now", "当前权重"), meta=painted(marker="accent"), **spot),
        ]
    )
    figure.update_scenes(
        xaxis_title=T("w<sub>a</sub>", "w<sub>a</sub>"),
        yaxis_title=T("w<sub>b</sub>", "w<sub>b</sub>"),
        zaxis_title=T("cost", "代价"),
    )
    return Plot(
        title=T("The bowl", "碗形曲面"),
        caption=T(
            "The same cost as a height. With more than two weights the path runs at its true cost, off this slice.",
            "同一代价，以高度表示。权重多于两个时，轨迹画在其真实代价处，不一定落在该截面上。",
        ),
        alt=T(
            "The cost as a surface over two weights, with the path of the descent.", "两个权重上的代价曲面与下降轨迹。"
        ),
        max_rate=8,
        figure=figure,
    )
