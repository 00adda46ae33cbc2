"""Non-maximum suppression one keeper at a time, as a table of stages that can be stepped through.

Stage 0: all boxes. Stage 1: those below the least score are gone. Then a stage for each keeper, the surest first, in
which its victims go; in the last stage nothing is left to compare. Source: Neubeck and Van Gool 2006, "Efficient
non-maximum suppression".
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.vision.nms import greedy, ranked


class Standing(NamedTuple):
    """Where n boxes stand after a stage; a box that is neither kept nor gone waits."""

    keeper: int
    """The box that is just compared with those left, -1 where none is."""
    kept: Tensor
    """(n,) whether it has been a keeper, the one of now among them."""
    gone: Tensor
    """(n,) whether it has been dropped."""
    by: Tensor
    """(n,) the box that dropped it, -1 where it stays, waits, or was below the least score."""
    overlap: Tensor
    """(n,) its IoU with that one, 0 where there is none."""


class Stages:
    """Greedy suppression of boxes (n, 4) with scores (n,) and labels (n,); None for labels lets classes suppress each other.

    A box stays in play where its score is >= `least`; it goes where its IoU with a surer keeper is > `threshold`. Raises
    `Refused` as `greedy` does.
    """

    def __init__(self, boxes: Tensor, scores: Tensor, labels: Tensor | None, least: float, threshold: float) -> None:
        n = len(boxes)
        # those below the least score are the last in rank: what they do to each other is thrown away
        done = greedy(boxes, scores, labels, threshold)
        self.order = ranked(scores)
        """(n,) the boxes by falling score."""
        self.weak = scores < least
        self.keepers = done.kept[~self.weak[done.kept]]
        """(m,) those that stay, the surest first."""
        self.by = torch.where(self.weak, -1, done.by)
        self.overlap = torch.where(self.weak, 0.0, done.overlap)
        turn = torch.full((n,), len(self.keepers))
        turn[self.keepers] = torch.arange(len(self.keepers))
        self.turn = turn
        """(n,) the place of each among the keepers."""

    def __len__(self) -> int:
        return len(self.keepers) + 3

    def __getitem__(self, t: int) -> Standing:
        """Stage t; those past the last are as the last. Raises `IndexError` below 0."""
        if t < 0:
            raise IndexError(f"stage {t} is below 0")
        now = min(t, len(self) - 1) - 2  # which keeper's turn it is
        victims = (self.by >= 0) & (self.turn[self.by.clamp(min=0)] <= now) if len(self.by) else self.by >= 0
        kept = (self.turn <= now) & (self.turn < len(self.keepers))
        return Standing(
            keeper=int(self.keepers[now]) if 0 <= now < len(self.keepers) else -1,
            kept=kept,
            gone=victims | (self.weak if t > 0 else torch.zeros_like(self.weak)),
            by=torch.where(victims, self.by, -1),
            overlap=torch.where(victims, self.overlap, 0.0),
        )
