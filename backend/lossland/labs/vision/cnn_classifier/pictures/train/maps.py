"""The feature maps of one stage for the picture that is looked at."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen

MOST = 12
LINK = "filters"
"""Of the first stage each map has the filter that made it."""


def figure(p: CnnClassifierParams) -> Images:
    """The first twelve at most, each named."""
    return Images(
        title=T("Feature maps", "特征图"),
        caption=T(
            "What the chosen stage makes of the picture, at most twelve maps. Dark: the map answers there. All share a scale.",
            "所选的一级由图片得到的特征图，最多十二张。深色表示该处有响应。各图共用色标。",
        ),
        alt=T("Feature maps of one stage for the picture that is looked at.", "所查看图片在某一级的特征图。"),
        names=tuple(T(f"map {k}", f"特征图 {k}") for k in range(1, MOST + 1)),
        scale="sequential",
        linked=LINK,
        max_rate=12,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(n, h, w) bytes of the stage, or of the last one that has maps."""
    outputs = list(seen.outputs.values())
    maps = outputs[min(seen.p.layer - 1, seen.last_maps)][0, :MOST]  # (n, h, w)
    low, high = maps.min(), maps.max()
    shown = 255 * (maps - low) / (high - low).clamp(min=1e-12)
    return {"images": shown.round().to(torch.uint8)}
