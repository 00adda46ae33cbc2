"""One object or one face a picture: what a network should answer, and the loss of what it does answer.

A label is a row y. Of an object it is [p_c, b_x, b_y, b_h, b_w, c_1 ... c_K], with the midpoint, height and width of its box
relative to the whole picture and one c that is 1; of a face it is [p, l_1x, l_1y, ... l_Kx, l_Ky]. Where nothing is there
p = 0 and all the other numbers are NaN, "don't care": whatever the network says of them, it costs nothing and teaches
nothing. Source: Redmon et al. 2016, "You only look once", for the parts of y and their losses.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, one_hot

from lossland.algorithms.vision.boxes import to_centres, to_corners

BOX = slice(1, 5)
"""Where b_x, b_y, b_h, b_w stand in a label of an object; the classes follow."""


class Form(NamedTuple):
    """How a row of outputs is read: `mixed` losses or squared errors alone, and the place of the first class, if any."""

    mixed: bool
    classes: int | None


def object_targets(boxes: Tensor, labels: Tensor, kinds: int, width: float, height: float) -> Tensor:
    """Labels (n, 5 + kinds) of boxes (n, 4), corners in pixels; a class (n,) of `kinds` says that nothing is there."""
    x, y, w, h = to_centres(boxes).unbind(1)
    box = torch.stack([x / width, y / height, h / height, w / width], 1)  # (n, 4)
    classes = one_hot(labels.clamp(max=kinds - 1), kinds)  # (n, kinds)
    return with_presence(labels < kinds, torch.cat([box, classes], 1))


def landmark_targets(points: Tensor, there: Tensor, width: float, height: float) -> Tensor:
    """Labels (n, 1 + 2 K) of landmarks (n, K, 2), x and y in pixels, and of whether there is a face (n,)."""
    return with_presence(there, (points / points.new_tensor([width, height])).flatten(1))


def with_presence(there: Tensor, rest: Tensor) -> Tensor:
    """Labels (n, 1 + m) of whether something is there (n,), and of the rest (n, m), which nobody cares for if not."""
    return torch.cat([there[:, None].to(rest), torch.where(there[:, None], rest, torch.nan)], 1)


def corners_of(y: Tensor, width: float, height: float) -> Tensor:
    """Boxes (n, 4) in pixels, corners, of labels or answers (n, 5 + kinds)."""
    x, across, tall, wide = y[:, BOX].unbind(1)
    return to_corners(torch.stack([x * width, across * height, wide * width, tall * height], 1))


def points_of(y: Tensor, width: float, height: float) -> Tensor:
    """Landmarks (n, K, 2) in pixels of labels or answers (n, 1 + 2 K)."""
    return y[:, 1:].reshape(len(y), -1, 2) * y.new_tensor([width, height])


def answers(z: Tensor, form: Form) -> Tensor:
    """What outputs z (n, m) say, y^ (n, m): as they are, or with the logistic of the first and the softmax of the classes."""
    if not form.mixed:
        return z
    classes = z[:, form.classes :].softmax(1) if form.classes is not None else z[:, :0]
    return torch.cat([z[:, :1].sigmoid(), z[:, 1 : form.classes], classes], 1)


def loss_terms(z: Tensor, y: Tensor, form: Form) -> Tensor:
    """The part of each output z (n, m) in the loss against labels y (n, m); the loss of a picture is the sum of its row.

    (y^ - y)^2; in the mixed form -p ln p^ - (1 - p) ln(1 - p^) for the first, -c ln c^ for each class, and squares between.
    0, with no slope, where y is NaN.
    """
    cared = ~y.isnan()
    known = y.nan_to_num(0.0)
    terms = (z - known).square()
    if form.mixed:
        presence = binary_cross_entropy_with_logits(z[:, :1], known[:, :1], reduction="none")
        parts = [presence, terms[:, 1 : form.classes]]
        if form.classes is not None:
            parts.append(-known[:, form.classes :] * z[:, form.classes :].log_softmax(1))
        terms = torch.cat(parts, 1)
    return torch.where(cared, terms, 0.0)
