"""The confusion matrix of the held-out pictures."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.fields.written import classes_of
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen


def figure(p: CnnClassifierParams) -> Plot:
    """Rows are true classes."""
    cells = go.Heatmap(
        uid="cells",
        name=T("pictures", "图片数"),
        texttemplate="%{z}",
        showscale=False,
        xgap=1,
        ygap=1,
        meta=painted(colorscale="sequential"),
    )
    figure = go.Figure([cells])
    shown = list(classes_of(p.data))
    places = list(range(len(shown)))
    figure.update_xaxes(title=T("read as", "读作"), tickvals=places, ticktext=shown, constrain="domain")
    figure.update_yaxes(
        title=T("true class", "真实类别"), tickvals=places, ticktext=shown, autorange="reversed", scaleanchor="x"
    )
    return Plot(
        title=T("Confusion matrix", "混淆矩阵"),
        caption=T(
            "How often each class was read as each. Mistakes stand beside the diagonal.",
            "每一类被读作各类的次数。错误在对角线之外。",
        ),
        alt=T("How many held-out pictures of each class are read as each class.", "每一类留出图片被读作各类的数量。"),
        figure=figure,
        max_rate=6,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(K, K) counts."""
    s = seen.s
    K = s.scores.shape[1]
    cell = s.y_test * K + s.scores.argmax(1)
    return {"cells.z": torch.bincount(cell, minlength=K * K).reshape(K, K).float()}
