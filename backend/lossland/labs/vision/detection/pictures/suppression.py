"""A picture with the boxes of the stage, and the list of all of them."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views.boxes import GONE, KEEPER, KEPT, REAL, WAITS, Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import LINK, Seen, names


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of suppression."""
    if p.study != "suppression":
        return None
    return Boxes(
        title=T("Boxes of the stage", "该阶段的框"),
        caption=T(
            "Boxes are numbered by falling score. The keeper of now has a thick line; what it suppresses fades, with the "
            "keeper's number and their IoU. Step, or set the stage.",
            "框按置信度从高到低编号。当前保留框为粗线；被它抑制的框变淡，并标出保留框的编号与交并比。可单步，也可直接设定阶段。",
        ),
        alt=T(
            "A picture with the boxes that a detector offers, and what became of each.",
            "图片上检测器给出的框，以及每个框的去留。",
        ),
        classes=names(p),
        linked=LINK,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Boxes, scores, states; the real objects after them, where they are asked for."""
    offer, made = seen.s.offered, seen.s.suppressed
    if offer is None or made is None:
        return None
    stage, (boxes, scores, labels) = made.stages[seen.s.t], offer.found
    states = torch.full((len(boxes),), WAITS)
    states[stage.kept] = KEPT
    states[stage.gone] = GONE
    if stage.keeper >= 0:
        states[stage.keeper] = KEEPER
    by, overlap = stage.by, stage.overlap.float()
    if offer.real is not None and seen.p.objects:
        n = len(offer.real.boxes)
        boxes, labels = torch.cat([boxes, offer.real.boxes]), torch.cat([labels, offer.real.labels])
        scores = torch.cat([scores, torch.full((n,), torch.nan)])
        states, by = torch.cat([states, torch.full((n,), REAL)]), torch.cat([by, torch.full((n,), -1)])
        overlap = torch.cat([overlap, torch.zeros(n)])
    return {
        "picture": offer.picture,
        "boxes": boxes.float(),
        "labels": labels.to(torch.int32),
        "scores": scores.float(),
        "states": states.to(torch.uint8),
        "by": by.to(torch.int32),
        "overlap": overlap,
        "key": torch.arange(len(boxes), dtype=torch.int32),
    }
