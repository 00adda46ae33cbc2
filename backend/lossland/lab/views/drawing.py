"""A sheet to draw on, what a network is given of the drawing, and what it reads in it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View


class Drawing(View):
    """A sheet on which a hand draws while all goes on. Every stroke sends the action `action` with `strokes`.

    Those are lists of points (x, y) in [0, 1] from the left and from the top, the whole drawing each time. Frame:
    `strokes` (n, 2), NaN between two strokes; `seen` u1 (h, w) what is made of it; `probabilities` (k,) of the k classes.
    """

    kind: Literal["drawing"] = "drawing"
    action: str
    classes: tuple[T, ...]
    seen: T
    """What the small picture is called."""
    pen: float = Num(0.07, gt=0, le=0.5, description="width of the pen as a share of the sheet's side")
    most_strokes: int = Num(40, ge=1)
    most_points: int = Num(500, ge=2, description="of a stroke: one that is longer goes on as another")
