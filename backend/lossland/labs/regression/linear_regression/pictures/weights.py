"""Every weight beside its best value."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The weights w_1 to w_K now and in the answer."""
    s = seen.s
    index = torch.arange(1, len(s.answer))
    return {"now.x": index, "now.y": s.weights[1:], "answer.x": index, "answer.y": s.answer[1:]}


def figure(p: LinearRegressionParams) -> Plot:
    """A bar for each weight."""
    figure = go.Figure(
        [
            go.Bar(uid="now", name=T("weights now", "当前权重"), meta=painted(marker="accent")),
            go.Scatter(
                uid="answer",
                name=T("closed-form answer", "闭式解"),
                mode="markers",
                marker_symbol="star",
                marker_size=10,
                meta=painted(marker="good"),
            ),
        ]
    )
    figure.update_xaxes(
        title=T("index k of the basis function", "基函数序号 k"), dtick=1, autorangeoptions_include=[0, 2]
    )
    figure.update_yaxes(exponentformat="power", title=T("weight w<sub>k</sub>", "权重 w<sub>k</sub>"))
    return Plot(
        title=T("Every weight", "全部权重"),
        caption=T("Without the bias. The lasso leaves some at exactly 0.", "不含偏置。Lasso 使其中一些恰好为 0。"),
        alt=T("Bars of the current weights with the best ones as stars.", "当前权重的柱状图，最优权重以星标出。"),
        figure=figure,
    )
