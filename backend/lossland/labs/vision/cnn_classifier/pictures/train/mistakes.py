"""The worst mistakes among the held-out pictures."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.fields.written import classes_of
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.params.train import MISTAKES
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen


def figure(p: CnnClassifierParams) -> Images:
    """Twelve at most, each with what it is and what it was taken for."""
    return Images(
        title=T("Worst mistakes", "最严重的错误"),
        caption=T(
            "Held-out pictures that were read wrong, the surest first. “Picture looked at” takes one to the other pictures.",
            "读错的留出图片，最确信的在前。用“查看哪幅图”可在其他视图中查看其中之一。",
        ),
        alt=T("Pictures that were read wrong, with both classes.", "读错的图片及其两个类别。"),
        names=tuple(T(f"mistake {k}", f"错误 {k}") for k in range(1, MISTAKES + 1)),
        label=T("{0}, read as {1}", "{0}，读作 {1}"),
        words=classes_of(p.data),
        max_rate=6,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(n, 28, 28) and the two classes (n, 2) of each."""
    rows = seen.mistakes
    read = seen.s.scores[rows].argmax(1)
    return {"images": seen.s.x_test[rows], "words": torch.stack([seen.s.y_test[rows], read], 1).to(torch.int32)}
