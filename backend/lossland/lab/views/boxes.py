"""A picture with boxes or points on it: what was found, which box another one suppressed, or boxes that a hand moves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View

WAITS, KEEPER, KEPT, GONE, REAL, LOST, MISSED = range(7)
"""States of a box: not yet looked at, the one that is just compared with the others, one that stays, one that does not,
the box of a real object, that of one which the target of a grid does not tell of, and that of one which nothing found."""


class Boxes(View):
    """A picture and boxes, or the list of them. Frame: `boxes` (n, 4) corners left, top, right, bottom in pixels of the
    `picture` u1 (h, w, 3), which a list does not need.

    All of these may be missing: `labels` i4 (n,) places in `classes`; `scores` (n,); `states` u1 (n,) as above;
    `by` i4 (n,) the place of the box that suppressed it, -1 where none did; `overlap` (n,) its IoU with that one;
    `strength` (n,) in [0, 1], how strongly it is drawn; `key` i4 (n,) if linked. Boxes are numbered from 1 in the order of
    the frame.

    Points, where a frame has them: `points` (m, 2) x and y in pixels, NaN for one that is not there; `named` i4 (m,) places in
    `points`; `point_labels` i4 (m,) places in `classes`; `aims` (m, 2) where each of them should be, NaN where nobody knows:
    a ring there, and a line from it to the point.
    """

    kind: Literal["boxes"] = "boxes"
    classes: tuple[T, ...] = ()
    points: tuple[T, ...] = ()
    """What the points are called: read on all of them where there are few, else on the one that is pointed at."""
    numbered: bool = True
    """Whether the name of a box begins with its number. Without, a real object has no name: its class is its colour."""
    show: Literal["picture", "list"] = "picture"
    """The boxes on their picture, or all of them in their order and what became of each."""
    copies: tuple[T, ...] = ()
    """The picture stands so many times side by side, under these names, each time with other boxes: then the frame has `copy`
    i4 (n,), on which of them each box is drawn. Boxes have no names there but their scores, as far as there is room."""
    dragged: tuple[str, ...] = ()
    """Parameters, lists of four numbers, that receive the first boxes when a hand moves them."""
    cells: int | None = Num(None, ge=1, description="so many cells a side are drawn over the picture")
    """Then the frame has `owners` u1 (cells, cells), 1 where an object has its midpoint and not lost its place, and `chosen`
    i4 (2,): row and column, from 1, of the cell that is looked at. Midpoints of real and lost objects are drawn."""
    choose: str | None = None
    """The parameter, a list of row and column from 1, that receives the cell which is clicked."""
    snap: float = Num(1.0, gt=0, description="what a dragged corner is rounded to, in pixels of the picture")
