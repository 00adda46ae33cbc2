"""What excites each class most."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.fields.written import classes_of
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen
from lossland.labs.vision.cnn_classifier.studies.train import CLIMB


def figure(p: CnnClassifierParams) -> Images:
    """A picture for each class."""
    return Images(
        title=T("What excites it", "什么最能激发它"),
        caption=T(
            f"Pictures that began as noise, one for each class. Every {CLIMB} updates each climbs the gradient of its class score: "
            "what the network is waiting for, which need not look like a digit.",
            f"从噪声开始的图，每类一幅。每 {CLIMB} 次更新，各自沿本类得分的梯度上升一步：这是网络所期待的，不一定像数字。",
        ),
        alt=T("For each class a picture that its score is high for.", "每一类各一幅使其得分很高的图片。"),
        names=classes_of(p.data),
        max_rate=6,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(K, 28, 28) bytes, each from its darkest to its brightest pixel."""
    x = seen.s.maxima[:, 0]
    low, high = (end.view(-1, 1, 1) for end in (x.flatten(1).amin(1), x.flatten(1).amax(1)))
    return {"images": (255 * (x - low) / (high - low).clamp(min=1e-6)).round().to(torch.uint8)}
