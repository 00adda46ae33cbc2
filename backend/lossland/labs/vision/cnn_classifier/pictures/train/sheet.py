"""The sheet: a digit is drawn while the network trains, and read with every stroke."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.fields.written import classes_of, form_of
from lossland.lab import T
from lossland.lab.views import Drawing
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen


def figure(p: CnnClassifierParams) -> Drawing:
    """The sheet, what is made of it, a bar for each class."""
    digits = form_of(p.data) in ("digits", "mnist")
    return Drawing(
        title=T("Your digit", "你的数字") if digits else T("Your drawing", "你的画"),
        caption=T(
            "Draw, and every stroke is read. The small picture is what the network is given: your strokes as the data set "
            "would show them. The bars sum to 1.",
            "画吧，每一笔都会被读取。小图是网络得到的输入：按数据集的方式处理你的笔画。各条之和为 1。",
        ),
        alt=T(
            "A sheet to draw on, the picture that the network is given, and the probability of each class.",
            "绘图区、网络得到的图片，以及每一类的概率。",
        ),
        action="draw",
        classes=classes_of(p.data),
        seen=T("what it is given", "网络的输入"),
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Strokes with NaN between them, the picture, the probabilities."""
    gap = [[torch.nan, torch.nan]]
    points = [point for stroke in seen.s.strokes for point in [*stroke, *gap]]
    return {
        "strokes": torch.tensor(points, dtype=torch.float32).reshape(-1, 2),
        "seen": seen.drawing,
        "probabilities": seen.probabilities,
    }
