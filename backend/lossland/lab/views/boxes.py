"""A picture with boxes on it: what was found, which box another one suppressed, or boxes that a hand moves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View

WAITS, KEEPER, KEPT, GONE, REAL = range(5)
"""States of a box: not yet looked at, the one that is just compared with the others, one that stays, one that does not,
and the box of a real object."""


class Boxes(View):
    """A picture and boxes, or the list of them. Frame: `boxes` (n, 4) corners left, top, right, bottom in pixels of the
    `picture` u1 (h, w, 3), which a list does not need.

    All of these may be missing: `labels` i4 (n,) places in `classes`; `scores` (n,); `states` u1 (n,) as above;
    `by` i4 (n,) the place of the box that suppressed it, -1 where none did; `overlap` (n,) its IoU with that one;
    `key` i4 (n,) if linked. Boxes are numbered from 1 in the order of the frame.
    """

    kind: Literal["boxes"] = "boxes"
    classes: tuple[T, ...] = ()
    show: Literal["picture", "list"] = "picture"
    """The boxes on their picture, or all of them in their order and what became of each."""
    dragged: tuple[str, ...] = ()
    """Parameters, lists of four numbers, that receive the first boxes when a hand moves them."""
    snap: float = Num(1.0, gt=0, description="what a dragged corner is rounded to, in pixels of the picture")
