"""What a hand may do: draw."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.lab.lab import Action

Share = Annotated[float, Field(ge=0, le=1)]
Point = Annotated[list[Share], Field(min_length=2, max_length=2)]


class Draw(Action):
    """The whole drawing as it now stands: strokes of points (x, y) from the left and from the top."""

    kind: Literal["draw"] = "draw"
    strokes: list[Annotated[list[Point], Field(min_length=1, max_length=500)]] = Field(max_length=40)
