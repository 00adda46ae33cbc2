"""The picture as its regions stand: each in its mean colour, the picture shining through, the newest in its box."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from lossland.lab import T
from lossland.lab.views.boxes import KEEPER, Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen

THROUGH = 0.25
"""How much of the picture is seen through the colours of its regions."""


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of region proposals."""
    if p.study != "regions":
        return None
    return Boxes(
        title=T("Regions merge", "区域合并"),
        caption=T(
            "Each region in its mean colour, the picture shining through. A step merges the two neighbours that are most alike; the box around both is the "
            "newest proposal.",
            "每个区域用其平均颜色画出，原图隐约可见。每一步合并最相似的两个相邻区域；围住两者的框就是最新的候选区域。",
        ),
        alt=T(
            "A picture of patches of colour, and a box around the newest.", "由色块组成的图片，以及围住最新一块的框。"
        ),
        classes=(T("newest", "最新"),),
        numbered=False,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Regions after as many merges as there were steps."""
    found = seen.s.regions
    if found is None:
        return None
    t = seen.s.t
    h, w, _ = found.picture.shape
    labels = found.merges.after(t)[None, None].float()
    each = interpolate(labels, size=(h, w), mode="nearest")[0, 0].long().flatten()  # (h w,) which region
    pixels = found.picture.flatten(0, 1).float()  # (h w, 3)
    colours = torch.zeros(len(found.boxes), 3).index_add_(0, each, pixels)
    mean = colours / each.bincount(minlength=len(colours)).clamp(min=1)[:, None]
    newest = found.boxes[found.merges.first + t - 1][None] if t else torch.zeros(0, 4)
    return {
        "picture": mean[each].lerp(pixels, THROUGH).round().to(torch.uint8).view(h, w, 3),
        "boxes": newest,
        "labels": torch.zeros(len(newest), dtype=torch.int32),
        "states": torch.full((len(newest),), KEEPER, dtype=torch.uint8),
    }
