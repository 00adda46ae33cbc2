"""What the network reads in the drawing: ten bars."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.fields.written import class_names
from lossland.lab import T
from lossland.lab.marks import bars, plot
from lossland.lab.views import Plot
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen


def figure(p: CnnClassifierParams) -> Plot:
    """A bar a class."""
    return Plot(
        title=T("What it reads", "它读作什么"),
        caption=T("The softmax of the ten scores: they sum to 1.", "十个得分经 softmax：总和为 1。"),
        alt=T("The probability of each of ten classes for the drawing.", "图画属于十类中每一类的概率。"),
        figure=plot(
            bars("read", None, "accent", shown=".0%"),
            x={
                "title": {"text": T("class", "类别")},
                "tickvals": list(range(10)),
                "ticktext": list(class_names(p.data)),
            },
            y={"title": {"text": T("probability", "概率")}, "range": [0, 1.1], "tickformat": ".0%"},
        ),
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Of the drawing, as the network now stands."""
    return {"read.x": torch.arange(10, dtype=torch.float32), "read.y": seen.probabilities}
