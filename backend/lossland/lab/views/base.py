"""What every kind of picture has."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Num

from lossland.lab.text import T


class Model(BaseModel):
    """Base of what describes a picture."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


Within = tuple[float | None, float | None]


class Gesture(Model):
    """What a click or a drag in a Plotly view sends: the action `kind`, its fields filled from where the pointer is.

    `x` and `y` name the fields that receive the data coordinates (of "set_params", parameters by dotted path, "X.2" being the third of a list); `index`
    names the field that receives the index of the grabbed point of `trace` (drag and remove only). A point that is
    dragged by its x alone stays on the line of the trace `along`. `x_within` and `y_within` are the values that those
    fields allow (None where there is no bound); the server fills them in, and a hand that goes farther stays there.
    """

    on: Literal["click", "drag", "remove"]
    action: str
    trace: str | None = None
    x: str | None = None
    y: str | None = None
    index: str | None = None
    along: str | None = None
    x_within: Within = (None, None)
    y_within: Within = (None, None)
    hint: T


class View(Model):
    """What every kind has: a title, one line that says how to read it, and a description for those who cannot see it."""

    title: T
    caption: T = T("", "")
    alt: T
    max_rate: float = Num(30.0, gt=0, description="redraws a second that the browser should not pass")
    linked: str | None = None
    """Views with the same name here show the same things: pointing at one highlights its `key` (or index) in the others.
    Pictures in space also share their camera: turning one turns the others."""
