"""Every weight, and how the best weights depend on the strength of the penalty."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.regression.regression import coefficient_paths
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams

if TYPE_CHECKING:
    from lossland.labs.regression.linear_regression.lab import State

LAMBDAS = torch.logspace(-3, 4, 29, dtype=torch.float64)


def draw_weights(s: State, answer: Tensor) -> dict[str, Tensor]:
    """The weights w_1 to w_K now and in the answer."""
    index = torch.arange(1, len(answer))
    return {"now.x": index, "now.y": s.weights[1:], "answer.x": index, "answer.y": answer[1:]}


@lru_cache(maxsize=32)
def _paths(z: bytes, y: bytes, penalty: str, rho: float) -> Tensor:
    """Coefficient paths of float32 data; remembered, since every frame asks and only few change the data."""
    targets = torch.frombuffer(bytearray(y), dtype=torch.float32)
    columns = torch.frombuffer(bytearray(z), dtype=torch.float32).reshape(len(targets), -1)
    return coefficient_paths(columns, targets, penalty, rho, LAMBDAS)


def draw_paths(s: State, p: LinearRegressionParams) -> dict[str, Tensor]:
    """The best w_k for every strength, and a line at the strength now."""
    penalty = "ridge" if p.penalty == "none" else p.penalty
    paths = _paths(s.z.cpu().numpy().tobytes(), s.y.cpu().numpy().tobytes(), penalty, p.l1_ratio)  # (L, 1 + K)
    arrays = {f"w{k}.y": paths[:, k] for k in range(1, paths.shape[1])}
    here = p.strength if p.penalty != "none" else math.nan
    arrays["now.x"] = torch.tensor([here, here])
    arrays["now.y"] = torch.stack([paths[:, 1:].min(), paths[:, 1:].max()])
    return arrays


def weights_figure() -> Plot:
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


def paths_figure(p: LinearRegressionParams) -> Plot:
    """A line for each weight over the strength."""
    count = {"line": 1, "fourier": 2 * p.order}.get(p.basis, p.order)  # K
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
    figure.update_xaxes(title=T("strength λ (log)", "强度 λ (对数轴)"), type="log", exponentformat="power")
    figure.update_yaxes(title=T("best weight w<sub>k</sub>", "最优权重 w<sub>k</sub>"))
    return Plot(
        title=T("Coefficient paths", "系数路径"),
        caption=T(
            "The best weights for every strength: a ridge shrinks them together, the lasso drops them one by one. "
            "Without a penalty the ridge is shown.",
            "每个强度下的最优权重：岭回归使它们一起缩小，Lasso 则逐个归零。未选惩罚项时显示岭回归。",
        ),
        alt=T("Each best weight against the strength of the penalty.", "各最优权重随惩罚强度的变化。"),
        max_rate=8,
        figure=figure,
    )
