"""What a user may do to the plane of the loss landscape lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import Action


class MoveCentre(Action):
    """Puts the middle of the picture where the user clicked; the plane stays the same."""

    kind: Literal["move_centre"] = "move_centre"
    panel: int = Field(0, ge=0, le=1)
    a: float = Field(ge=-1e6, le=1e6)
    b: float = Field(ge=-1e6, le=1e6)


class CentreOn(Action):
    """Moves the plane so that it goes through a training's present weights."""

    kind: Literal["centre_on"] = "centre_on"
    training: int = Field(ge=0, le=5)


Edit = MoveCentre | CentreOn
