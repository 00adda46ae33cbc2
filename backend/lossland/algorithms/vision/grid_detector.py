"""A detector that reads a grid: each cell says whether an object lies there, how far its sides are, and what it is.

It stands on the frozen features of EfficientNet-Lite0 at strides 8 and 16; only this head is trained. Sources: Redmon
et al. 2016, "You only look once"; Tian et al. 2019, "FCOS" (distances to four sides, cells about the midpoint); Li et
al. 2020, "Generalized focal loss" (the score learns the IoU); Zheng et al. 2020, "Distance-IoU loss".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, interpolate, silu

from lossland.algorithms.vision.boxes import Detections, area, clipped, complete_iou, iou
from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, channels, normalised
from lossland.algorithms.vision.resize import rescaled, resized

STRIDE = 8
"""Pixels a cell is wide and high."""
FINE, COARSE = 4, 10
"""Blocks whose features are read: strides 8 and 16."""
COARSE_STRIDE, LONGEST = 16, 4
"""Pictures are read at multiples of the coarser stride, and at most this many times as long as wide."""
LARGEST = 7.0
"""Of a side's logarithm, in cells: keeps exp finite."""


class GridDetector(nn.Module):
    """The head: 1x1 from both strides, two 3x3 convolutions, then 5 + K numbers a cell."""

    def __init__(self, classes: int, width: int = 96) -> None:
        super().__init__()
        fine, coarse = (channels()[block + 1] for block in (FINE, COARSE))
        self.fine, self.fine_norm = nn.Conv2d(fine, width, 1, bias=False), nn.BatchNorm2d(width)
        self.coarse, self.coarse_norm = nn.Conv2d(coarse, width, 1, bias=False), nn.BatchNorm2d(width)
        self.convolutions = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1, bias=False) for _ in range(2))
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for _ in range(2))
        self.out = nn.Conv2d(width, 5 + classes, 1)
        # at first nothing is anywhere: most cells are empty
        self.out.bias = nn.Parameter(torch.tensor([-4.0] + [0.0] * (4 + classes)))

    def forward(self, fine: Tensor, coarse: Tensor) -> Tensor:
        """(B, 5 + K, h, w) from features (B, 40, h, w) and (B, 112, about h / 2, about w / 2).

        Channel 0: logit of an object; 1 to 4: logarithms of the distances to left, top, right, bottom in cells; then
        the scores of the classes.
        """
        broad = interpolate(self.coarse_norm(self.coarse(coarse)), size=fine.shape[-2:], mode="bilinear")
        z = silu(self.fine_norm(self.fine(fine)) + broad)  # (B, width, h, w)
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            z = silu(norm(convolution(z)))
        found: Tensor = self.out(z)  # (B, 5 + K, h, w)
        return found


def features(trunk: EfficientNetLite0, pictures: Tensor) -> tuple[Tensor, Tensor]:
    """What the head reads of pictures (B, 3, H, W) in [0, 1]: (B, 40, H / 8, W / 8) and (B, 112, H / 16, W / 16)."""
    found = trunk.features(normalised(pictures).contiguous(memory_format=torch.channels_last), COARSE)
    return found[FINE + 1], found[COARSE + 1]


def centres(h: int, w: int) -> Tensor:
    """Midpoints (h, w, 2) of the cells, as (x, y) in pixels."""
    y, x = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    return (torch.stack([x, y], -1) + 0.5) * STRIDE


def sides(found: Tensor) -> Tensor:
    """The box of every cell, (B, h, w, 4) corners in pixels, from the head's (B, 5 + K, h, w)."""
    away = found[:, 1:5].permute(0, 2, 3, 1).clamp(max=LARGEST).exp() * STRIDE  # (B, h, w, 4)
    at = centres(*found.shape[-2:]).to(found)
    return torch.cat([at - away[..., :2], at + away[..., 2:]], -1)


@dataclass(frozen=True)
class Target:
    """What the cells of one picture should say."""

    owner: Tensor
    """(h, w): the number of the cell's object, -1 where there is none."""
    boxes: Tensor
    """(n, 4) of the objects."""
    labels: Tensor
    """(n,) classes of the objects."""


def encode(boxes: Tensor, labels: Tensor, h: int, w: int, radius: float = 1.5) -> Target:
    """Gives each object (n, 4) the cell of its midpoint, and the cells inside it within `radius` cells of it.

    Where several want a cell the smallest has it. Objects without area, or with the midpoint outside, have none.
    """
    owner = torch.full((h, w), -1)
    at = centres(h, w)  # (h, w, 2)
    for index in area(boxes).argsort(descending=True).tolist():
        box = boxes[index]
        middle = (box[:2] + box[2:]) / 2
        column, row = (middle / STRIDE).floor().long().tolist()
        if not (area(box) > 0 and 0 <= column < w and 0 <= row < h):
            continue
        near = ((at - middle).abs() < radius * STRIDE).all(-1)
        owner[near & (at > box[:2]).all(-1) & (at < box[2:]).all(-1)] = index
        owner[row, column] = index
    return Target(owner, boxes, labels)


def loss(found: Tensor, targets: list[Target]) -> dict[str, Tensor]:
    """Of the head's (B, 5 + K, h, w): "object", "box" and "class", each a mean over the cells that own an object.

    "object" is cross-entropy with the IoU that the cell's box has reached, weighted by the squared distance from it,
    so that a thousand easy empty cells do not outvote one full one.
    """
    owner = torch.stack([target.owner for target in targets])  # (B, h, w)
    full = owner >= 0
    count = full.sum().clamp(min=1)
    rows = [target.boxes[target.owner[target.owner >= 0]] for target in targets]
    names = [target.labels[target.owner[target.owner >= 0]] for target in targets]
    wanted, labels = torch.cat(rows).to(found), torch.cat(names)  # (P, 4), (P,)
    boxes = sides(found)[full]  # (P, 4)
    quality = torch.zeros_like(found[:, 0])
    quality[full] = iou(boxes, wanted).detach()
    doubt = (quality - found[:, 0].sigmoid()).detach().square()
    entropy = binary_cross_entropy_with_logits(found[:, 0], quality, reduction="none")
    scores = found[:, 5:].permute(0, 2, 3, 1)[full]  # (P, K)
    return {
        "object": (doubt * entropy).sum() / count,
        "box": (1 - complete_iou(boxes, wanted)).sum() / count,
        "class": cross_entropy(scores, labels, reduction="sum") / count,
    }


def decode(found: Tensor, threshold: float = 0.05, most: int = 2000) -> list[Detections]:
    """For each picture the boxes (n, 4) in its pixels, scores (n,) and classes (n,) with a score >= threshold.

    A cell offers its most probable class; its score is the product of both probabilities. At most `most` boxes, the best.
    """
    h, w = found.shape[-2:]
    sure, labels = found[:, 5:].softmax(1).max(1)  # (B, h, w)
    scores = (found[:, 0].sigmoid() * sure).flatten(1)
    boxes = clipped(sides(found), w * STRIDE, h * STRIDE).flatten(1, 2)  # (B, h w, 4)
    answers = []
    for row, score, label in zip(boxes, scores, labels.flatten(1), strict=True):
        best = score.argsort(descending=True, stable=True)[:most]
        best = best[score[best] >= threshold]
        answers.append(Detections(row[best], score[best], label[best]))
    return answers


@dataclass(frozen=True)
class PictureDetector:
    """A trunk, a head, and the size of the pictures that the head was taught on."""

    trunk: EfficientNetLite0
    head: GridDetector
    height: int
    width: int

    @torch.no_grad()
    def __call__(self, pictures: Sequence[Tensor], threshold: float = 0.05) -> list[Detections]:
        """What is found on each picture (3, H, W), bytes or in [0, 1], in its own pixels, before any suppression.

        Pictures of one shape go through the network together.
        """
        sizes = [self.size(*picture.shape[1:]) for picture in pictures]
        answers: dict[int, Detections] = {}
        for size in dict.fromkeys(sizes):
            places = [place for place, other in enumerate(sizes) if other == size]
            x = torch.stack([resized(pictures[place], *size) for place in places])  # (B, 3, h, w)
            for place, found in zip(places, decode(self.head(*features(self.trunk, x)), threshold), strict=True):
                H, W = pictures[place].shape[1:]
                answers[place] = found._replace(boxes=rescaled(found.boxes, size, (H, W)))
        return [answers[place] for place in range(len(pictures))]

    def size(self, H: int, W: int) -> tuple[int, int]:
        """Height and width in which a picture is read: its own shape (up to 4 to 1), the area that was taught."""
        tall = min(max(H / W, 1 / LONGEST), LONGEST) ** 0.5
        side = (self.height * self.width) ** 0.5 / COARSE_STRIDE
        return round(side * tall) * COARSE_STRIDE, round(side / tall) * COARSE_STRIDE
