"""Held-out pictures of the study of one object side by side, and what is where on them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.vision.localisation import answers, corners_of, points_of
from lossland.algorithms.vision.localiser import INPUT_HEIGHT, INPUT_WIDTH
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.single import Single
from lossland.labs.vision.detection.single_params import SHOWN

ACROSS, DOWN, GAP = 3, 4, 3
"""A row has pictures of one kind, which take turns in the data; the last has nothing on it."""
PAPER, FRAME = (128, 128, 132), (250, 176, 30)


@dataclass(frozen=True)
class Sheet:
    """The pictures that are shown, what the network answers to them, and where each begins on the sheet."""

    picture: Tensor
    """(h, w, 3) uint8."""
    places: Tensor
    """(k, 2) x and y of their upper left corners."""
    y: Tensor
    """(k, m) labels, NaN where nobody cares."""
    y_hat: Tensor
    """(k, m) answers."""

    @property
    def real(self) -> Tensor:
        """(k,) whether something is there."""
        return self.y[:, 0] == 1

    @property
    def sure(self) -> Tensor:
        """(k,) whether the network says so."""
        return self.y_hat[:, 0] >= 0.5

    def boxes(self, y: Tensor) -> Tensor:
        """(k, 4) boxes of labels or answers, in pixels of the sheet."""
        return corners_of(y, INPUT_WIDTH, INPUT_HEIGHT) + self.places.repeat(1, 2)

    def points(self, y: Tensor) -> Tensor:
        """(k, K, 2) landmarks of labels or answers, in pixels of the sheet."""
        return points_of(y, INPUT_WIDTH, INPUT_HEIGHT) + self.places[:, None]


def sheet(s: Single, p: DetectionParams) -> Sheet:
    """All twelve with a frame round the one that is looked at, or that one alone."""
    rows = torch.arange(SHOWN) if p.shown_large == "twelve" else torch.tensor([p.looked - 1])
    y_hat = answers(s.net(s.x[rows]), s.task.form(p))
    pixels = (s.x[rows] * 255).round().to(torch.uint8).permute(0, 2, 3, 1)  # (k, 48, 64, 3)
    if p.shown_large == "one":
        return Sheet(pixels[0].contiguous(), torch.zeros(1, 2), s.y[rows], y_hat)
    places = torch.stack([rows // DOWN * (INPUT_WIDTH + GAP), rows % DOWN * (INPUT_HEIGHT + GAP)], 1) + GAP  # (12, 2)
    paper = torch.tensor(PAPER, dtype=torch.uint8).repeat(
        DOWN * (INPUT_HEIGHT + GAP) + GAP, ACROSS * (INPUT_WIDTH + GAP) + GAP, 1
    )
    for k, (left, top) in enumerate(places.tolist()):
        if k == p.looked - 1:
            paper[top - GAP : top + INPUT_HEIGHT + GAP, left - GAP : left + INPUT_WIDTH + GAP] = torch.tensor(
                FRAME, dtype=torch.uint8
            )
        paper[top : top + INPUT_HEIGHT, left : left + INPUT_WIDTH] = pixels[k]
    return Sheet(paper, places.float(), s.y[rows], y_hat)
