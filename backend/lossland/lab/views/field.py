"""A map over a plane."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import Gesture, Model, View


class Axis(Model):
    """An axis of a `Field`: what is on it, and from where to where."""

    title: T
    low: float
    high: float


class Field(View):
    """A map over a plane, on a canvas, with points on it. Both axes have one scale.

    Frame: `map` (H, W) u1, first row at the lowest y; it spans `wide` times the x axis and `tall` times the y axis. With
    `scale` "diverging" or "sequential" 0 is `low` and 255 `high`; with "classes" it is the winning class, and `sure` (H, W) u1 says how surely, 0 to 255. Points: `points.x`, `points.y`
    (n,) f4, `points.label` (n,) u1 (a class), `points.held` (n,) u1 (1: held out, drawn hollow), `points.key` (n,) i4.
    `shown` (1,) i4, where given, is the index in `subjects` of what is shown now. `unit.map` (H, W) u1, where given, is seen in
    the map's place, in signed colours. `range` and `unit.range` (2,) f4, where given, are what 0 and 255 stand for; with two
    classes that of the map is the probability of the second.
    """

    kind: Literal["field"] = "field"
    x: Axis
    y: Axis
    wide: float = Num(1.0, ge=1, description="lengths of the x axis that the map spans, about its middle")
    tall: float = Num(1.0, ge=1, description="lengths of the y axis that the map spans, about its middle")
    """The page shows as much of the map as it has room for; points stay within the axes."""
    scale: Literal["diverging", "sequential", "classes"] = "diverging"
    low: float = -1.0
    high: float = 1.0
    classes: tuple[T, ...] = ()
    """Names of the classes, in the order of the palette."""
    subjects: tuple[T, ...] = ()
    gestures: tuple[Gesture, ...] = ()
    pen: str | None = None
    """View parameter that holds the class of new points: the names of the classes then choose it."""
