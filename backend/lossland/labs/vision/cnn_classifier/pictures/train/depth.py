"""How well the classes can be told after each stage."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.classic.branches import map_channels
from lossland.lab import T
from lossland.lab.marks import axis, dots, line, plot, shares
from lossland.lab.views import Plot
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen
from lossland.labs.vision.cnn_classifier.studies.train import NETS

ITSELF = T("network", "网络")


def figure(p: CnnClassifierParams) -> Plot | None:
    """Where there are branches."""
    if p.branches == "none":
        return None
    names = [*(T(name, name) for name in map_channels(NETS[p.network](), (1, 28, 28))), ITSELF]
    return Plot(
        title=T("Accuracy by depth", "准确率随深度的变化"),
        caption=T(
            "Each dot is a softmax on the mean over all places of its stage, the last the network itself. The deeper, the easier "
            "to tell the classes.",
            "每个点是该级在所有位置取平均后的 softmax，最后一个是网络本身。越深，类别越容易区分。",
        ),
        alt=T("Accuracy on the held-out pictures after each stage.", "每一级之后在留出图片上的准确率。"),
        figure=plot(
            line("held", None, "held", width=3),
            dots("held_dots", None, "held", size=11),
            x=axis(T("stage", "级"), tickvals=list(range(len(names))), ticktext=names),
            y=axis(T("share read right", "读对的比例"), range=[0, 1.03], **shares(0, 0.25, 0.5, 0.75, 1)),
        ),
        max_rate=6,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """(branches + 1,) as they were measured last."""
    if seen.p.branches == "none":
        return None
    places = torch.arange(len(seen.s.depth), dtype=torch.float32)
    return {"held.x": places, "held.y": seen.s.depth, "held_dots.x": places, "held_dots.y": seen.s.depth}
