"""What the racer followed multiplies each coordinate by, against step."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import effective_rates
from lossland.lab import T
from lossland.lab.marks import powers
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import axis_titles
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The effective rates of both coordinates, the rate, and the update that is shown."""
    looked, steps, shown = seen.looked, seen.steps, seen.shown
    updates = torch.arange(1, steps + 1)
    effective = effective_rates(looked.trace, looked.row, looked.rates)  # (T, 2)
    effective = torch.where(looked.judged.theta[1:, looked.row].isnan(), torch.nan, effective)
    return {
        "first.x": updates,
        "first.y": effective[:, 0],
        "second.x": updates,
        "second.y": effective[:, 1],
        "alpha.x": torch.tensor([1, steps]),
        "alpha.y": torch.tensor([looked.rates.alpha, looked.rates.alpha]),
        "now.x": torch.tensor([shown + 1, shown + 1]),
        "now.y": effective[[min(shown, steps - 1)] * 2, [0, 1]],
    }


def figure(p: OptimizerRaceParams) -> Plot:
    """alpha / r by coordinate."""
    axes = axis_titles(p)
    figure = go.Figure(
        [
            go.Scatter(uid="first", name=axes[0], mode="lines", line_width=2, meta=painted(line="class-0")),
            go.Scatter(uid="second", name=axes[1], mode="lines", line_width=2, meta=painted(line="class-1")),
            go.Scatter(uid="alpha", name=T("α", "α"), mode="lines", line_dash="dot", meta=painted(line="ink-3")),
            go.Scatter(
                uid="now",
                name=T("now", "当前"),
                mode="markers",
                marker_size=9,
                showlegend=False,
                meta=painted(marker="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("step t", "步 t"))
    figure.update_yaxes(title=T("effective rate α/r", "有效学习率 α/r"), type="log", **powers())
    return Plot(
        title=T("Effective rate", "有效学习率"),
        caption=T(
            "What the racer followed multiplies each coordinate's direction by. Without a second moment it is α.",
            "所查看优化器对每个坐标方向所乘的因子。没有二阶矩时即 α。",
        ),
        alt=T("The effective learning rate of both coordinates against step.", "两个坐标的有效学习率随步数的变化。"),
        figure=figure,
        max_rate=10,
    )
