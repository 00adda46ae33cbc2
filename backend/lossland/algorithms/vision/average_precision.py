"""How good a detector is: precision against recall, the area under it, its mean over classes and over IoUs.

Detections of all pictures are gone through by falling score; one is right when its IoU with an object of its class
in its picture, not found before, is >= the threshold (of several the largest). Precision is made falling from the right
before the area is taken. Sources: Everingham et al. 2010, "The Pascal visual object classes" (all points); Lin et al.
2014, "Microsoft COCO" (101 points, IoU .5 to .95).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import Detections, Objects, iou_matrix

COCO_THRESHOLDS = tuple(0.5 + 0.05 * k for k in range(10))


class Curve(NamedTuple):
    """After each detection, by falling score: how many of the answers are right, and how many objects are found."""

    precision: Tensor
    recall: Tensor
    scores: Tensor


def claimed(overlaps: Tensor, threshold: float) -> Tensor:
    """(n,) the object that each detection finds, -1 where none, of IoUs (n, m) of detections, the surest first, with objects."""
    left = overlaps.clone()
    objects = torch.full((len(left),), -1)
    for row in range(len(left)) if left.shape[1] else ():
        best, column = left[row].max(0)
        if best >= threshold:
            objects[row] = column
            left[:, column] = -1  # found once
    return objects


def unfound(found: Detections, real: Objects, threshold: float = 0.5) -> Tensor:
    """(m,) whether no detection of its class finds an object, all of one picture."""
    order = found.scores.argsort(descending=True, stable=True)
    overlaps = iou_matrix(found.boxes[order].double(), real.boxes.double())  # (n, m)
    overlaps[found.labels[order, None] != real.labels] = -1
    objects = claimed(overlaps, threshold)
    alone = torch.ones(len(real.labels), dtype=torch.bool)
    alone[objects[objects >= 0]] = False
    return alone


def matches(
    found: Sequence[Detections], real: Sequence[Objects], label: int, threshold: float
) -> tuple[Tensor, Tensor]:
    """Scores and rightness (0 or 1) of all detections of one class, by falling score, ties by picture and index."""
    scores, right = [], []
    for picture, objects in zip(found, real, strict=True):
        mine = (picture.labels == label).nonzero()[:, 0]
        mine = mine[picture.scores[mine].argsort(descending=True, stable=True)]
        overlaps = iou_matrix(picture.boxes[mine].double(), objects.boxes[objects.labels == label].double())  # (n, m)
        scores.append(picture.scores[mine].double())
        right.append((claimed(overlaps, threshold) >= 0).float())
    score, hit = torch.cat(scores), torch.cat(right)
    order = score.argsort(descending=True, stable=True)
    return score[order], hit[order]


def precision_recall(found: Sequence[Detections], real: Sequence[Objects], label: int, threshold: float = 0.5) -> Curve:
    """The curve of one class; recall is NaN where there is no such object. Lists of equal length, a picture each."""
    scores, right = matches(found, real, label, threshold)
    objects = sum(int((picture.labels == label).sum()) for picture in real)
    hits = right.double().cumsum(0)
    precision = hits / torch.arange(1, len(hits) + 1)
    return Curve(precision, hits / objects if objects else torch.full_like(hits, torch.nan), scores)


def area_under(curve: Curve, points: Literal["all", "coco"] = "all") -> float:
    """Average precision: the area under the falling hull, exactly, or as the mean at recalls 0, .01, ..., 1."""
    if not len(curve.recall):
        return 0.0
    hull = curve.precision.flip(0).cummax(0)[0].flip(0)
    if points == "all":
        return float((hull * curve.recall.diff(prepend=curve.recall.new_zeros(1))).sum())
    at = torch.searchsorted(curve.recall, torch.linspace(0, 1, 101, dtype=torch.float64))
    return float(torch.cat([hull, hull.new_zeros(1)])[at].mean())


def average_precision(
    found: Sequence[Detections],
    real: Sequence[Objects],
    label: int,
    threshold: float = 0.5,
    points: Literal["all", "coco"] = "all",
) -> float:
    """Of one class at one IoU; NaN where there is no object of it."""
    if not any(bool((picture.labels == label).any()) for picture in real):
        return float("nan")
    return area_under(precision_recall(found, real, label, threshold), points)


def mean_average_precision(
    found: Sequence[Detections],
    real: Sequence[Objects],
    classes: int,
    thresholds: Sequence[float] = (0.5,),
    points: Literal["all", "coco"] = "all",
) -> float:
    """The mean over the classes that occur and over the IoUs: mAP@.5, or of `COCO_THRESHOLDS` mAP@.5:.95."""
    values = torch.tensor(
        [[average_precision(found, real, label, t, points) for label in range(classes)] for t in thresholds],
        dtype=torch.float64,
    )
    return float(values.nanmean())
