"""The cost over two weights, as contours and as a surface."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers.trail import walked
from lossland.algorithms.regression.regression import cost_plane, costs, error_factor, penalty_strengths
from lossland.lab import Arrays, T
from lossland.lab.views import Gesture, Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, chosen

if TYPE_CHECKING:
    from lossland.labs.regression.linear_regression.lab import State


def draw_bowl(s: State, p: LinearRegressionParams, answer: Tensor) -> dict[str, Arrays]:
    """Both pictures of the cost around the answer, with the path walked so far; log10 of the cost in the flat one."""
    pair = list(chosen(p, len(s.weights)))
    star = answer[pair]  # (2,)
    path = walked(s.trail, s.weights)[:, pair].nan_to_num(1e12, 1e12, -1e12).clamp(-1e12, 1e12)  # (t, 2)
    reach = float(torch.cat([path - star, star[None]]).abs().max())
    half = 2 ** (math.ceil(2 * math.log2(max(1.15 * reach, 1e-3))) / 2)  # in steps of root 2, so that it rarely jumps
    centre = (star / half * 4).round() * half / 4
    b = centre[1] + half * torch.linspace(-1, 1, 41, dtype=torch.float64, device=star.device)
    a = centre[0] + half * torch.linspace(-1, 1, 41, dtype=torch.float64, device=star.device)
    l1, l2 = penalty_strengths(p.penalty, p.strength, p.l1_ratio)
    factor = error_factor(p.error, len(s.y))
    plane = factor * cost_plane(s.z, s.y, s.weights, (pair[0], pair[1]), a, b, l1, l2)  # (41, 41)
    heights = factor * costs(s.z, s.y, walked(s.trail, s.weights), l1, l2).nan_to_num(torch.inf)  # (t,)
    level = plane.max()
    spots = {"trail.x": path[:, 0], "trail.y": path[:, 1], "here.x": path[-1:, 0], "here.y": path[-1:, 1]}
    spots |= {"answer.x": star[:1], "answer.y": star[1:]}
    return {
        "bowl": {"surface.x": a, "surface.y": b, "surface.z": plane.clamp(min=1e-9).log10(), **spots},
        "bowl_3d": {
            "surface.x": a,
            "surface.y": b,
            "surface.z": plane,
            **spots,
            "trail.z": heights.minimum(level),
            "here.z": heights[-1:].minimum(level),
            "answer.z": factor * costs(s.z, s.y, answer[None], l1, l2),
        },
    }


def bowl_figure() -> Plot:
    """Contours, on which a click puts the weights."""
    figure = go.Figure(
        [
            go.Contour(
                uid="surface",
                name=T("log10 of the cost", "代价的 log10"),
                ncontours=24,
                colorbar_title=T("log₁₀ cost", "log₁₀ 代价"),
                colorbar_thickness=10,
                line_width=0.5,
                meta=painted(colorscale="sequential"),
            ),
            go.Scatter(
                uid="trail",
                name=T("path", "轨迹"),
                mode="lines+markers",
                marker_size=4,
                meta=painted(line="ink", marker="ink"),
            ),
            go.Scatter(
                uid="answer",
                name=T("closed-form answer", "闭式解"),
                mode="markers",
                marker_symbol="star",
                marker_size=20,
                meta=painted(marker="good"),
            ),
            go.Scatter(
                uid="here",
                name=T("weights now", "当前权重"),
                mode="markers",
                marker_size=11,
                meta=painted(marker="accent"),
            ),
        ]
    )
    figure.update_xaxes(
        title=T("weight across, w<sub>a</sub>", "横轴权重 w<sub>a</sub>"), constrain="domain", exponentformat="power"
    )
    figure.update_yaxes(
        title=T("weight up, w<sub>b</sub>", "纵轴权重 w<sub>b</sub>"),
        scaleanchor="x",
        scaleratio=1,
        constrain="domain",
        exponentformat="power",
    )
    return Plot(
        title=T("The cost over two weights", "两个权重上的代价"),
        caption=T(
            "The whole training set's cost, the other weights as they are now: with more than two weights the star may "
            "lie off this slice's lowest spot. Click to put the weights there.",
            "整个训练集的代价，其余权重取当前值：权重多于两个时，星不一定在该截面的最低处。点击可把权重放到该处。",
        ),
        alt=T(
            "Contours of the cost over two weights, the path of the descent, the current weights and the best ones.",
            "两个权重上代价的等高线、下降轨迹、当前权重与最优权重。",
        ),
        max_rate=20,
        figure=figure,
        gestures=(
            Gesture(on="click", action="set_weights", x="a", y="b", hint=T("Click to set the weights", "点击设置权重")),
        ),
    )


def bowl_3d_figure() -> Plot:
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
