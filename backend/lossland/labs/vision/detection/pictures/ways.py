"""One picture four times, each with the boxes that one way of suppression leaves, and the objects that it loses."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.average_precision import unfound
from lossland.algorithms.vision.boxes import Detections
from lossland.lab import T
from lossland.lab.views.boxes import KEPT, MISSED, Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.methods import METHODS
from lossland.labs.vision.detection.pictures.seen import LINK, Seen, names
from lossland.labs.vision.detection.suppression import Offered

FOUND = 0.5
"""IoU with an object from which a box has found it."""


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of suppression."""
    if p.study != "suppression":
        return None
    return Boxes(
        title=T("Four ways side by side", "四种方法并排"),
        caption=T(
            "What each way leaves in the end, with the score that is left: the lower it is, the fainter. Dashed: a real object "
            "that no box is left for. Point at a box to find it on all four.",
            "每种方法最后留下的框及其剩余的分数：分数越低越淡。虚线：没有框留给它的真实物体。指向一个框，四张图上会同时标出它。",
        ),
        alt=T(
            "The same picture four times: with all sure boxes, and with those that greedy and both kinds of soft suppression leave.",
            "同一图片四次：全部确信的框，以及贪心与两种软抑制留下的框。",
        ),
        classes=names(p),
        copies=tuple((METHODS | {"none": T("No suppression", "不抑制")}).values()),
        numbered=False,
        linked=LINK,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The boxes of each way, the surest first; after them the objects that they do not find."""
    offer, made = seen.s.offered, seen.s.suppressed
    if offer is None or made is None:
        return None
    each = [on_copy(offer, ends.float(), copy) for copy, ends in enumerate(made.soft[name] for name in METHODS)]
    return {"picture": offer.picture, **{name: torch.cat([one[name] for one in each]) for name in each[0]}}


def on_copy(offer: Offered, ends: Tensor, copy: int) -> dict[str, Tensor]:
    """The boxes whose score in the end, `ends` (n,), is above 0, and the objects lost."""
    order = ends.argsort(descending=True, stable=True)
    left = order[ends[order] > 0]  # (m,)
    found = Detections(offer.found.boxes[left], ends[left], offer.found.labels[left])
    boxes, labels, key = found.boxes, found.labels, left
    lost = 0
    if offer.real is not None:
        missed = unfound(found, offer.real, FOUND).nonzero()[:, 0]
        lost = len(missed)
        boxes = torch.cat([boxes, offer.real.boxes[missed]])
        labels = torch.cat([labels, offer.real.labels[missed]])
        key = torch.cat([key, len(ends) + missed])
    n = len(left)
    return {
        "boxes": boxes.float(),
        "labels": labels.to(torch.int32),
        "scores": torch.cat([found.scores, torch.full((lost,), torch.nan)]),
        "strength": torch.cat([found.scores, torch.ones(lost)]),
        "states": torch.cat([torch.full((n,), KEPT), torch.full((lost,), MISSED)]).to(torch.uint8),
        "copy": torch.full((n + lost,), copy, dtype=torch.int32),
        "key": key.to(torch.int32),
    }
