"""The cost over two weights as contours, on which a click puts the weights."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line
from lossland.lab.views import Gesture, Note, Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.seen import Seen

STEP = 1 / 12
"""From contour to contour, where 0 is the first answer's cost and 1 that of the weights at the start."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """The logarithm of the cost between two levels that stay, with the path walked so far."""
    least, most = seen.s.levels.double().clamp(min=1e-9)
    span = (most / least).log10().clamp(min=0.3)
    cost = 2 / len(seen.s.y) * seen.plane / seen.factor  # the mean squared error, and the penalty's share
    return {
        "surface.x": seen.a,
        "surface.y": seen.b,
        "surface.z": (cost / least).clamp(min=0.1).log10() / span,
        "casing.x": seen.spots["trail.x"],
        "casing.y": seen.spots["trail.y"],
        **seen.spots,
        **seen.range,
        "xaxis.index": torch.tensor([seen.pair[0]]),
        "yaxis.index": torch.tensor([seen.pair[1]]),
        "left.shown": torch.tensor([float(seen.left)]),
    }


def figure(p: LinearRegressionParams) -> Plot:
    """Contours, on which a click puts the weights."""
    figure = go.Figure(
        [
            go.Contour(
                uid="surface",
                name=T("cost", "代价"),
                contours={"start": 0, "end": 2, "size": STEP},
                zmin=-0.15,
                zmax=1.6,
                showscale=False,
                line_width=0.6,
                hoverinfo="skip",
                meta=painted(colorscale="sequential"),
            ),
            line("casing", None, "surface", width=6, hoverinfo="skip"),
            line("trail", T("path", "轨迹"), "ink", mode="lines+markers", marker_size=5),
            dots("answer", T("best weights", "最优权重"), "good", size=20, symbol="star", **casing("good")),
            dots("here", T("weights now", "当前权重"), "accent", size=18, **casing("accent")),
        ]
    )
    figure.update_xaxes(title=T("weight w<sub>{index}</sub>", "权重 w<sub>{index}</sub>"), exponentformat="power")
    figure.update_yaxes(
        title=T("weight w<sub>{index}</sub>", "权重 w<sub>{index}</sub>"),
        scaleanchor="x",
        scaleratio=1,
        exponentformat="power",
    )
    return Plot(
        title=T("The cost over two weights", "两个权重上的代价"),
        caption=T(
            "The whole training set's cost on a logarithmic scale that stays: from line to line it grows by the same factor. "
            "Other weights are as they are now: with more than two the star may lie off this slice's lowest spot. Click to "
            "put the weights there.",
            "整个训练集的代价，对数刻度固定不变：相邻等高线之比相同。其余权重取当前值：权重多于两个时，星不一定在该截面的最低处。"
            "点击可把权重放到该处。",
        ),
        alt=T(
            "Contours of the cost over two weights, the path of the descent, the current weights and the best ones.",
            "两个权重上代价的等高线、下降轨迹、当前权重与最优权重。",
        ),
        max_rate=20,
        figure=figure,
        notes=(
            Note(
                uid="left",
                text=T(
                    "The weights have left the picture: every step overshoots by more than it corrects.",
                    "权重已离开画面：每一步越过最低点的距离都大于所修正的距离。",
                ),
                role="bad",
            ),
        ),
        gestures=(
            Gesture(on="click", action="set_weights", x="a", y="b", hint=T("Click to set the weights", "点击设置权重")),
        ),
    )


def casing(role: str) -> dict[str, Any]:
    """A light ring round a mark, so that it is seen on every ground."""
    return {"marker_line_width": 3, "meta": painted(**{"marker": role, "marker.line": "surface"}), "cliponaxis": False}
