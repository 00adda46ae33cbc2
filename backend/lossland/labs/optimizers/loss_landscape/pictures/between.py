"""The straight line from training 1 to training 2 of the first network, and on beyond both."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Samples
from lossland.algorithms.surfaces.landscape import at_points
from lossland.lab import T
from lossland.lab.marks import shares
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.names import ROLES, names_of
from lossland.labs.optimizers.loss_landscape.pictures.scale import STEPS, shown
from lossland.labs.optimizers.loss_landscape.pictures.seen import SLICE, Seen

ENDS = (8, 24)
"""Where t is 0 and 1."""
AIR = 0.2
"""Powers of ten above and below the curves."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """Loss and accuracy along the line."""
    s, t = seen.s, SLICE.to(seen.s.gauss.device)
    theta, flag = seen.way(0), bool(s.skip[0])  # (T, P)
    test = Samples(s.x_test, s.y_test, s.gauss.new_full((s.x_test.shape[1],), 1 / s.x_test.shape[1]))
    train = seen.straight(0)  # (2, T)
    held = at_points(s.net, theta, test, flag)
    first, second = shown(train[0][list(ENDS)])
    low, high = shown(torch.cat([train[0], held[0]])).log10().aminmax()
    return {
        "train.x": t,
        "train.y": shown(train[0]),
        "test.x": t,
        "test.y": shown(held[0]),
        "right.x": t,
        "right.y": held[1],
        "end1.x": t.new_tensor([0.0]),
        "end1.y": first[None],
        "end2.x": t.new_tensor([1.0]),
        "end2.y": second[None],
        "yaxis.range": torch.stack([low - AIR, high + AIR]),
    }


def figure(p: LossLandscapeParams) -> Plot:
    """Losses, and the accuracy on an axis of its own."""
    figure = go.Figure(
        [
            go.Scatter(uid="train", name=T("training loss", "训练损失"), line_width=3, meta=painted(line="train")),
            go.Scatter(uid="test", name=T("test loss", "测试损失"), line_dash="dash", meta=painted(line="held")),
            go.Scatter(
                uid="right",
                name=T("test accuracy (right axis)", "测试准确率 (右轴)"),
                yaxis="y2",
                line_dash="dot",
                meta=painted(line="ink-2"),
            ),
        ]
        + [
            go.Scatter(
                uid=f"end{i + 1}",
                name=name,
                mode="markers+text",
                marker={"size": 20, "line": {"width": 2}},
                text=[str(i + 1)],
                textfont={"size": 11, "weight": 700},
                showlegend=False,  # it has its number, as on the surface
                meta=painted(**{"marker": ROLES[i], "marker.line": "surface", "textfont": "surface"}),
            )
            for i, name in enumerate(names_of(p)[:2])
        ]
    )
    figure.update_xaxes(title=T("from 1 to 2: θ = (1 − t) θ₁ + t θ₂", "从 1 到 2：θ = (1 − t) θ₁ + t θ₂"))
    figure.update_layout(
        yaxis={"title": T("loss L", "损失 L"), "type": "log", **STEPS},
        yaxis2={
            "title": T("accuracy", "准确率"),
            "overlaying": "y",
            "side": "right",
            "range": [0, 1.02],
            **shares(0, 0.25, 0.5, 0.75, 1),
            "showgrid": False,
        },
        margin={"t": 56},  # the legend's: curves go to all corners
    )
    return Plot(
        title=T("Between two solutions", "两个解之间"),
        caption=T(
            "The loss on the straight line through trainings 1 and 2 as they are now. A hump between them is a barrier.",
            "沿训练 1 与训练 2 当前权重连线的损失。两者之间的隆起即为势垒。",
        ),
        alt=T("Loss and accuracy along the line between two trainings.", "两次训练连线上的损失与准确率。"),
        figure=figure,
    )
