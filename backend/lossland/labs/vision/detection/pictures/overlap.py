"""Two boxes on squared paper, what they share and what they cover together."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Boxes
from lossland.labs.vision.detection.overlap import placed
from lossland.labs.vision.detection.params import ACROSS, DOWN, DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen

PAPER, OTHER = (247, 246, 242), (236, 234, 228)
UNION, SHARED = (170, 196, 232), (250, 190, 70)
NAMES = (T("A", "A"), T("B", "B"))


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of two boxes."""
    if p.study != "iou":
        return None
    return Boxes(
        title=T("Two boxes", "两个框"),
        caption=T(
            "Drag a box, or one of its corners. Yellow: what both cover. Blue: what only one covers. Count the cells.",
            "拖动框或它的一角。黄色：两框都覆盖；蓝色：只有一个覆盖。数一数格子。",
        ),
        alt=T("Two boxes on squared paper, their intersection shaded.", "方格纸上的两个框，交集涂色。"),
        classes=NAMES,
        dragged=("a", "b"),
        snap=1.0,
    )


def covered(corners: Tensor) -> Tensor:
    """(DOWN, ACROSS) the share of each cell that a box covers."""
    left, top, right, bottom = corners.unbind()
    x, y = torch.arange(ACROSS), torch.arange(DOWN)
    across = (torch.minimum(x + 1, right) - torch.maximum(x, left)).clamp(min=0)
    down = (torch.minimum(y + 1, bottom) - torch.maximum(y, top)).clamp(min=0)
    return down[:, None] * across


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The paper with its colours, and both boxes."""
    b = seen.s.b
    if b is None:
        return None
    a = placed(seen.p.a)
    both = covered(torch.cat([a[:2].maximum(b[:2]), a[2:].minimum(b[2:])]))
    one = covered(a) + covered(b) - 2 * both
    odd = (torch.arange(ACROSS) + torch.arange(DOWN)[:, None]) % 2 == 1
    paper = torch.where(odd[..., None], torch.tensor(OTHER), torch.tensor(PAPER)).double()  # (DOWN, ACROSS, 3)
    tint = torch.where(odd, 0.96, 1.0)[..., None]
    paper = paper * (1 - one - both)[..., None]
    paper = paper + one[..., None] * torch.tensor(UNION) * tint + both[..., None] * torch.tensor(SHARED) * tint
    return {
        "picture": paper.clamp(0, 255).round().to(torch.uint8),
        "boxes": torch.stack([a, b]).float(),
        "labels": torch.arange(2, dtype=torch.int32),
    }
