"""One network whose rate grows at every update, beside the 16 constant rates."""

from __future__ import annotations

import math

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.learning_rate.params import LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures import valley
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR, LOSS, RATE, log_axis
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Loss against the growing rate, and once it has risen again the rate of the least loss; the 16 final losses."""
    s, steps, curves = seen.s, seen.steps, seen.curves
    later = steps > 0
    rate = s.rate[-1].index_select(0, (steps[later] - 1))  # (k - 1,)
    loss = curves[-1][later]
    arrays = {"test.x": rate, "test.y": loss}
    final = valley.draw(seen)
    arrays |= {"final.x": final["loss.x"], "final.y": final["loss.y"]}
    nothing = torch.empty(0)
    least = torch.where(loss.isnan(), math.inf, loss).argmin() if len(loss) else 0
    if len(loss) == 0 or bool(loss[-1] < 2 * loss[least]):  # it has not risen yet: NaN has
        return arrays | {f"{name}.{axis}": nothing for name in ("least", "tenth") for axis in "xy"}
    return arrays | {
        "least.x": rate[least][None],
        "least.y": loss[least][None],
        "tenth.x": (rate[least] / 10).expand(2),
        "tenth.y": torch.tensor([FLOOR, CEILING]),
    }


def figure(p: LearningRateParams) -> Plot:
    """One network whose rate grows."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="final",
                name=T("the 16 runs", "16 次训练"),
                mode="markers",
                marker={"size": 7, "symbol": "circle-open"},
                meta=painted("points", marker="ink-3"),
            ),
            go.Scatter(
                uid="tenth",
                name=T("a tenth of it", "其十分之一"),
                mode="lines",
                line={"dash": "dot", "width": 2},
                hovertemplate="α = %{x:.3g}<extra></extra>",
                meta=painted(line="good"),
            ),
            go.Scatter(
                uid="test",
                name=T("range test", "范围测试"),
                mode="lines",
                line_width=2.2,
                hovertemplate="α = %{x:.3g}<br>%{y:.3g}<extra></extra>",
                meta=painted(line="accent"),
            ),
            go.Scatter(
                uid="least",
                name=T("its least loss", "最低损失"),
                mode="markers",
                marker={"size": 11, "symbol": "diamond"},
                meta=painted(marker="accent"),
            ),
        ]
    )
    edge = (p.highest / p.lowest) ** 0.03
    figure.update_layout(xaxis=log_axis(RATE, p.lowest / edge, p.highest * edge), yaxis=log_axis(LOSS, FLOOR, CEILING))
    return Plot(
        title=T("LR range test", "学习率范围测试"),
        caption=T(
            "One network, its rate growing at every update from the smallest to the largest. It breaks where the cliff "
            "of the 16 runs is; take about a tenth of the rate with the least loss.",
            "一个网络，学习率每次更新都增大，从最小到最大。它在 16 次训练的悬崖处崩溃；取最低损失处学习率的约十分之一。",
        ),
        alt=T(
            "Loss of the range test against its growing rate, with the final losses of the 16 runs.",
            "范围测试的损失随学习率增大的变化，以及 16 次训练的最终损失。",
        ),
        figure=figure,
        linked="rate",
        max_rate=10,
    )
