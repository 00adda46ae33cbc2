"""The confusion matrix."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.nets.losses import predicted
from lossland.fields.classification import class_names
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """How many points of each class (rows) are taken for each class (columns)."""
    y, z = seen.y, seen.z
    classes = max(2, len(z))
    cell = predicted(2 * y - 1) * classes + predicted(z)
    return {"cells.z": torch.bincount(cell, minlength=classes**2).reshape(classes, classes)}


def figure(p: MlpPlaygroundParams) -> Plot:
    """The confusion matrix."""
    return matrix(tuple((name, name.zh) for name in class_names(p.data)))


@lru_cache(maxsize=64)
def matrix(names: tuple[tuple[T, str], ...]) -> Plot:
    """The view, which depends on the names alone. Equal in one language they may differ in the other."""
    figure = go.Figure(
        [
            go.Heatmap(
                uid="cells",
                name=T("points", "点数"),
                texttemplate="%{z}",
                showscale=False,
                xgap=1,
                ygap=1,
                meta=painted(colorscale="sequential"),
            )
        ]
    )
    places = list(range(len(names)))
    shown = [name for name, _ in names]
    figure.update_xaxes(title=T("taken for", "判为"), tickvals=places, ticktext=shown, constrain="domain")
    figure.update_yaxes(
        title=T("true class", "真实类别"), tickvals=places, ticktext=shown, autorange="reversed", scaleanchor="x"
    )
    return Plot(
        title=T("Confusion matrix", "混淆矩阵"),
        caption=T(
            "Points of the validation set. Off the diagonal stand the mistakes.", "验证集的点。对角线以外为错误。"
        ),
        alt=T("How many points of each class are taken for each class.", "每一类的点被判为各类的数量。"),
        figure=figure,
        max_rate=8,
    )
