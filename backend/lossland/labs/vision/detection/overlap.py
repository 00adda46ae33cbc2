"""Two boxes, and one of them descending on 1 - IoU.

Source: Rezatofighi et al. 2019, "Generalized intersection over union"; Zheng et al. 2020, "Distance-IoU loss".
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import area, complete_iou, iou
from lossland.labs.vision.detection.params import ACROSS, DOWN, DetectionParams

RATE = 0.5
"""Cells that a corner moves for a slope of one a cell."""


def placed(corners: list[float]) -> Tensor:
    """(4,) corners as the page sends them."""
    return torch.tensor(corners, dtype=torch.float64)


def moved(b: Tensor, p: DetectionParams) -> Tensor:
    """Box B (4,) after one update; where there is no slope it stays."""
    leaf = b.clone().requires_grad_()
    agree = iou if p.descent == "iou" else complete_iou
    (slope,) = torch.autograd.grad(1 - agree(placed(p.a), leaf), leaf)
    edge = torch.tensor([ACROSS, DOWN, ACROSS, DOWN], dtype=b.dtype)
    return (b - RATE * slope).clamp(min=0).minimum(edge)


def areas(a: Tensor, b: Tensor) -> dict[str, Tensor]:
    """Of both boxes, of what they share, of what they cover together, and their ratio; 0 where nothing is covered."""
    both = torch.cat([a[:2].maximum(b[:2]), a[2:].minimum(b[2:])])
    intersection = area(both)
    return {
        "a": area(a),
        "b": area(b),
        "intersection": intersection,
        "union": area(a) + area(b) - intersection,
        "iou": iou(a, b),
    }
