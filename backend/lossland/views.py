"""The kinds of picture a lab may draw: a tagged union on `kind`, built once per start; frames carry only arrays.

A frame gives every view a flat mapping from names to tensors. Each kind says which names it reads.
"""

from __future__ import annotations

from typing import Annotated, Literal

import plotly.graph_objects as go
from pydantic import BaseModel, ConfigDict, SerializeAsAny, field_serializer
from pydantic import Field as Num

from lossland.text import T, localise


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _localised(text: T) -> object:
    return localise(text)


class Gesture(_Model):
    """What a click or a drag in a Plotly view sends: the action `kind`, its fields filled from where the pointer is.

    `x` and `y` name the fields that receive the data coordinates (of "set_params", parameters by dotted path); `index` names the field that receives the index of
    the grabbed point of `trace` (drag and remove only).
    """

    on: Literal["click", "drag", "remove"]
    action: str
    trace: str | None = None
    x: str | None = None
    y: str | None = None
    index: str | None = None
    hint: SerializeAsAny[T]

    _hint = field_serializer("hint")(_localised)


class View(_Model):
    """What every kind has: a title, one line that says how to read it, and a description for those who cannot see it."""

    title: SerializeAsAny[T]
    caption: SerializeAsAny[T] = T("", "")
    alt: SerializeAsAny[T]
    max_rate: float = Num(30.0, gt=0, description="redraws a second that the browser should not pass")
    linked: str | None = None
    """Views with the same name here show the same things: pointing at one highlights its `key` (or index) in the others.
    Pictures in space also share their camera: turning one turns the others."""

    _text = field_serializer("title", "caption", "alt")(_localised)


class Plot(View):
    """A Plotly figure. A frame names arrays `"<trace uid>.<attribute path>"`, e.g. `"path.marker.color"` (any shape).

    The figure holds axes, traces (each with a `uid`) and text as `T`; no theme: the page and the notebook bring theirs.
    Colours are named by role in the `meta` of a trace, `painted(line="accent")`: tokens `class-0` ... `class-3`, `accent`,
    `ink`, `ink-3`, `good`, `bad`; colour scales `diverging`, `sequential`, and `ramp`, whose every colour can be a line.
    """

    kind: Literal["plotly"] = "plotly"
    figure: go.Figure
    gestures: tuple[Gesture, ...] = ()

    @field_serializer("figure")
    def _figure(self, figure: go.Figure) -> object:
        plain = figure.to_plotly_json()
        plain["layout"].pop("template", None)
        return localise(plain)


class Curves(View):
    """Metrics against step, drawn by the page from the metrics stream; a frame carries nothing for it.

    `roles` are palette tokens of the series, where they must have the colours of something in another picture.
    """

    kind: Literal["curves"] = "curves"
    series: tuple[str, ...]
    roles: tuple[str, ...] = ()
    y_title: SerializeAsAny[T]
    log: bool = False

    _y = field_serializer("y_title")(_localised)


class Axis(_Model):
    """An axis of a `Field`: what is on it, and from where to where."""

    title: SerializeAsAny[T]
    low: float
    high: float

    _title = field_serializer("title")(_localised)


class Field(View):
    """A map over a plane, on a canvas, with points on it.

    Frame: `map` (H, W) u1, first row at the lowest y. With `scale` "diverging" or "sequential" 0 is `low` and 255 `high`;
    with "classes" it is the winning class, and `sure` (H, W) u1 says how surely, 0 to 255. Points: `points.x`, `points.y`
    (n,) f4, `points.label` (n,) u1 (a class), `points.held` (n,) u1 (1: held out, drawn hollow), `points.key` (n,) i4.
    `shown` (1,) i4, where given, is the index in `subjects` of what the map shows now.
    """

    kind: Literal["field"] = "field"
    x: Axis
    y: Axis
    scale: Literal["diverging", "sequential", "classes"] = "diverging"
    low: float = -1.0
    high: float = 1.0
    classes: tuple[SerializeAsAny[T], ...] = ()
    """Names of the classes, in the order of the palette."""
    subjects: tuple[SerializeAsAny[T], ...] = ()
    gestures: tuple[Gesture, ...] = ()

    _names = field_serializer("classes", "subjects")(localise)


class Layer(_Model):
    """A column of a `Network`: its name and the names of its units, in order."""

    title: SerializeAsAny[T]
    units: tuple[SerializeAsAny[T], ...]
    activation: str = ""

    _title = field_serializer("title")(_localised)
    _units = field_serializer("units")(localise)


class Network(View):
    """Layers from left to right, weights as ribbons, a small map in each unit.

    Frame: `w1` ... `wL` f4 (units, units of the layer before), `b1` ... `bL` f4 (units,), `maps` u1 (all units of all
    layers in order, 32, 32) 0 to 255 as in a diverging `Field`, `state` u1 (all units,): 1 dead, 2 saturated.
    """

    kind: Literal["network"] = "network"
    layers: tuple[Layer, ...]
    weight_action: str | None = None
    """Action with `layer` (from 1), `unit`, `input`, `value`: a ribbon was dragged or a weight typed."""
    bias_action: str | None = None
    """Action with `layer` (from 1), `unit`, `value`."""
    focus: str | None = None
    """View parameter that holds the unit looked at, counted over all layers; -1 is none."""


class Images(View):
    """A grid of pictures that can be enlarged. Frame: `images` u1 (n, h, w) or (n, h, w, 3), `key` (n,) i4 if linked."""

    kind: Literal["images"] = "images"
    names: tuple[SerializeAsAny[T], ...] = ()
    scale: Literal["grey", "diverging", "sequential"] = "grey"
    columns: int | None = Num(None, ge=1)

    _names = field_serializer("names")(localise)


class Column(_Model):
    """A column of a `Table`: the array that fills it, its heading, and how its numbers are written."""

    name: str
    title: SerializeAsAny[T]
    digits: int = Num(3, ge=0, le=9, description="significant digits; 0 writes whole numbers")
    percent: bool = False

    _title = field_serializer("title")(_localised)


class Table(View):
    """Rows of numbers. Frame: one array (rows,) for each column, NaN where there is none; `key` (rows,) i4 if linked."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[SerializeAsAny[T], ...] = ()
    """Headings of the rows; there may be fewer rows than these."""

    _rows = field_serializer("rows")(localise)


class Formula(View):
    """A formula with the numbers of the moment in it: TeX where `@name@` stands for a scalar of the frame."""

    kind: Literal["formula"] = "formula"
    tex: str
    library: str | None = None
    """The library's form, shown when the page's switch says so."""
    digits: int = Num(3, ge=1, le=9)
    explained: SerializeAsAny[T] = T("", "")

    _explained = field_serializer("explained")(_localised)


Figure = Annotated[Plot | Curves | Field | Network | Images | Table | Formula, Num(discriminator="kind")]


def painted(key: int | Literal["points"] | None = None, /, **roles: str) -> dict[str, object]:
    """The `meta` of a trace that names its colours by role: `painted(line="accent", marker="class-1")`.

    Names are dotted attribute paths without `.color` or `.colorscale`; values are palette tokens, scales, or a place on
    one, `ramp@0.25`. The page resolves them per theme, so that a figure built once follows light, dark and print. In a
    `linked` plot `key` says what a trace stands for: a number for the whole trace, "points" for its points 0, 1, ...
    """
    return {"paint": roles} if key is None else {"paint": roles, "key": key}
