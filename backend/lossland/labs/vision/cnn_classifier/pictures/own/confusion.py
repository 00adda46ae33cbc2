"""Which class the held-out pictures are taken for."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen, titles


def figure(p: CnnClassifierParams) -> Plot:
    """The confusion matrix."""
    names = list(titles(p))
    cells = go.Heatmap(
        uid="cells",
        name=T("pictures", "图片数"),
        texttemplate="%{z}" if len(names) <= 20 else None,
        showscale=False,
        xgap=1,
        ygap=1,
        meta=painted(colorscale="sequential"),
    )
    ticks = {"tickvals": list(range(len(names))), "ticktext": names}
    figure = go.Figure([cells]).update_xaxes(title=T("taken for", "判为"), constrain="domain", **ticks)
    figure.update_yaxes(title=T("true class", "真实类别"), autorange="reversed", scaleanchor="x", **ticks)
    return Plot(
        title=T("Confusion matrix", "混淆矩阵"),
        caption=T(
            "Held-out pictures, measured after each epoch. Off the diagonal stand the mistakes.",
            "留出的图片，每轮之后测量。对角线以外为错误。",
        ),
        alt=T("How many held-out pictures of each class are taken for each class.", "每一类留出图片被判为各类的数量。"),
        figure=figure,
        max_rate=5,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(K, K) counts, true classes down."""
    K = seen.s.scores.shape[1]
    y, said = seen.s.y[seen.s.held], seen.said[seen.s.held]
    cell = (y * K + said)[said >= 0]
    return {"cells.z": torch.bincount(cell, minlength=K**2).reshape(K, K)}
