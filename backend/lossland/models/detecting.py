"""The recipe that `cells` and `streets` share: a grid detector on the frozen features of EfficientNet-Lite0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.vision.average_precision import (
    COCO_THRESHOLDS,
    average_precision,
    mean_average_precision,
)
from lossland.algorithms.vision.boxes import Detections, Objects
from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0
from lossland.algorithms.vision.grid_detector import GridDetector, PictureDetector, encode, features, loss
from lossland.algorithms.vision.nms import greedy
from lossland.models.augment import augmented
from lossland.models.training import Recipe

BATCH = 6
WEIGHTS = {"object": 1.0, "box": 2.0, "class": 0.5}


class Example(NamedTuple):
    """A picture (3, H, W) uint8, its boxes (n, 4) in pixels and its classes (n,)."""

    picture: Tensor
    boxes: Tensor
    labels: Tensor


class Detecting(Recipe[GridDetector]):
    """Trains the head on augmented pictures; `held_out` tells the quality."""

    rate = 3e-3
    memory = 0.995
    cut: ClassVar[tuple[int, int]]
    """Height and width of what is trained on: cuts of the pictures, which show things up to 1.7 times as large."""
    upright = False
    overlap = 0.5
    """IoU above which the less sure of two boxes of a class goes."""

    def __init__(
        self, trunk: EfficientNetLite0, examples: Sequence[Example], held_out: Sequence[Example], seed: int, steps: int
    ) -> None:
        self.trunk, self.examples, self.held_out = trunk, examples, held_out
        torch.manual_seed(seed)
        super().__init__(GridDetector(len(self.about.classes)), steps, seed)

    def example(self) -> Example:
        """The next picture, drawn at random."""
        return self.examples[int(torch.randint(len(self.examples), (), generator=self.rng))]

    def loss(self) -> Tensor:
        shown = [augmented(*self.example(), *self.cut, self.rng, self.upright) for _ in range(BATCH)]
        with torch.no_grad():
            fine, coarse = features(self.trunk, torch.stack([x for x, _, _ in shown]))
        found = self.net(fine, coarse)  # (B, 5 + K, h, w)
        parts = loss(found, [encode(boxes, labels, *found.shape[-2:]) for _, boxes, labels in shown])
        return torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()

    @torch.no_grad()
    def detect(self, picture: Tensor) -> Detections:
        """What the averaged head finds on a picture (3, H, W) uint8, boxes in its pixels."""
        detector = PictureDetector(self.trunk, self.average.eval(), *self.about.size)
        boxes, scores, labels = detector([picture], 0.02)[0]
        kept = greedy(boxes, scores, labels, self.overlap).kept
        return Detections(boxes[kept], scores[kept], labels[kept])

    def quality(self) -> dict[str, float]:
        found = [self.detect(example.picture) for example in self.held_out]
        real = [Objects(example.boxes, example.labels) for example in self.held_out]
        each = {f"AP@.5 {name}": average_precision(found, real, k) for k, name in enumerate(self.about.classes)}
        K = len(self.about.classes)
        return {
            "mAP@.5": mean_average_precision(found, real, K),
            "mAP@.5:.95": mean_average_precision(found, real, K, COCO_THRESHOLDS),
            **each,
        }
