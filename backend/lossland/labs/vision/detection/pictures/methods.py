"""The score that each box has in the end, by method."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Table
from lossland.lab.views.table import Column
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import LINK, Seen

METHODS = {
    "none": T("None", "不抑制"),
    "greedy": T("Greedy", "贪心"),
    "linear": T("Soft, linear", "软，线性"),
    "gaussian": T("Soft, Gaussian", "软，高斯"),
}


def figure(p: DetectionParams) -> Table | None:
    """Of the study of suppression."""
    if p.study != "suppression":
        return None
    return Table(
        title=T("Four ways compared", "四种方法比较"),
        caption=T(
            "The score that is left to each box that was sure enough; a dash: it is gone. Soft suppression lowers scores, "
            "greedy drops boxes.",
            "足够确信的每个框最后的分数；短横表示已去除。软抑制降低分数，贪心则直接去除。",
        ),
        alt=T("A row for each box, a column for each way of suppression.", "每行一个框，每列一种抑制方法。"),
        columns=(
            Column(name="box", title=T("box", "框"), digits=0),
            *(Column(name=name, title=title, digits=2) for name, title in METHODS.items()),
        ),
        linked=LINK,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Rows of the boxes that were sure enough."""
    made = seen.s.suppressed
    if made is None:
        return None
    sure = (~made.stages.weak).nonzero()[:, 0]
    ends = {name: torch.where(score[sure] > 0, score[sure], torch.nan) for name, score in made.soft.items()}
    return {"box": sure + 1.0, **ends, "key": sure.to(torch.int32)}
