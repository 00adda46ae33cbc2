"""A Plotly figure, and how its colours are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_serializer
from typing_extensions import TypedDict

from lossland.lab.text import T, localise
from lossland.lab.views.base import Gesture, Model, View

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as PlotlyFigure
else:
    PlotlyFigure = Any  # whoever only reads the kinds of picture, the API, need not import plotly


class Drawn(TypedDict):
    """A figure as Plotly takes it, with texts in both languages."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


class Row(Model):
    """One of those that a note ranks, and the palette token of its colour."""

    name: T
    role: str


class Note(Model):
    """A chip in the freest corner of the picture: words with numbers of the frame, `{sum}` being the array `<uid>.sum` (1,).

    It is not there while one of them is NaN, nor while `<uid>.shown` (1,), where a frame has it, is 0. With `rows` a ranking
    stands below the words: `<uid>.order` (R,) are their indices, `<uid>.value` (R,) the number of each; NaN reads `missing`.
    """

    uid: str
    text: T
    role: str = "ink"
    rows: tuple[Row, ...] = ()
    missing: T = T("", "")
    gone: T = T("", "")
    """Read instead of an infinite number."""


class Plot(View):
    """A Plotly figure. A frame names arrays `"<trace uid>.<attribute path>"`, e.g. `"path.marker.color"` (any shape).

    The figure holds axes, traces (each with a `uid`) and text as `T`; no theme: the page and the notebook bring theirs.
    Its margin in pixels of type 16 px high is room inside the axes: at the right for words at the ends of curves, above for a
    legend. A frame may also give the range of an axis, `"xaxis.range"` (2,), and numbers for its title: `{index}` there is
    `"xaxis.index"` (1,). Colours are named by role in the `meta` of a trace, `painted(line="accent")`: tokens `class-0`
    ... `class-3`, `accent`, `ink`, `ink-3`, `train`, `held`, `good`, `bad`; colour scales `diverging`, `sequential`, and
    `ramp`, whose every colour can be a line.
    """

    kind: Literal["plotly"] = "plotly"
    figure: PlotlyFigure
    gestures: tuple[Gesture, ...] = ()
    notes: tuple[Note, ...] = ()

    @field_serializer("figure")
    def _figure(self, figure: PlotlyFigure) -> Drawn:
        plain = figure.to_plotly_json()
        plain["layout"].pop("template", None)
        data, layout = localise(plain["data"]), localise(plain["layout"])
        assert isinstance(data, list)
        assert isinstance(layout, dict)
        return Drawn(data=data, layout=layout)


def painted(key: int | Literal["points"] | None = None, /, **roles: str) -> dict[str, object]:
    """The `meta` of a trace that names its colours by role: `painted(line="accent", marker="class-1")`.

    Names are dotted attribute paths without `.color` or `.colorscale`; values are palette tokens, scales, or a place on
    one, `ramp@0.25`. The page resolves them per theme, so that a figure built once follows light, dark and print. In a
    `linked` plot `key` says what a trace stands for: a number for the whole trace, "points" for its points 0, 1, ...
    """
    return {"paint": roles} if key is None else {"paint": roles, "key": key}
