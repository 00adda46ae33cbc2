"""What a user may do to a running network."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.fields.labelled import Place
from lossland.lab import Action
from lossland.labs.networks.mlp_playground.parts import MOST_LAYERS, MOST_UNITS

Weight = Annotated[float, Field(ge=-1000, le=1000)]


class Edited(Action):
    """What the edits of a weight and of a bias have in common."""

    held: bool = False
    """Whether the value stays there while training goes on, until this or another parameter is set."""


class SetWeight(Edited):
    """Sets one weight: dragging a ribbon or typing a number."""

    kind: Literal["set_weight"] = "set_weight"
    layer: int = Field(ge=1, le=MOST_LAYERS + 1)
    unit: int = Field(ge=0, le=MOST_UNITS - 1)
    input: int = Field(ge=0, le=MOST_UNITS - 1)
    value: Weight


class SetBias(Edited):
    """Sets one bias."""

    kind: Literal["set_bias"] = "set_bias"
    layer: int = Field(ge=1, le=MOST_LAYERS + 1)
    unit: int = Field(ge=0, le=MOST_UNITS - 1)
    value: Weight


class AddPoint(Action):
    """Adds a training point of the pen's class."""

    kind: Literal["add_point"] = "add_point"
    x: Place
    y: Place


class MovePoint(Action):
    """Drags a point."""

    kind: Literal["move_point"] = "move_point"
    index: int = Field(ge=0)
    x: Place
    y: Place


class RemovePoint(Action):
    """Takes a point away."""

    kind: Literal["remove_point"] = "remove_point"
    index: int = Field(ge=0)


Edit = SetWeight | SetBias | AddPoint | MovePoint | RemovePoint
