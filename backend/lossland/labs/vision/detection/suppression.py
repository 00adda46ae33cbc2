"""Boxes that a trained detector offers on a picture, and what suppression leaves of them.

Sources: Neubeck and Van Gool 2006, "Efficient non-maximum suppression"; Bodla et al. 2017, "Soft-NMS"; Everingham et al.
2010, "The Pascal visual object classes".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.vision.average_precision import (
    COCO_THRESHOLDS,
    Curve,
    average_precision,
    precision_recall,
)
from lossland.algorithms.vision.boxes import Detections, Objects
from lossland.algorithms.vision.fastestdet import FastestDet, PhotographDetector
from lossland.algorithms.vision.grid_detector import PictureDetector
from lossland.algorithms.vision.nms import greedy, soft
from lossland.algorithms.vision.nms_stages import Stages
from lossland.datasets.streets import scenes
from lossland.fields.picture import pixels
from lossland.labs.vision.detection.params import DetectionParams
from lossland.models.coco.load import coco_weights
from lossland.models.headed import headed
from lossland.models.streets.handful import handful

KINDS = 3
REAL = {"streets": (0, 1, 2), "coco": (0, 2, 3)}
"""What pedestrian, car and motorcycle are among the classes of a detector."""
MOST, LONGER_SIDE = 40, 640
"""Boxes that are drawn, and pixels of a picture's longer side."""


@dataclass(frozen=True)
class Offered:
    """What a detector offers before any suppression."""

    picture: Tensor
    """(h, w, 3) uint8."""
    found: Detections
    """The best of them, the surest first."""
    many: int
    """How many there are in all."""
    real: Objects | None
    """What is on it, where that is known."""
    measured: list[tuple[Detections, Objects]]
    """A handful of other scenes; none where no scene is looked at."""


@dataclass(frozen=True)
class Suppressed:
    """What becomes of the offered boxes."""

    stages: Stages
    soft: dict[str, Tensor]
    """(n,) the score that each box has in the end, 0 where it is gone: "none", "greedy", "linear", "gaussian"."""
    curves: list[Curve]
    """Precision against recall of each class; empty where nothing is measured."""
    quality: Tensor
    """(K + 1, 2) average precision at IoU .5, and from .5 to .95, of each class and their mean."""


def reader(name: str) -> PictureDetector | PhotographDetector:
    """The detector of that name. Raises `Refused` where its weights have to be fetched first."""
    if name != "coco":
        return headed(name)
    net = FastestDet()
    net.load_state_dict(coco_weights())
    return PhotographDetector(net.eval().requires_grad_(False))


def offered(p: DetectionParams) -> Offered:
    """What is offered on the picture that is chosen, and on a handful of scenes."""
    read, real, measured = reader(p.detector), None, []
    if p.shown.kind == "scene":
        [(picture, boxes, labels)] = scenes(1, p.shown.number, p.shown.things)
        if p.detector in REAL:
            real = Objects(boxes, torch.tensor(REAL[p.detector])[labels])
        if p.detector == "streets":
            measured = [(Detections(*each[:3]), Objects(*each[3:])) for each in handful()]
    else:
        picture = pixels(p.shown, LONGER_SIDE).permute(2, 0, 1)  # (3, h, w)
    found = read([picture], 0.0)[0]
    best = Detections(*(part[:MOST] for part in found))
    sure = best.scores >= p.floor
    return Offered(
        picture=picture.permute(1, 2, 0),
        found=Detections(*(part[sure] for part in best)),
        many=len(found.boxes),
        real=real,
        measured=measured,
    )


def suppressed(offer: Offered, p: DetectionParams) -> Suppressed:
    """What the thresholds in force leave."""
    boxes, scores, labels = offer.found
    names = labels if p.apart else None
    stages = Stages(boxes, scores, names, p.least, p.overlap)
    ends = {"none": torch.where(stages.weak, 0.0, scores)}
    ends["greedy"] = torch.zeros_like(scores)
    ends["greedy"][stages.keepers] = scores[stages.keepers]
    sure = (~stages.weak).nonzero()[:, 0]
    for method in ("linear", "gaussian"):
        kept, values = soft(
            boxes[sure], scores[sure], None if names is None else names[sure], method, p.overlap, p.sigma, p.least
        )
        ends[method] = torch.zeros_like(scores).index_put_((sure[kept],), values.to(scores))
    curves, quality = measured(offer, p)
    return Suppressed(stages, ends, curves, quality)


def measured(offer: Offered, p: DetectionParams) -> tuple[list[Curve], Tensor]:
    """Curves at IoU .5, and average precision, on a handful of scenes after greedy suppression."""
    if not offer.measured:
        return [], torch.full((KINDS + 1, 2), torch.nan)
    found, real = [], []
    for (boxes, scores, labels), objects in offer.measured:
        kept = greedy(boxes, scores, labels if p.apart else None, p.overlap).kept
        found.append(Detections(boxes[kept], scores[kept], labels[kept]))
        real.append(objects)
    rows = []
    for label in range(KINDS):
        each = [average_precision(found, real, label, threshold) for threshold in COCO_THRESHOLDS]
        rows.append([each[0], sum(each) / len(each)])
    means = torch.tensor(rows).nanmean(0, keepdim=True)
    return [precision_recall(found, real, label) for label in range(KINDS)], torch.cat([torch.tensor(rows), means])


def counted(made: Suppressed, t: int) -> dict[str, Tensor]:
    """How many boxes are still there at a stage, and how many of them were keepers."""
    stage = made.stages[t]
    return {"left": (~stage.gone).sum().float(), "kept": stage.kept.sum().float()}
