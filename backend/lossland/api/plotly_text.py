"""Attention maps and coloured tokens as Plotly figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lossland.api.plotly_json import SCALES

Json = dict[str, Any]
GAP = 0.06
"""Between maps, of the figure's width."""


def words(array: Any) -> list[str]:
    """What `text_lines` made the bytes from; a word's beginning is a blank."""
    return [line.replace("▁", " ") for line in array.tobytes().decode("utf-8").split("\n")[:-1]]


def attention(view: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """A heat map for each head, in rows of `across`; tokens may repeat, so axes count them and ticks name them."""
    maps = values["weights"]
    rows, columns = words(values["rows"]), words(values["columns"])
    across = view["across"] or math.ceil(math.sqrt(len(maps)))
    down = -(-len(maps) // across)
    titled = [
        {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names} for names in (rows, columns)
    ]
    data: list[Json] = []
    layout: Json = {"annotations": []}
    for place, weights in enumerate(maps):
        row, column = divmod(place, across)
        axis = "" if place == 0 else str(place + 1)
        left, right = (column + GAP) / across, (column + 1 - GAP) / across
        low, high = 1 - (row + 1 - GAP) / down, 1 - (row + GAP) / down
        layout[f"xaxis{axis}"] = {**titled[1], "domain": [left, right], "anchor": f"y{axis}", "title": view["columns"]}
        layout[f"yaxis{axis}"] = {
            **titled[0],
            "domain": [low, high],
            "anchor": f"x{axis}",
            "autorange": "reversed",
            "title": view["rows"],
        }
        z = [[None if math.isnan(weight) else round(weight, 4) for weight in line] for line in weights.tolist()]
        trace = {
            "type": "heatmap",
            "uid": f"map{place}",
            "z": z,
            "zmin": 0,
            "zmax": 1,
            "colorscale": SCALES["sequential"],
        }
        data.append(trace | {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "showscale": place == 0})
        if place < len(view["maps"]):
            middle = {"x": (left + right) / 2, "y": high, "xref": "paper", "yref": "paper", "yanchor": "bottom"}
            layout["annotations"].append({"text": view["maps"][place], "showarrow": False, **middle})
    return data, layout


def tokens(view: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """A heat map of one row a line, the tokens written into it."""
    names, numbers = words(values["text"]), values["value"].tolist()
    lines = values["line"].tolist() if "line" in values else [0] * len(names)
    down = max(lines, default=-1) + 1
    cells: list[list[tuple[str, float]]] = [[] for _ in range(down)]
    for name, number, line in zip(names, numbers, lines, strict=True):
        cells[line].append((name, number))
    across = max(map(len, cells), default=0)
    z = [[_shown(n) for _, n in line] + [None] * (across - len(line)) for line in cells]
    text = [[name for name, _ in line] + [""] * (across - len(line)) for line in cells]
    scale = SCALES[view["scale"]]
    trace: Json = {
        "type": "heatmap",
        "uid": "tokens",
        "z": z,
        "text": text,
        "texttemplate": "%{text}",
        "colorscale": scale,
    }
    trace |= {"zmin": view["low"], "zmax": view["high"], "xgap": 2, "ygap": 6, "colorbar": {"title": view["value"]}}
    named = {"tickmode": "array", "tickvals": list(range(down)), "ticktext": view["lines"][:down]}
    return [trace], {"xaxis": {"visible": False}, "yaxis": {**named, "autorange": "reversed"}}


def _shown(number: float) -> float | None:
    return round(number, 4) if math.isfinite(number) else None
