"""A picture and what a network reads on it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View


class Reading(View):
    """A picture, the classes that a network finds most probable on it, and where it looked.

    Frame: `picture` u1 (h, w, 3); `classes` i4 (k,) and `probabilities` (k,), the most probable first; `heat` u1 (h, w)
    where it is shown: how much each place speaks for the class that is looked at.
    """

    kind: Literal["reading"] = "reading"
    classes: tuple[T, ...] = ()
    """Their names by number; without them those of `model`."""
    model: str | None = None
    """The network as `POST infer/classify` knows it; None is what the run itself has trained so far."""
    camera: bool = True
    """The camera can be held before it: then the page asks it as often as it answers."""
    chosen: str | None = None
    """The parameter, from 1 on, that receives the place of a class which is clicked."""
    most: int = Num(5, ge=1, description="classes that are shown")
