"""Every weight beside its best value."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, dots, plot
from lossland.lab.views import Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, count_of
from lossland.labs.regression.linear_regression.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The weights w_0 to w_K now and in the answer."""
    s = seen.s
    index = torch.arange(len(s.answer))
    return {"now.x": index, "now.y": s.weights, "answer.x": index, "answer.y": s.answer}


def figure(p: LinearRegressionParams) -> Plot:
    """A bar for each weight, with its value where there are few."""
    few = count_of(p) <= 6
    figure = plot(
        bars("now", T("weights now", "当前权重"), "accent", shown=".3g")
        if few
        else go.Bar(uid="now", name=T("weights now", "当前权重"), meta=painted(marker="accent")),
        dots("answer", T("best weights", "最优权重"), "good", size=15, symbol="star"),
        x=axis(T("weight w<sub>k</sub>", "权重 w<sub>k</sub>"), dtick=1, tickprefix="w<sub>", ticksuffix="</sub>"),
        y=axis(T("value", "数值"), exponentformat="power"),
        bargap=0.4,
    )
    return Plot(
        title=T("Every weight", "全部权重"),
        caption=T(
            "w₀ is the bias, which no penalty makes smaller. The lasso leaves some weights at exactly 0.",
            "w₀ 为偏置，不受惩罚。Lasso 使一些权重恰好为 0。",
        ),
        alt=T("Bars of the current weights with the best ones as stars.", "当前权重的柱状图，最优权重以星标出。"),
        figure=figure,
    )
