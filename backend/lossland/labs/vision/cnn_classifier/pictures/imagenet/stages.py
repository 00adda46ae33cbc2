"""What each stage of the network makes of the photograph: its two liveliest channels."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from lossland.algorithms.vision.efficientnet_lite import SIDE, STAGES, strides
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.imagenet import ENDS, ImageNetState

LIVELIEST = 2
SHOWN = SIDE // 2
"""Pixels of a side, whatever the stage has: those of the stem."""


def name(place: int) -> T:
    """What a stage is called, and how large its maps are."""
    side = SIDE // strides()[ENDS[place]]
    stage = T("stem", "首层") if place == 0 else T(f"stage {place}", f"第 {place} 阶段")
    return T(f"{stage} · {side}×{side}", f"{stage.zh} · {side}×{side}")


def figure(p: CnnClassifierParams) -> Images:
    """Two channels of each, from the pixels to the things."""
    return Images(
        title=T("Feature maps of every stage", "各阶段的特征图"),
        caption=T(
            "The two channels of each stage that respond most. Early ones keep every edge; late ones know where, no longer how.",
            "每个阶段响应最强的两个通道。浅层保留每条边缘；深层知道在哪里，却不再知道细节。",
        ),
        alt=T("Feature maps, fine at the beginning, coarse at the end.", "特征图：起初精细，最后粗略。"),
        names=tuple(name(place) for place in range(len(STAGES) + 1) for _ in range(LIVELIEST)),
        scale="sequential",
    )


def draw(s: ImageNetState) -> dict[str, Tensor]:
    """Each channel as bright as it is at its brightest place."""
    rows = []
    for maps in s.maps:
        A = maps[0].clamp(min=0)  # (C, h, w)
        A = A[A.mean((1, 2)).topk(LIVELIEST).indices]
        A = A / A.amax((1, 2), keepdim=True).clamp(min=1e-12)
        rows.append(interpolate(A[None], (SHOWN, SHOWN), mode="nearest")[0])  # (2, 112, 112)
    return {"images": (torch.cat(rows) * 255).round().to(torch.uint8)}
