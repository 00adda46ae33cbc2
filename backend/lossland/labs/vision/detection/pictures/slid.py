"""The picture and the window that slides over it."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.sliding_window import CROP, HOP
from lossland.lab import T
from lossland.lab.views import Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of the sliding window."""
    if p.study != "window":
        return None
    return Boxes(
        title=T("The window", "窗口"),
        caption=T(
            "Play moves a window of 14×14 pixels on, two at a time; every crop goes through the whole network.",
            "按运行，14×14 像素的窗口每次移动两格；每个裁剪都走一遍整个网络。",
        ),
        alt=T("A small picture and the window on it.", "小图片及其上的窗口。"),
        classes=(T("window", "窗口"),),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The window where it stands after as many steps."""
    if seen.s.windows is None:
        return None
    k = len(seen.s.windows.slid)
    at = min(seen.s.t, k * k - 1)
    left, top = HOP * (at % k), HOP * (at // k)
    return {
        "picture": (seen.s.windows.picture * 255).round().to(torch.uint8).permute(1, 2, 0).contiguous(),
        "boxes": torch.tensor([[left, top, left + CROP, top + CROP]], dtype=torch.float32),
        "labels": torch.zeros(1, dtype=torch.int32),
    }
