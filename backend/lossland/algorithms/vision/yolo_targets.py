"""The target of a grid detector: in each cell, for each anchor, p_c, b_x, b_y, b_h, b_w and one number a class.

An object belongs to the cell of its midpoint, and there to the anchor whose shape has the larger IoU with its own, both
about one midpoint. b_x and b_y lie in [0, 1] within the cell; b_h and b_w are in cells and may exceed 1. Where no object
is, p_c is 0 and the other numbers are NaN: nothing is asked of them ("don't care"). Sources: Redmon et al. 2016, "You only
look once"; Redmon and Farhadi 2017, "YOLO9000" (anchors).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import one_hot

from lossland.algorithms.vision.boxes import Detections, Objects, area, iou, to_centres, to_corners

P_C, B_XY, B_HW, C_K = 0, slice(1, 3), slice(3, 5), slice(5, None)
"""Where in a vector p_c lies, then b_x and b_y, then b_h and b_w, then the classes."""


class Grid(NamedTuple):
    """S x S cells over pictures of one size, with the same anchors in each."""

    S: int
    K: int
    """Classes."""
    height: float
    width: float
    """Of the picture, in pixels."""
    anchors: Tensor
    """(A, 2) height and width in pixels."""

    @property
    def cell(self) -> Tensor:
        """(2,) width and height of a cell in pixels."""
        return self.anchors.new_tensor([self.width / self.S, self.height / self.S])

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """(S, S, A, 5 + K) of a target: rows, columns, anchors, numbers."""
        return self.S, self.S, len(self.anchors), 5 + self.K


class GridTarget(NamedTuple):
    """What a grid should say of a picture."""

    y: Tensor
    """(S, S, A, 5 + K), NaN where nothing is asked."""
    owner: Tensor
    """(S, S, A) the number of the place's object, -1 where there is none."""
    lost: Tensor
    """(m,) objects whose place a larger one has: nothing in y tells of them."""


def shape_overlap(boxes: Tensor, anchors: Tensor) -> Tensor:
    """IoU of the shapes of boxes (n, 4) with anchors (A, 2), heights and widths, all about one midpoint: (n, A)."""
    sizes, others = to_centres(boxes)[:, 2:], anchors.flip(1).to(boxes)  # (n, 2), (A, 2) width, height
    about = torch.zeros_like
    a = to_corners(torch.cat([about(sizes), sizes], 1))  # (n, 4)
    b = to_corners(torch.cat([about(others), others], 1))  # (A, 4)
    return iou(a[:, None], b[None])


def cell_and_anchor(boxes: Tensor, grid: Grid) -> Tensor:
    """Row, column and anchor (n, 3) of boxes (n, 4). A midpoint on the picture's right or lower edge is in the last cell."""
    across_down = (to_centres(boxes)[:, :2] / grid.cell.to(boxes)).floor().long().clamp(0, grid.S - 1)  # (n, 2)
    return torch.cat([across_down.flip(1), shape_overlap(boxes, grid.anchors).argmax(1, keepdim=True)], 1)


def encoded_together(pictures: Sequence[Objects], grid: Grid) -> tuple[Tensor, Tensor, Tensor]:
    """Of many pictures at once y (B, S, S, A, 5 + K), owner (B, S, S, A) and lost (m,); objects are counted on through all.

    Boxes are corners in pixels, their midpoints in the picture. Of two with one cell and one anchor the larger has the
    place, of equals the first, and the other is lost.
    """
    boxes, labels = torch.cat([one.boxes for one in pictures]), torch.cat([one.labels for one in pictures])
    picture = torch.arange(len(pictures)).repeat_interleave(torch.tensor([len(one.boxes) for one in pictures]))
    row, column, anchor = cell_and_anchor(boxes, grid).unbind(1)
    S, _, A, numbers = grid.shape
    order = area(boxes).argsort(descending=True, stable=True)
    place = ((picture * S + row) * S + column) * A + anchor  # (n,)
    sorted_, by = place[order].sort(stable=True)
    first = torch.ones_like(sorted_, dtype=torch.bool)
    first[1:] = sorted_[1:] != sorted_[:-1]
    kept, lost = order[by[first]], order[by[~first]].sort().values
    at, cell = to_centres(boxes)[kept], grid.cell.to(boxes)
    middles = at[:, :2] / cell - torch.stack([column, row], 1)[kept]
    sizes = (at[:, 2:] / cell).flip(1)  # height before width
    y = torch.full((len(pictures) * S * S * A, numbers), torch.nan)
    y[:, P_C] = 0
    ones = torch.ones(len(kept), 1)
    y[place[kept]] = torch.cat([ones, middles, sizes, one_hot(labels[kept], grid.K)], 1).to(y)
    owner = torch.full((len(y),), -1)
    owner[place[kept]] = kept
    return y.view(-1, *grid.shape), owner.view(-1, S, S, A), lost


def encoded(boxes: Tensor, labels: Tensor, grid: Grid) -> GridTarget:
    """The target of one picture with boxes (n, 4) and classes (n,)."""
    y, owner, lost = encoded_together([Objects(boxes, labels)], grid)
    return GridTarget(y[0], owner[0], lost)


def decoded(y: Tensor, grid: Grid, threshold: float = 0.5) -> Detections:
    """Boxes (n, 4) in pixels, scores p_c (n,) and likeliest classes (n,) of a target or an answer (S, S, A, 5 + K).

    Those with p_c >= `threshold`, row by row, then column by column, then anchor by anchor.
    """
    row, column, anchor = (y[..., P_C] >= threshold).nonzero().unbind(1)
    found = y[row, column, anchor]  # (n, 5 + K)
    cell = grid.cell.to(y)
    middles = (found[:, B_XY] + torch.stack([column, row], 1)) * cell
    sizes = found[:, B_HW].flip(1) * cell
    return Detections(to_corners(torch.cat([middles, sizes], 1)), found[:, P_C], found[:, C_K].argmax(1))
