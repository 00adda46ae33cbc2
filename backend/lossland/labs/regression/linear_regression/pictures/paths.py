"""How the best weights depend on the strength of the penalty."""

from __future__ import annotations

import math

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import powers
from lossland.lab.views import Plot, painted
from lossland.labs.regression.linear_regression.experiment import LAMBDAS
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, count_of
from lossland.labs.regression.linear_regression.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The best w_k for every strength, and a line at the strength now."""
    paths, p = seen.s.paths, seen.p
    arrays = {f"w{k}.y": paths[:, k] for k in range(1, paths.shape[1])}
    here = p.strength if p.penalty != "none" else math.nan
    arrays["now.x"] = torch.tensor([here, here])
    arrays["now.y"] = torch.stack([paths[:, 1:].min(), paths[:, 1:].max()])
    return arrays


def figure(p: LinearRegressionParams) -> Plot:
    """A line for each weight over the strength."""
    count = count_of(p)
    roles = ("class-1", "class-0", "class-2", "class-3", "accent", "ink-3")
    figure = go.Figure(
        [
            go.Scatter(
                uid=f"w{k}",
                name=T(f"w{k}", f"w{k}"),
                x=LAMBDAS.tolist(),
                mode="lines",
                showlegend=count <= 6,
                meta=painted(line=roles[k % len(roles)]),
            )
            for k in range(1, count + 1)
        ]
        + [go.Scatter(uid="now", name=T("λ now", "当前 λ"), mode="lines", line_dash="dot", meta=painted(line="ink"))]
    )
    figure.update_xaxes(title=T("strength λ (log)", "惩罚系数 λ (对数轴)"), type="log", **powers())
    figure.update_yaxes(title=T("best weight w<sub>k</sub>", "最优权重 w<sub>k</sub>"))
    return Plot(
        title=T("Coefficient paths", "系数路径"),
        caption=T(
            "The best weights for every strength: a ridge shrinks them together, the lasso drops them one by one. "
            "Without a penalty the ridge is shown.",
            "每个惩罚系数下的最优权重：岭回归使它们一起缩小，Lasso 则逐个归零。未选惩罚项时显示岭回归。",
        ),
        alt=T("Each best weight against the strength of the penalty.", "各最优权重随惩罚系数的变化。"),
        max_rate=8,
        figure=figure,
    )
