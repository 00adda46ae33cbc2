"""The pictures that are learned from now."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.fields.written import classes_of
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.transfer import TRIED, TransferState

COLUMNS, ROWS = 10, 10
"""Classes side by side, at most so many; below each its first pictures."""
PIXELS = TRIED.index("none")
"""Where nothing is frozen the net is given pixels."""


def figure(p: CnnClassifierParams) -> Images:
    """A column for each class."""
    return Images(
        title=T("Learned from now", "正在学习的图片"),
        caption=T(
            "A column for each class, its first ten pictures. With one of each, this is all that there is to learn from.",
            "每列一类，显示其前十张图片。每类一张时，全部训练数据就是这些。",
        ),
        alt=T("The pictures that are learned from now, a column for each class.", "正在学习的图片，每列一类。"),
        columns=min(COLUMNS, len(classes_of(p.target)) or COLUMNS),
        max_rate=3,
    )


def draw(s: TransferState) -> dict[str, Tensor]:
    """(n, 28, 28) uint8, row by row."""
    K = int(s.y.max()) + 1
    columns = s.rows.view(K, -1)[:COLUMNS, :ROWS]  # (columns, rows)
    pictures = s.given[PIXELS][columns.T.flatten(), 0]
    return {"images": (pictures * 255).round().to(torch.uint8).contiguous()}
