"""Boxes as corners (left, top, right, bottom), in pixels from the picture's upper left corner; how much two agree.

IoU, intersection over union, is 1 for equal boxes, 0 for boxes apart, and 0, not NaN, where both are empty. An inverted
box (right < left or bottom < top) counts as empty. Source: Everingham et al. 2010, "The Pascal visual object classes".
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor


class Objects(NamedTuple):
    """What is on one picture: boxes (n, 4) and classes (n,)."""

    boxes: Tensor
    labels: Tensor


class Detections(NamedTuple):
    """What was found on one picture: boxes (n, 4), scores (n,), classes (n,)."""

    boxes: Tensor
    scores: Tensor
    labels: Tensor


def to_centres(boxes: Tensor) -> Tensor:
    """(..., 4) corners as (x, y of the midpoint, width, height)."""
    left, top, right, bottom = boxes.unbind(-1)
    return torch.stack([(left + right) / 2, (top + bottom) / 2, right - left, bottom - top], -1)


def to_corners(boxes: Tensor) -> Tensor:
    """(..., 4) midpoints and sizes as corners."""
    x, y, width, height = boxes.unbind(-1)
    return torch.stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2], -1)


def area(boxes: Tensor) -> Tensor:
    """Width times height (...), in square pixels; 0 for inverted boxes."""
    sides = (boxes[..., 2:] - boxes[..., :2]).clamp(min=0)
    return sides[..., 0] * sides[..., 1]


def clipped(boxes: Tensor, width: float, height: float) -> Tensor:
    """The part of each box (..., 4) that lies in a picture of that size."""
    edge = boxes.new_tensor([width, height, width, height])
    return boxes.clamp(min=0).minimum(edge)


def iou(a: Tensor, b: Tensor) -> Tensor:
    """Intersection over union of pairs: shapes (..., 4) are broadcast, the answer is (...)."""
    intersection = area(torch.cat([a[..., :2].maximum(b[..., :2]), a[..., 2:].minimum(b[..., 2:])], -1))
    return share(intersection, area(a) + area(b) - intersection)


def iou_matrix(a: Tensor, b: Tensor) -> Tensor:
    """Intersection over union of each of a (n, 4) with each of b (m, 4): (n, m)."""
    return iou(a[:, None], b[None])


def share(part: Tensor, whole: Tensor) -> Tensor:
    """part / whole, 0 where the whole is not above 0."""
    there = whole > 0
    return torch.where(there, part / torch.where(there, whole, 1.0), 0.0)


def complete_iou(a: Tensor, b: Tensor) -> Tensor:
    """CIoU of pairs (..., 4): IoU less the squared distance of midpoints, in diagonals of the hull, and a term of shapes.

    Unlike IoU it has a slope where boxes lie apart. Between -2 and 1. Source: Zheng et al. 2020, "Distance-IoU loss".
    """
    overlap = iou(a, b)
    p, q = to_centres(a), to_centres(b)
    hull = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    distance = share((p[..., :2] - q[..., :2]).square().sum(-1), hull.square().sum(-1))
    turn = torch.atan2(p[..., 2], p[..., 3].clamp(min=1e-6)) - torch.atan2(q[..., 2], q[..., 3].clamp(min=1e-6))
    shape = 4 / math.pi**2 * turn.square()
    weight = (shape / (1 - overlap + shape).clamp(min=1e-6)).detach()
    return overlap - distance - weight * shape
