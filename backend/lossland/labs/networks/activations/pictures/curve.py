"""The function, its slope, and the tangent at z."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Gesture, Note, Plot, painted
from lossland.labs.networks.activations.experiment import State
from lossland.labs.networks.activations.params import REACH, ActivationsParams

TANGENT = 1.5
"""Half the tangent's length, in units of z."""
MARGIN = 0.12
"""Share of its height that the picture leaves free above and below."""


def draw(s: State) -> dict[str, Tensor]:
    """The curve and its slope, the saturated parts, and the tangent."""
    drawn = torch.cat([s.curve, s.slopes])
    margin = MARGIN * (drawn.max() - drawn.min())
    ends = torch.tensor([-TANGENT, TANGENT], dtype=torch.float64)
    return {
        "f.x": s.grid,
        "f.y": s.curve,
        "slope.x": s.grid,
        "slope.y": s.slopes,
        "saturated.x": s.grid,
        "saturated.y": torch.where(s.saturated, s.curve, torch.nan),
        "tangent.x": s.z + ends,
        "tangent.y": s.a + s.slope * ends,
        "point.x": s.z,
        "point.y": s.a,
        "slope-point.x": s.z,
        "slope-point.y": s.slope,
        "yaxis.range": torch.stack([drawn.min() - margin, drawn.max() + 2 * margin]),
        "here.z": s.z,
        "here.a": s.a,
        "here.slope": s.slope,
    }


def figure(p: ActivationsParams) -> Plot:
    """The point can be dragged along the curve."""
    figure = go.Figure(
        [
            go.Scatter(uid="f", name=T("f(z)", "f(z)"), line_width=4, meta=painted(line="accent")),
            go.Scatter(
                uid="slope",
                name=T("slope f′(z)", "导数 f′(z)"),
                line={"dash": "dash", "width": 3},
                meta=painted(line="class-0"),
            ),
            go.Scatter(
                uid="saturated", name=T("saturated", "饱和区"), line_width=10, opacity=0.35, meta=painted(line="bad")
            ),
            go.Scatter(
                uid="tangent",
                name=T("tangent at z", "z 处的切线"),
                mode="lines",
                line_width=2.5,
                meta=painted(line="ink"),
            ),
            go.Scatter(
                uid="slope-point",
                name=T("slope at z", "z 处的导数"),
                mode="markers",
                marker={"size": 11, "line_width": 2},
                showlegend=False,
                meta=painted(**{"marker": "class-0", "marker.line": "surface"}),
            ),
            go.Scatter(
                uid="point",
                name=T("(z, f(z))", "(z, f(z))"),
                mode="markers",
                marker={"size": 18, "line_width": 3},
                showlegend=False,
                cliponaxis=False,
                meta=painted(**{"marker": "accent", "marker.line": "surface"}),
            ),
        ]
    )
    figure.update_xaxes(title=T("pre-activation z", "预激活值 z"), range=[-REACH, REACH])
    figure.update_yaxes(title=T("f(z) and f′(z)", "f(z) 与 f′(z)"))
    return Plot(
        title=T("The function and its slope", "函数及其斜率"),
        caption=T(
            "Drag the large point. The tangent's slope is the factor that back-propagation multiplies by.",
            "拖动大圆点。切线的斜率就是反向传播时所乘的因子。",
        ),
        alt=T(
            "The activation function against z, its derivative, the tangent at the chosen z, saturated parts thick.",
            "激活函数曲线、其导数、所选 z 处的切线；饱和部分以粗线标出。",
        ),
        figure=figure,
        notes=(
            Note(
                uid="here",
                text=T("z = {z}, f(z) = {a}, f′(z) = {slope}", "z = {z}，f(z) = {a}，f′(z) = {slope}"),
            ),
        ),
        gestures=(
            Gesture(
                on="drag",
                action="set_params",
                trace="point",
                x="z",
                along="f",
                hint=T("Drag the point along the curve", "沿曲线拖动圆点"),
            ),
        ),
    )
