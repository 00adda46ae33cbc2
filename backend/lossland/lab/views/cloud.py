"""A cloud of named points."""

from __future__ import annotations

from typing import Literal

from lossland.lab.text import T
from lossland.lab.views.base import View
from lossland.lab.views.plot import Row


class Cloud(View):
    """Points with names, in the plane or in space, some ten thousand at most; in space a hand turns them.

    Frame: `points` (n, 2) or (n, 3) and `text`, their names as `text_lines`. All of these may be missing: `group` u1 (n,) places
    in `groups`; `key` i4 (n,) if linked; `named` i4 (m,) places of points whose names are always written, the others' as far
    as there is room; `arrows` (a, 2, k), from where to where; `landing` (1, k), a ring; `axes`, the titles of the axes as
    `text_lines`.
    """

    kind: Literal["cloud"] = "cloud"
    groups: tuple[Row, ...] = ()
    """Without, all points have one colour."""
    arrows: tuple[Row, ...] = ()
    """The first arrows of the frame; those after them look like the last."""
    landing: T | None = None
    """What the ring is."""
    chosen: str | None = None
    """The parameter, a text, that receives the name of the point which is clicked."""
