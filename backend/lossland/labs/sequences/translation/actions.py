"""What a hand does to the alignment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import Action


class Look(Action):
    """Makes the decoder look at one source token in one step; again, and it looks where it likes."""

    kind: Literal["look"] = "look"
    row: int = Field(ge=0, le=255)
    column: int = Field(ge=0, le=255)
    map: int = Field(0, ge=0, le=255)


class LookFreely(Action):
    """Lets it look where it likes in all steps."""

    kind: Literal["look_freely"] = "look_freely"
