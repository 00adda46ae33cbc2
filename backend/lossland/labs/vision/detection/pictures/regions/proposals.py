"""All proposals so far, and the best of them for each thing."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.datasets.streets import CLASSES
from lossland.lab import T
from lossland.lab.views.boxes import KEPT, MISSED, Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen
from lossland.labs.vision.detection.regions import RIGHT
from lossland.models.shipped import class_names

ALL = T("All proposals", "全部候选区域")
BEST = T("Best for each thing", "每个物体的最佳")
FAINT = 0.1
"""How strongly proposals are drawn that hold nothing in particular."""


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of region proposals; where nobody knows what is there, there is no best one."""
    if p.study != "regions":
        return None
    return Boxes(
        title=T("Proposals so far", "目前的候选区域"),
        caption=T(
            "The box of every region that there has been. Beside it the one that fits each thing best, with their IoU; dashed: a "
            "thing that none holds yet, with an IoU of .5 or more.",
            "每个出现过的区域的框。旁边是与每个物体最吻合的一个及其交并比；虚线：还没有被任何框以不小于 0.5 的交并比框住的物体。",
        ),
        alt=T("A picture full of boxes, and the same with the best ones.", "布满框的图片，以及只有最佳框的同一图片。"),
        classes=(*class_names("streets"), T("region", "区域")),
        copies=(ALL, BEST) if p.shown.kind == "scene" else (ALL,),
        numbered=False,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The proposals on the first copy; on the second the best ones, or the thing where that is not good enough."""
    found = seen.s.regions
    if found is None:
        return None
    count = found.merges.first + seen.s.t
    boxes = found.boxes[:count]
    drawn = {
        "boxes": boxes,
        "labels": torch.full((count,), len(CLASSES)),
        "scores": torch.full((count,), torch.nan),
        "strength": torch.full((count,), FAINT),
        "states": torch.full((count,), KEPT),
        "copy": torch.zeros(count),
    }
    if found.real is not None:
        overlap, best = found.overlap[:, count - 1], found.best[:, count - 1]
        held = overlap >= RIGHT
        m = len(held)
        beside = {
            "boxes": torch.where(held[:, None], boxes[best], found.real.boxes),
            "labels": found.real.labels,
            "scores": torch.where(held, overlap, torch.nan),
            "strength": torch.ones(m),
            "states": torch.where(held, KEPT, MISSED),
            "copy": torch.ones(m),
        }
        drawn = {name: torch.cat([part, beside[name]]) for name, part in drawn.items()}
    kinds = {"labels": torch.int32, "states": torch.uint8, "copy": torch.int32}
    return {"picture": found.picture, **{name: part.to(kinds.get(name, torch.float32)) for name, part in drawn.items()}}
