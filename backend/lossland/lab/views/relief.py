"""A surface in space."""

from __future__ import annotations

from typing import Literal

from lossland.lab.text import T
from lossland.lab.views.base import Model, View


class Ball(Model):
    """What walks over a `Relief`: its name, the palette's token of its colour, and the letter or two written on it."""

    name: T
    role: str
    mark: str = ""


class Relief(View):
    """A ground in space, lit from one side, height and colour being one value; over it balls with their trails.

    Frame: `ground.x` (n,), `ground.y` (m,), `ground.z` (m, n), NaN where there is no ground. `log` (1,) u1, where given
    and 1: heights are log10 of all values. `range` (2,), where given: the values at the bottom and at the top of height
    and colour, so that several pictures have one scale. Ball i from 1: `trail<i>.x`, `.y`, `.z` (t,), true values, the
    last one where the ball is; NaN lies on the ground. `foot` (k,) is the ground under each ball, from where a stem leads
    to it. `goals.x`, `.y`, `.z` (g,): stars. `straight.t`, `straight.z` (s,): values on the straight line from ball 1,
    t = 0, to ball 2, t = 1. `x.index`, `y.index` (1,): the number that stands for `_{index}` in the title of that axis.
    """

    kind: Literal["relief"] = "relief"
    x: T
    y: T
    z: T
    """What height and colour are."""
    balls: tuple[Ball, ...] = ()
    goals: T | None = None
    """What the stars are."""
    stems: T | None = None
    """What the stems are."""
    straight: T | None = None
    """Title of the slice between the first two balls, which is drawn as an inset and laid on the ground."""
