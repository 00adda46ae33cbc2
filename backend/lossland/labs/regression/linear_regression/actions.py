"""What a user may do to a running descent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.points import Coordinate
from lossland.lab import Action


class SetWeights(Action):
    """Puts the two weights of the surface where the user clicked."""

    kind: Literal["set_weights"] = "set_weights"
    a: Coordinate
    b: Coordinate


class MovePoint(Action):
    """Drags a training point."""

    kind: Literal["move_point"] = "move_point"
    index: int = Field(ge=0)
    x: Coordinate
    y: Coordinate


class AddPoint(Action):
    """Adds a training point."""

    kind: Literal["add_point"] = "add_point"
    x: Coordinate
    y: Coordinate


class RemovePoint(Action):
    """Takes a training point away."""

    kind: Literal["remove_point"] = "remove_point"
    index: int = Field(ge=0)


Edit = SetWeights | MovePoint | AddPoint | RemovePoint
