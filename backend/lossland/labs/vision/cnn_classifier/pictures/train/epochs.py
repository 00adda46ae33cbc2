"""How the networks of earlier epochs read the drawing, whenever it was drawn."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor, nn
from torch.func import functional_call

from lossland.fields.written import classes_of
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen, at_rest
from lossland.labs.vision.cnn_classifier.studies.train import KEPT, as_input


def figure(p: CnnClassifierParams) -> Plot:
    """A row an epoch, a column a class."""
    cells = go.Heatmap(
        uid="cells",
        name=T("probability", "概率"),
        texttemplate="%{z:.0%}",
        hovertemplate="%{z:.1%}<extra></extra>",
        showscale=False,
        xgap=2,
        ygap=2,
        zmin=0,
        zmax=1,
        meta=painted(colorscale="sequential"),
    )
    figure = go.Figure([cells])
    names = list(classes_of(p.data))
    figure.update_xaxes(title=T("class", "类别"), tickvals=list(range(len(names))), ticktext=names)
    figure.update_yaxes(
        title=T("after epoch", "轮次之后"),
        tickvals=list(range(len(KEPT))),
        ticktext=[str(epoch) for epoch in KEPT],
        range=[len(KEPT) - 0.5, -0.5],
    )
    return Plot(
        title=T("Read by earlier epochs", "早先各轮的读法"),
        caption=T(
            "Networks of earlier epochs were kept: each reads the picture that is looked at, also if it was drawn later.",
            "保留了早先各轮的网络：每一个都来读当前查看的图片，即使它是后来才画的。",
        ),
        alt=T("Probability of each class after several epochs.", "若干轮之后每一类的概率。"),
        figure=figure,
        max_rate=8,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(7, K) probabilities, NaN for epochs to come."""
    found = torch.full((len(KEPT), seen.s.scores.shape[1]), torch.nan)
    with at_rest(seen.s.net) as net, torch.no_grad():
        for epoch, numbers in seen.s.kept.items():
            scores = functional_call(net, filled(net, numbers), (as_input(seen.picture[None]),))
            found[KEPT.index(epoch)] = scores[0].softmax(0)
    return {"cells.z": found}


def filled(net: nn.Module, numbers: Tensor) -> dict[str, Tensor]:
    """All numbers (P,) of a network by their names."""
    own = {name: v for name, v in net.state_dict().items() if v.is_floating_point()}
    parts = torch.split(numbers.float(), [v.numel() for v in own.values()])
    return {name: part.view(v.shape) for (name, v), part in zip(own.items(), parts, strict=True)}
