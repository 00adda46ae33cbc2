"""What is learned of a picture with one thing on it: box and class of an object, or landmarks of a face.

Both give examples as a network is given them: cut-outs x (B, 3, 48, 64) and labels y (B, m), NaN where nobody cares.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import iou
from lossland.algorithms.vision.cut_outs import boxes_in, cut_outs, points_in
from lossland.algorithms.vision.localisation import (
    Form,
    corners_of,
    landmark_targets,
    object_targets,
    points_of,
)
from lossland.algorithms.vision.localiser import INPUT_HEIGHT, INPUT_WIDTH
from lossland.datasets.faces import LANDMARKS, MIRRORED, faces
from lossland.datasets.one_thing import NOTHING, one_thing
from lossland.labs.vision.detection.params import DetectionParams

LEARNED, HELD = 600, 96
"""Pictures to learn from, and pictures kept for the test; a quarter of both shows nothing."""
DATA_SEED = 5
OUTER = LANDMARKS.index("left_eye_outer"), LANDMARKS.index("right_eye_outer")


@dataclass(frozen=True)
class ObjectTask:
    """A pedestrian, a car or a motorcycle: m = 8."""

    pictures: Tensor
    """(n, 3, H, W) uint8, the held-out ones last."""
    boxes: Tensor
    """(n, 4) corners in pixels."""
    labels: Tensor
    """(n,) of the class, 3: nothing."""
    outputs = 5 + NOTHING

    def form(self, p: DetectionParams) -> Form:
        return Form(p.loss_form == "mixed", 5)

    def examples(self, rows: Tensor, rng: torch.Generator, swapped: bool = False) -> tuple[Tensor, Tensor]:
        cuts = cut_outs(self.pictures[rows], self.boxes[rows], INPUT_WIDTH, INPUT_HEIGHT, rng)
        boxes = boxes_in(cuts, self.boxes[rows])  # (B, 4)
        return cuts.pictures, object_targets(boxes, self.labels[rows], NOTHING, INPUT_WIDTH, INPUT_HEIGHT)

    def quality(self, y_hat: Tensor, y: Tensor) -> dict[str, Tensor]:
        """Of answers (n, m) to pictures with an object: mean IoU of the box, and the share whose class is right."""
        overlap = iou(corners_of(y_hat, INPUT_WIDTH, INPUT_HEIGHT), corners_of(y, INPUT_WIDTH, INPUT_HEIGHT))  # (n,)
        right = y_hat[:, 5:].argmax(1) == y[:, 5:].argmax(1)
        return {"box_iou": overlap.mean(), "class_right": right.float().mean()}


@dataclass(frozen=True)
class LandmarkTask:
    """Eight landmarks of a face: m = 1 + 2 * 8 = 17."""

    pictures: Tensor
    """(n, 3, H, W) uint8, the held-out ones last."""
    points: Tensor
    """(n, 8, 2) x and y in pixels."""
    there: Tensor
    """(n,) bool."""
    partners: Tensor
    """(8,) which landmark each one becomes where left and right change places."""
    outputs = 1 + 2 * len(LANDMARKS)

    def form(self, p: DetectionParams) -> Form:
        return Form(p.loss_form == "mixed", None)

    def examples(self, rows: Tensor, rng: torch.Generator, swapped: bool = False) -> tuple[Tensor, Tensor]:
        points = self.points[rows]  # (B, 8, 2)
        spans = torch.cat([points.amin(1), points.amax(1)], 1)  # (B, 4)
        cuts = cut_outs(self.pictures[rows], spans, INPUT_WIDTH, INPUT_HEIGHT, rng)
        points = points_in(cuts, points, self.partners)
        if swapped:
            crossed = (torch.rand(len(rows), generator=rng) < 0.5).to(points.device)
            points = torch.where(crossed[:, None, None], points[:, self.partners], points)
        return cuts.pictures, landmark_targets(points, self.there[rows], INPUT_WIDTH, INPUT_HEIGHT)

    def quality(self, y_hat: Tensor, y: Tensor) -> dict[str, Tensor]:
        """Of answers (n, m) to pictures with a face, in pixels: mean distance of a landmark from where it is, and of the
        outer corners of both eyes from each other."""
        points = points_of(y_hat, INPUT_WIDTH, INPUT_HEIGHT)  # (n, 8, 2)
        off = points - points_of(y, INPUT_WIDTH, INPUT_HEIGHT)
        eyes = points[:, OUTER[0]] - points[:, OUTER[1]]  # (n, 2)
        return {"distance": off.norm(dim=2).mean(), "eyes_apart": eyes.norm(dim=1).mean()}


Task = ObjectTask | LandmarkTask


def task_of(p: DetectionParams, device: torch.device) -> Task:
    """The data of the task that is chosen."""
    n = LEARNED + HELD
    if p.task == "object":
        pictures, boxes, labels = one_thing(n, DATA_SEED)
        return ObjectTask(pictures.to(device), boxes.to(device), labels.to(device))
    pictures, points, there = faces(n, DATA_SEED)
    partners = torch.tensor(MIRRORED, device=device)
    return LandmarkTask(pictures.to(device), points.to(device), there.to(device), partners)
