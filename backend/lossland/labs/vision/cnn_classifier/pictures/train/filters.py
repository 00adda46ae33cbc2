"""The filters of the first convolution."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.maps import LINK, MOST
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen


def figure(p: CnnClassifierParams) -> Images:
    """The first twelve at most."""
    return Images(
        title=T("Filters", "卷积核"),
        caption=T(
            "The numbers of the first convolution: an edge where both signs meet. Filter k made map k of stage 1.",
            "第一个卷积的数值：两种符号相接处是边缘。核 k 得到第 1 级的特征图 k。",
        ),
        alt=T("The filters of the first convolution, in signed colours.", "第一个卷积的各个核，以带符号的颜色显示。"),
        names=tuple(T(f"filter {k}", f"核 {k}") for k in range(1, MOST + 1)),
        scale="diverging",
        linked=LINK,
        max_rate=12,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(n, f, f) bytes, 128 for 0."""
    first = next(module for module in seen.s.net.modules() if isinstance(module, nn.Conv2d))
    w = first.weight.detach()[:MOST, 0]  # (n, f, f)
    return {"images": (128 + 127 * w / w.abs().max().clamp(min=1e-12)).round().to(torch.uint8)}
