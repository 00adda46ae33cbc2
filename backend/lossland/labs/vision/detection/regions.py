"""Region proposals: a picture's regions merge until one is left, and the box of each may hold a thing.

Source: Uijlings et al. 2013, "Selective search for object recognition".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d

from lossland.algorithms.vision.boxes import Objects, iou_matrix
from lossland.algorithms.vision.region_proposals import Merges, merges, segments
from lossland.datasets.streets import scenes
from lossland.fields.picture import pixels
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.suppression import LONGER_SIDE

SIDE_SEEN, SMALLEST = 120, 12
"""Pixels of the longer side that regions are found on, and of the smallest region."""
RIGHT = 0.5
"""IoU from which on a proposal holds a thing."""


@dataclass(frozen=True)
class Regions:
    """All merges of a picture, and what its proposals are worth."""

    picture: Tensor
    """(h, w, 3) uint8."""
    merges: Merges
    boxes: Tensor
    """(2n - 1, 4) in pixels of the picture."""
    real: Objects | None
    """What is on it, where that is known."""
    best: Tensor
    """(m, 2n - 1) the place of the best proposal so far for each thing, after each proposal."""
    overlap: Tensor
    """(m, 2n - 1) its IoU with the thing."""


def regions(p: DetectionParams) -> Regions:
    """Those of the picture that is chosen."""
    real = None
    if p.shown.kind == "scene":
        [(picture, boxes, labels)] = scenes(1, p.shown.number, p.shown.things)
        real = Objects(boxes.float(), labels)
    else:
        picture = pixels(p.shown, LONGER_SIDE).permute(2, 0, 1)  # (3, h, w)
    h, w = picture.shape[1:]
    factor = min(1.0, SIDE_SEEN / max(h, w))
    H, W = (max(1, round(side * factor)) for side in (h, w))
    small = adaptive_avg_pool2d(picture.float() / 255, (H, W))
    made = merges(small, segments(small, p.region_scale, SMALLEST))
    proposals = made.boxes * torch.tensor([w / W, h / H, w / W, h / H])
    things = torch.zeros(0, 4) if real is None else real.boxes
    overlap, best = iou_matrix(things, proposals).cummax(1)
    return Regions(picture.permute(1, 2, 0).contiguous(), made, proposals, real, best, overlap)


def proposed(found: Regions, t: int) -> dict[str, Tensor]:
    """How many proposals there are after t merges, and the share of things that one of them holds."""
    count = found.merges.first + t
    told = {"proposals": torch.tensor(float(count))}
    if found.real is not None and len(found.real.boxes):
        told["covered"] = (found.overlap[:, count - 1] >= RIGHT).float().mean()
    return told
