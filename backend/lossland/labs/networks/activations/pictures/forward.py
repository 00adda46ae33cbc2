"""The forward pass through the chain."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.networks.activations.experiment import State
from lossland.labs.networks.activations.params import ActivationsParams


def draw(s: State) -> dict[str, Tensor]:
    """What each layer gives."""
    return {"a.x": torch.arange(1, len(s.outputs) + 1, dtype=torch.float64), "a.y": s.outputs}


def figure(p: ActivationsParams) -> Plot:
    """A point for each layer."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="a",
                name=T("activation a[l]", "激活值 a[l]"),
                mode="lines+markers",
                meta=painted(line="accent", marker="accent"),
            )
        ]
    )
    figure.update_xaxes(title=T("layer l", "层 l"), dtick=1)
    figure.update_yaxes(title=T("activation a[l]", "激活值 a[l]"))
    return Plot(
        title=T("The forward pass through the chain", "链的前向传播"),
        caption=T("a[l] = f(w a[l−1]), starting from f(z).", "a[l] = f(w a[l−1])，从 f(z) 开始。"),
        alt=T("Activation of each layer of the chain.", "链中每一层的激活值。"),
        figure=figure,
    )
