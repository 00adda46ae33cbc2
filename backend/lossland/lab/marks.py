"""Marks on Plotly figures: a line, dots, a cross, words, bars, a surface; axes; and a figure of them.

Every mark has a `uid`, by which frames name its arrays, and a `role`, the palette's token of its colour (`lab.views.plot`).
Without a name it is not in the legend. `key` says what a mark stands for in linked views. Anything else that a Plotly trace
has goes by Plotly's own name.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import plotly.graph_objects as go

from lossland.lab.numbers import raised, told
from lossland.lab.text import T
from lossland.lab.views.plot import painted

Key = int | Literal["points"] | None
Axis = T | dict[str, Any]
"""A title, or Plotly's settings of an axis."""


def line(
    uid: str, name: T | None, role: str, *, width: float = 2, dash: str | None = None, key: Key = None, **more: Any
) -> go.Scatter:
    """A line through the points of a frame."""
    style = {"width": width} if dash is None else {"width": width, "dash": dash}
    return _scatter(uid, name, {"mode": "lines", "meta": painted(key, line=role), "line": style, **more})


def dots(
    uid: str, name: T | None, role: str, *, size: float = 6, symbol: str | None = None, key: Key = None, **more: Any
) -> go.Scatter:
    """A mark at each point."""
    style = {"size": size} if symbol is None else {"size": size, "symbol": symbol}
    return _scatter(uid, name, {"mode": "markers", "meta": painted(key, marker=role), "marker": style, **more})


def cross(uid: str, name: T | None, *, size: float = 9, **more: Any) -> go.Scatter:
    """Where something ended badly; it is seen whole at the edge of the axes too."""
    return dots(uid, name, "bad", size=size, symbol="x", **{"cliponaxis": False, **more})


def words(uid: str, text: T, *, role: str = "ink", place: str = "top center", **more: Any) -> go.Scatter:
    """A text at each point: Plotly's template, `%{customdata[0]:.3g} days`."""
    looks = {"texttemplate": text, "textposition": place, "cliponaxis": False, "hoverinfo": "skip"}
    return _scatter(uid, None, {"mode": "text", "meta": painted(textfont=role), **looks, **more})


def bars(uid: str, name: T | None, role: str, *, shown: str, **more: Any) -> go.Bar:
    """Bars with their values over them, written by the format `shown`."""
    looks = {"texttemplate": f"%{{y:{shown}}}", "textposition": "outside", "cliponaxis": False}
    return go.Bar(uid=uid, **{**_named(name), "meta": painted(marker=role, textfont="ink"), **looks, **more})


def log_axis(title: T, low: float, high: float, **more: Any) -> dict[str, Any]:
    """A logarithmic axis between two values."""
    span = [math.log10(low), math.log10(high)]
    return {"title": {"text": title}, "type": "log", "range": span, **powers(span[0], span[1]), **more}


def powers(low: float = -20, high: float = 20, every: int | None = None) -> dict[str, Any]:
    """Ticks at powers of ten, all written alike; without `every`, at every second one where the span is long."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    every = every or (1 if last - first <= 8 else 2)
    ticks = [k for k in range(first, last + 1) if k % every == 0]
    return {"tickvals": [10.0**k for k in ticks], "ticktext": [raised(k) for k in ticks]}


def shares(*values: float) -> dict[str, Any]:
    """Ticks at shares, in per cent."""
    return {"tickvals": list(values), "ticktext": [f"{told(100 * value)} %" for value in values]}


def axis(title: T, **more: Any) -> dict[str, Any]:
    """A linear axis."""
    return {"title": {"text": title}, **more}


def plot(*marks: Any, x: Axis, y: Axis, **layout: Any) -> go.Figure:
    """A figure of marks over two axes."""
    settings = {name: axis(value) if isinstance(value, T) else value for name, value in (("xaxis", x), ("yaxis", y))}
    return go.Figure(list(marks)).update_layout(**settings, **layout)


def _scatter(uid: str, name: T | None, looks: dict[str, Any]) -> go.Scatter:
    return go.Scatter(uid=uid, **{**_named(name), **looks})


def _named(name: T | None) -> dict[str, Any]:
    return {"showlegend": False} if name is None else {"name": name}
