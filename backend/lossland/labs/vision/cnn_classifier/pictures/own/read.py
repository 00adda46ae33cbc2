"""What the network reads in one picture, or in what the camera sees."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Reading
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen, titles

MOST = 10


def figure(p: CnnClassifierParams) -> Reading:
    """A bar for each class, the most probable first."""
    return Reading(
        title=T("What it reads", "它读作什么"),
        caption=T(
            "The new softmax for the picture to read, or for the camera. It must choose one of your classes, even for what is none of them.",
            "新的 softmax 对要识别图片或摄像头画面的输出。即使不属于任何一类，它也必须选一类。",
        ),
        alt=T(
            "The picture to read, and the probability of each of your classes for it.",
            "要识别的图片，以及它属于每一个自己类别的概率。",
        ),
        classes=titles(p),
        most=MOST,
        max_rate=10,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """As the network now stands."""
    read = seen.probabilities.cpu()  # (K,)
    probabilities, classes = read.topk(min(MOST, len(read)))
    return {
        "picture": seen.s.looked[0].permute(1, 2, 0).contiguous(),
        "classes": classes.to(torch.int32),
        "probabilities": probabilities,
    }
