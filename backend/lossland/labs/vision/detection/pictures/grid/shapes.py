"""The anchors as shapes about one midpoint, with the object of the cell: the larger IoU wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import to_centres, to_corners
from lossland.algorithms.vision.yolo_targets import shape_overlap
from lossland.lab import T
from lossland.lab.views.boxes import KEEPER, REAL, WAITS, Boxes
from lossland.labs.vision.detection.params import DetectionParams

if TYPE_CHECKING:
    from lossland.labs.vision.detection.pictures.seen import Seen

NAMES = {
    "one": (T("anchor", "锚框"), T("object", "物体")),
    "two": (T("tall anchor", "高锚框"), T("wide anchor", "宽锚框"), T("object", "物体")),
}
PAPER, UNIT = (247, 246, 242), 10
"""Colour of what they lie on, and pixels of a scene in one of its pixels: nothing is on it that would need more."""


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of a grid."""
    if p.study != "grid":
        return None
    return Boxes(
        title=T("Anchors", "锚框"),
        caption=T(
            "Shapes alone, about one midpoint: the number is the IoU of the anchor with the object of the cell that is chosen "
            "(dashed). The larger, thick, has the object.",
            "只比形状，中点重合：数字是锚框与所选格子中物体（虚线）的交并比。较大者 (粗线) 负责该物体。",
        ),
        alt=T("Anchors and an object about one midpoint.", "中点重合的锚框与物体。"),
        classes=NAMES[p.anchors],
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Anchors, then the object, where the cell has one."""
    here = seen.looked
    if here is None:
        return None
    grid = here.grid
    own = here.objects.boxes[here.owners[:1]]  # (0 or 1, 4)
    sizes = torch.cat([grid.anchors.flip(1), to_centres(own)[:, 2:]])  # (A + 0 or 1, 2)
    middle = torch.tensor([grid.width / 2, grid.height / 2]).expand_as(sizes)
    scores = torch.full((len(sizes),), torch.nan)
    states = torch.full((len(sizes),), WAITS)
    if len(own):
        overlap = shape_overlap(own, grid.anchors)[0]  # (A,)
        scores[: len(overlap)] = overlap
        states[int(overlap.argmax())] = KEEPER
        states[-1] = REAL
    paper = torch.tensor(PAPER, dtype=torch.uint8).expand(int(grid.height) // UNIT, int(grid.width) // UNIT, 3)
    return {
        "picture": paper.contiguous(),
        "boxes": to_corners(torch.cat([middle, sizes], 1)) / UNIT,
        "labels": torch.arange(len(sizes), dtype=torch.int32),
        "scores": scores,
        "states": states.to(torch.uint8),
    }
