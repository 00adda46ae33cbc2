"""Precision against recall of each class, on a handful of scenes."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, dots, line, plot, shares
from lossland.lab.views import Plot
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen, names
from lossland.labs.vision.detection.suppression import KINDS
from lossland.models.streets.handful import HANDFUL


def measured(p: DetectionParams) -> bool:
    """Whether it is known what should be found."""
    return p.study == "suppression" and p.shown.kind == "scene" and p.detector == "streets"


def figure(p: DetectionParams) -> Plot | None:
    """Where objects are known."""
    if not measured(p):
        return None
    marks = []
    for k, name in enumerate(names(p)):
        marks.append(line(f"class{k}", name, f"class-{k}", width=3))
        marks.append(dots(f"now{k}", None, f"class-{k}", size=13))
    ends = {"range": [-0.03, 1.05], **shares(0, 0.25, 0.5, 0.75, 1)}
    return Plot(
        title=T("Precision and recall", "查准率与查全率"),
        caption=T(
            f"On {HANDFUL} other scenes: each box that is let in moves the curve on. The dot is where the least score cuts. "
            "The area below is the average precision.",
            f"另外 {HANDFUL} 个场景：每放进一个框，曲线前进一步。圆点是最低置信度所在之处。曲线下的面积就是平均精度。",
        ),
        alt=T("Precision against recall, a curve for each class.", "查准率随查全率的变化，每类一条曲线。"),
        figure=plot(
            *marks,
            x=axis(T("recall: objects that are found", "查全率：找到的物体"), **ends),
            y=axis(T("precision: boxes that are right", "查准率：正确的框"), **ends),
        ),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The curve of each class, and the place of the least score on it."""
    made = seen.s.suppressed
    if made is None or not made.curves:
        return None
    arrays = {}
    for k in range(KINDS):
        precision, recall, scores = made.curves[k]
        arrays[f"class{k}.x"] = torch.cat([recall.new_zeros(1), recall])
        arrays[f"class{k}.y"] = torch.cat([recall.new_ones(1), precision])
        last = int((scores >= seen.p.least).sum()) - 1
        arrays[f"now{k}.x"] = recall[last : last + 1] if last >= 0 else recall.new_zeros(1)
        arrays[f"now{k}.y"] = precision[last : last + 1] if last >= 0 else recall.new_ones(1)
    return arrays
