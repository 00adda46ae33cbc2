"""Non-maximum suppression: of boxes that mean the same object the surest stays.

Greedy: take the surest box left, drop all of its class whose IoU with it is above a threshold, repeat. Soft: lower
their scores instead. Equal scores go by index, the lower first. Sources: Neubeck and Van Gool 2006, "Efficient
non-maximum suppression"; Bodla et al. 2017, "Soft-NMS".
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import area, iou
from lossland.lab.text import Refused, T

BLOCK, TILE = 64, 128
"""Boxes compared at once with all that are left, and with their neighbours."""
MANY, FALL = 4096, 0.9
"""Pairs up to which a plain loop is as fast, and the share that a round at once must leave at most to be worth its time."""
DOUBT = 1e-5
"""What single precision may err in a share of an area: what is that near to the threshold is settled in double."""


Method = Literal["linear", "gaussian"]


class Suppression(NamedTuple):
    """Which boxes stay, and why the others go."""

    kept: Tensor
    """(m,) indices of those that stay, the surest first."""
    by: Tensor
    """(n,) for each box the index of the box that suppressed it, -1 for those that stay."""
    overlap: Tensor
    """(n,) its IoU with that box, 0 for those that stay."""


def checked(boxes: Tensor, scores: Tensor, labels: Tensor | None, threshold: float) -> None:
    """Raises `Refused` where these are no boxes (n, 4) with scores (n,) and labels (n,)."""
    n = len(boxes)
    if boxes.shape != (n, 4) or scores.shape != (n,) or (labels is not None and labels.shape != (n,)):
        shapes = f"{tuple(boxes.shape)}, {tuple(scores.shape)}, {None if labels is None else tuple(labels.shape)}"
        en = f"boxes, scores and labels have the shapes {shapes}; expected (n, 4), (n,) and (n,)"
        raise Refused(T(en, f"框、置信度和类别的形状为 {shapes}，应为 (n, 4)、(n,) 和 (n,)"))
    if not 0 <= threshold <= 1:
        raise Refused(T(f"threshold {threshold} is not in [0, 1]", f"阈值 {threshold} 不在 [0, 1] 内"))
    if not (boxes.isfinite().all() and scores.isfinite().all()):
        raise Refused(T("boxes and scores must be finite numbers", "框和置信度必须是有限的数"))


def ranked(scores: Tensor) -> Tensor:
    """Indices by falling score, ties by index."""
    return scores.argsort(descending=True, stable=True)


def greedy(boxes: Tensor, scores: Tensor, labels: Tensor | None = None, threshold: float = 0.5) -> Suppression:
    """Keeps exactly what the plain loop keeps, for each class by itself: a box goes when its IoU is > `threshold`.

    boxes (n, 4) corners, scores (n,), labels (n,) whole numbers (None: all of one class). Raises `Refused`.

    First the surest boxes by the block, for as long as that clears away many; of the rest, sorted from left to right,
    only those are compared whose left sides lie near enough. Single precision finds the pairs, double decides. The
    work is one of many small decisions: it is done on the CPU, wherever the boxes lie.
    """
    checked(boxes, scores, labels, threshold)
    boxes, scores, labels = boxes.cpu(), scores.cpu(), None if labels is None else labels.cpu()
    n = len(boxes)
    by, overlap = torch.full((n,), -1), torch.zeros(n, dtype=torch.float64)
    order = ranked(scores)
    exact = boxes[order].double()
    rows = boxes[order] if boxes.dtype == torch.float32 and tame(exact) else exact
    names = None if labels is None else torch.unique(labels[order], return_inverse=True)[1]
    stays = torch.ones(n, dtype=torch.bool)
    left, crowded = torch.arange(n), n > 4 * BLOCK  # ranks of the boxes not yet settled, the surest first
    while len(left):
        some = None if names is None else names[left]
        i, j = block_pairs(rows[left], some, threshold) if crowded else sweep(rows[left], some, threshold)
        i, j = left[i], left[j]
        share = iou(exact[i], exact[j])
        over = share > threshold
        i, j, share = i[over], j[over], share[over]
        settle(stays, i, j)
        effective = stays[i]  # only a box that stays suppresses
        i, j, share = i[effective], j[effective], share[effective]
        first = torch.full((n,), n).scatter_reduce_(0, j, i, "amin")
        chosen = first[j] == i
        by[order[j[chosen]]] = order[i[chosen]]
        overlap[order[j[chosen]]] = share[chosen]
        rest = left[BLOCK:] if crowded else left[:0]
        left = rest[stays[rest]]
        cleared = 1 - len(left) / max(1, len(rest))
        # blocks to come compare about BLOCK / cleared boxes with each that is left, a sweep about a fifth of them
        crowded = cleared * len(left) > 5 * BLOCK
    return Suppression(order[stays], by, overlap)


def tame(boxes: Tensor) -> bool:
    """Whether areas neither overflow nor vanish in single precision."""
    sides = (boxes[:, 2:] - boxes[:, :2]).abs()
    return bool(((sides == 0) | ((sides > 1e-15) & (sides < 1e15))).all())


def settle(stays: Tensor, i: Tensor, j: Tensor) -> None:
    """Goes through the pairs (i over j, by rank) in the order of i; what has gone suppresses nothing.

    While there are many pairs, and they fall fast, all boxes at once that nobody is over: they stay, those below go.
    """
    before = 2 * len(i)
    while MANY < len(i) < FALL * before:
        before = len(i)
        free = torch.ones_like(stays)
        free[j] = False
        stays[j[free[i]]] = False
        open_ = stays[i] & stays[j] & ~free[i]
        i, j = i[open_], j[open_]
    if not len(i):
        return
    alive = bytearray(stays.to(torch.uint8).numpy().tobytes())
    sequence = i.argsort(stable=True)
    for a, b in zip(i[sequence].tolist(), j[sequence].tolist(), strict=True):
        if alive[a]:
            alive[b] = 0
    stays.copy_(torch.frombuffer(alive, dtype=torch.bool))


def block_pairs(rows: Tensor, names: Tensor | None, threshold: float) -> tuple[Tensor, Tensor]:
    """Pairs (i, j), i < j, of the first `BLOCK` boxes with all, that may overlap by more than `threshold`."""
    return above_diagonal(near(Sides(rows, names, threshold), slice(0, BLOCK), slice(0, len(rows)), in_order=False))


def sweep(rows: Tensor, names: Tensor | None, threshold: float) -> tuple[Tensor, Tensor]:
    """All pairs (i, j), i < j, that may overlap by more than `threshold`.

    With an IoU > t, boxes share more than t of each one's width. So where one begins to the right of another, it does
    so within the first 1 - t of the other's width: tiles of boxes are compared with the stretch that begins there.
    """
    low, width = rows[:, 0].double(), (rows[:, 2] - rows[:, 0]).double().clamp(min=0)
    if names is not None:  # classes lie side by side, too far apart to meet
        low = low + names * (2 * float(low.max() - low.min() + width.max()) + 1)
    starts, order = low.sort()
    reach = starts + (1 - threshold + DOUBT) * width[order]
    ends = torch.searchsorted(starts, torch.stack([part.max() for part in torch.split(reach, TILE)]), right=True)
    sides = Sides(rows[order], None if names is None else names[order], threshold)
    found = []
    for tile, end in enumerate(ends.tolist()):
        start = tile * TILE
        pairs = near(sides, slice(start, start + TILE), slice(start, end), in_order=True)
        found.append(torch.stack(above_diagonal(pairs)) + start)
    i, j = order[torch.cat(found, 1)]
    return torch.minimum(i, j), torch.maximum(i, j)


class Sides:
    """Boxes as four rows of numbers, each in one piece of memory, which is read four times as fast."""

    def __init__(self, rows: Tensor, names: Tensor | None, threshold: float) -> None:
        self.left, self.top, self.right, self.bottom = rows.T.contiguous()
        self.part = area(rows) * (threshold / (1 + threshold) * (1 - DOUBT))
        self.names = names


def near(s: Sides, a: slice, b: slice, in_order: bool) -> Tensor:
    """Whether the IoU of boxes a with boxes b may be > the threshold: (n, m), above the diagonal.

    `in_order`: none of b begins to the left of those of a before it.

    IoU > t means that the shared area is > t / (1 + t) of the sum of both. Errs, if at all, on the side of True.
    """
    left = s.left[b] if in_order else torch.maximum(s.left[a, None], s.left[b])
    wide = torch.minimum(s.right[a, None], s.right[b]).sub_(left).clamp_(min=0)  # (n, m)
    high = torch.minimum(s.bottom[a, None], s.bottom[b]).sub_(torch.maximum(s.top[a, None], s.top[b]))
    # shared area > part of a + part of b, in as few passes over (n, m) as can be; not above 0 where they do not meet
    found = torch.addcmul(s.part[b], wide, high, value=-1) < -s.part[a, None]
    return found if s.names is None else found & (s.names[a, None] == s.names[b])


def above_diagonal(pairs: Tensor) -> tuple[Tensor, Tensor]:
    """Row and column of each True above the diagonal."""
    square = pairs[:, : len(pairs)]
    square.triu_(1)
    i, j = pairs.nonzero().unbind(1)
    return i, j


def soft(
    boxes: Tensor,
    scores: Tensor,
    labels: Tensor | None = None,
    method: Method = "gaussian",
    threshold: float = 0.5,
    sigma: float = 0.5,
    least: float = 0.001,
) -> tuple[Tensor, Tensor]:
    """Indices (m,) in the order in which the boxes are taken, and the scores (m,) they then have, all >= `least`.

    The surest box left is taken; each of its class that is left keeps of its score 1 - IoU where IoU > `threshold`
    (linear), or exp(-IoU^2 / sigma) (gaussian). Raises `Refused`.
    """
    checked(boxes, scores, labels, threshold)
    if not (math.isfinite(sigma) and sigma > 0):
        raise Refused(T(f"sigma {sigma} is not a number above 0", f"sigma {sigma} 不是大于 0 的数"))
    names = torch.zeros(len(boxes), dtype=torch.long) if labels is None else labels.cpu()
    rows, now = boxes.cpu().double(), scores.cpu().double().clone()
    left = torch.ones(len(boxes), dtype=torch.bool)
    taken, values = [], []
    while left.any():
        best = int(torch.where(left, now, -math.inf).argmax())  # the first of equals
        if now[best] < least:
            break
        left[best] = False
        taken.append(best)
        values.append(now[best].clone())
        share = iou(rows[best], rows)
        keep = (
            (-share.square() / sigma).exp() if method == "gaussian" else torch.where(share > threshold, 1 - share, 1.0)
        )
        now = torch.where(left & (names == names[best]), now * keep, now)
    return torch.tensor(taken, dtype=torch.long), torch.stack(values) if values else now[:0]
