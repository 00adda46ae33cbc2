"""The cost over two weights as contours, on which a click puts the weights."""

from __future__ import annotations

import plotly.graph_objects as go
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Gesture, Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """log10 of the cost around the answer, with the path walked so far."""
    return {
        "surface.x": seen.a,
        "surface.y": seen.b,
        "surface.z": seen.plane.clamp(min=1e-9).log10(),
        **seen.spots,
    }


def figure(p: LinearRegressionParams) -> Plot:
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
