"""A scene with the grid over it: what is there, which cells own it, and what the head finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views.boxes import KEPT, LOST, REAL, WAITS, Boxes
from lossland.labs.vision.detection.grid import found
from lossland.labs.vision.detection.params import DetectionParams
from lossland.models.shipped import class_names

if TYPE_CHECKING:
    from lossland.labs.vision.detection.pictures.seen import Seen


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of a grid."""
    if p.study != "grid":
        return None
    return Boxes(
        title=T("Grid and boxes", "网格与框"),
        caption=T(
            "Dashed: the objects, with their midpoints; the cell of each midpoint is shaded. Solid: what the head finds at this "
            "step. Click a cell to see its numbers.",
            "虚线：真实物体及其中点，中点所在的格子涂色。实线：此刻找到的框。点击一格查看它的数。",
        ),
        alt=T(
            "A street scene under a grid, with real objects and with the boxes that are found.",
            "网格下的街景，以及真实物体与找到的框。",
        ),
        classes=class_names("streets"),
        cells=p.cells,
        choose="cell",
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The boxes that are found, the surest first, then the objects."""
    here = seen.looked
    if here is None:
        return None
    p = seen.p
    boxes, scores, labels = found(here.answer, here.grid, p.sure, p.suppress)
    states = torch.full((len(boxes),), KEPT if p.suppress else WAITS)
    if p.truth:
        n = len(here.objects.boxes)
        real = torch.full((n,), REAL)
        real[here.target.lost] = LOST
        boxes, labels = torch.cat([boxes, here.objects.boxes]), torch.cat([labels, here.objects.labels])
        scores, states = torch.cat([scores, torch.full((n,), torch.nan)]), torch.cat([states, real])
    owned = (here.target.owner >= 0).any(-1) & torch.tensor(p.truth)  # (S, S)
    return {
        "picture": here.picture.permute(1, 2, 0).contiguous(),
        "boxes": boxes,
        "labels": labels.to(torch.int32),
        "scores": scores,
        "states": states.to(torch.uint8),
        "owners": owned.to(torch.uint8),
        "chosen": torch.tensor([here.row + 1, here.column + 1], dtype=torch.int32),
    }
