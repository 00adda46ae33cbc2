"""All pictures, class by class; those that are read wrongly are marked."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.resize import resized
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen

COLUMNS = 15
MOST = 120
"""Pictures on the wall: of each class the first ones."""
SIDE = 40
WRONG, HELD = (214, 40, 57), (255, 255, 255)
"""Colours that both themes can have: a picture keeps its own."""


def figure(p: CnnClassifierParams) -> Images:
    """A wall."""
    return Images(
        title=T("The pictures", "全部图片"),
        caption=T(
            "Class after class. A red frame and a stroke: read wrongly when it was last looked at. A corner cut off: held out.",
            "按类别排列。红框加斜线：最近一次被读错。缺一角：留出作测试。",
        ),
        alt=T(
            "The pictures of all classes in rows, those that are read wrongly in a red frame.",
            "所有类别的图片，逐行排列，读错的加红框。",
        ),
        columns=COLUMNS,
        max_rate=3,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(n, S, S, 3): a class begins a new row, which blanks fill up."""
    s = seen.s
    K = s.scores.shape[1]
    each = max(COLUMNS, MOST // K // COLUMNS * COLUMNS)
    held = torch.zeros(len(s.y), dtype=torch.bool, device=s.y.device)
    held[s.held] = True
    wall = []
    for k in range(min(K, MOST // COLUMNS)):
        rows = (s.y == k).nonzero()[:each, 0]
        wrong = (seen.said[rows] >= 0) & (seen.said[rows] != k)
        wall += [framed(s.x[row], bool(bad), bool(held[row])) for row, bad in zip(rows, wrong, strict=True)]
        wall += [torch.full((SIDE, SIDE, 3), 128, dtype=torch.uint8)] * (-len(rows) % COLUMNS)
    return {"images": torch.stack(wall)}


def framed(picture: Tensor, wrong: bool, held: bool) -> Tensor:
    """A picture (1 or 3, h, w) uint8 small and with its marks: (S, S, 3) uint8."""
    small = (
        (resized(picture, SIDE, SIDE).expand(3, -1, -1) * 255).round().to(torch.uint8).permute(1, 2, 0).cpu().clone()
    )
    across = torch.arange(SIDE)
    if held:
        small[across[:, None] + across < SIDE // 4] = torch.tensor(HELD, dtype=torch.uint8)
    if wrong:
        edge = torch.ones(SIDE, SIDE, dtype=torch.bool)
        edge[3:-3, 3:-3] = False
        edge |= (across[:, None] + across - SIDE + 1).abs() < 2
        small[edge] = torch.tensor(WRONG, dtype=torch.uint8)
    return small
