"""The kinds of view that the page draws itself, as complete Plotly figures: for notebooks, slides and other pages.

Arrays come as a frame carries them: `{"dtype", "bdata", "shape"?}`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lossland.api.plotly_boxes import boxes
from lossland.api.plotly_cloud import cloud
from lossland.api.plotly_json import PALETTE, SCALES, TEMPLATE, one_language
from lossland.api.plotly_reading import reading
from lossland.api.plotly_relief import relief
from lossland.api.plotly_text import attention, tokens
from lossland.api.plotly_tiles import tiles
from lossland.api.plotly_tree import tree

Arrays = Mapping[str, Mapping[str, str]]
Json = dict[str, Any]

CLASSES = [PALETTE[f"class-{index}"] for index in range(10)]
HIDDEN_AXIS = {"visible": False}
STATES = {1: "x", 2: "circle-open"}
"""Symbols of dead and of saturated units."""


def decoded(array: Mapping[str, str]) -> Any:
    """A numpy array from a frame's typed array."""
    flat = np.frombuffer(base64.b64decode(array["bdata"]), np.dtype(array["dtype"]).newbyteorder("<"))
    shape = array.get("shape")
    return flat.reshape([int(size) for size in shape.split(",") if size]) if shape is not None else flat


def drawn(figure: Mapping[str, Any], arrays: Arrays, lang: str) -> Json:
    """A view of one of `KINDS` with the arrays of a frame, as Plotly JSON."""
    view = one_language(dict(figure), lang) | {"lang": lang}
    values = {name: decoded(array) for name, array in arrays.items()}
    data, layout = KINDS[view["kind"]](view, values)
    return {"data": data, "layout": {"template": TEMPLATE, "title": {"text": view["title"]}, **layout}}


def field(view: Json, values: Json) -> tuple[list[Json], Json]:
    """A heat map with the points of each class on it, the held-out ones hollow."""
    part, scale = ("unit.", "diverging") if "unit.map" in values else ("", view["scale"])
    cells = values[f"{part}map"]
    rows, columns = cells.shape
    x, y = view["x"], view["y"]
    dx, dy = (x["high"] - x["low"]) / columns, (y["high"] - y["low"]) / rows
    place = {"x0": x["low"] + dx / 2, "dx": dx, "y0": y["low"] + dy / 2, "dy": dy}
    surface: Json = {"type": "heatmap", "uid": "map", "hoverinfo": "skip", **place}
    if scale == "classes":
        surface |= {"z": cells.tolist(), "zmin": -0.5, "zmax": 9.5, "showscale": False}
        surface |= {"colorscale": stepped(CLASSES), "opacity": 0.5}
    else:
        low, high = map(float, values.get(f"{part}range", (view["low"], view["high"])))
        z = low + cells.astype(float) / 255 * (high - low)
        surface |= {"z": z.round(4).tolist(), "zmin": low, "zmax": high}
        surface |= {"colorscale": SCALES[scale]}
    data = [surface]
    label, held = values.get("points.label", np.empty(0)), values.get("points.held", np.zeros(0))
    for index in np.unique(label).tolist():
        for hollow in np.unique(held[label == index]).tolist():
            among = (label == index) & (held == hollow)
            names = view["classes"]
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "uid": f"points-{index}-{hollow}",
                    "name": (names[index] if index < len(names) else str(index)) + (" ○" if hollow else ""),
                    "x": values["points.x"][among].tolist(),
                    "y": values["points.y"][among].tolist(),
                    "marker": {
                        "color": CLASSES[index % 10],
                        "symbol": "circle-open" if hollow else "circle",
                        "size": 6,
                    },
                }
            )
    axes = {
        "legend": {"orientation": "h", "y": -0.2},
        "xaxis": {"title": {"text": x["title"]}, "range": [x["low"], x["high"]], "constrain": "domain"},
        "yaxis": {"title": {"text": y["title"]}, "range": [y["low"], y["high"]], "scaleanchor": "x"},
    }
    return data, axes


def stepped(colours: list[str]) -> list[list[Any]]:
    """A colour scale with a flat step for each colour."""
    n = len(colours)
    return [[(index + end) / n, colour] for index, colour in enumerate(colours) for end in (0, 1)]


def network(view: Json, values: Json) -> tuple[list[Json], Json]:
    """Units as nodes from left to right, weights as lines whose width and colour tell size and sign."""
    layers = view["layers"]
    heights = [[(len(layer["units"]) - 1) / 2 - k for k in range(len(layer["units"]))] for layer in layers]
    data: list[Json] = []
    largest = max(float(np.abs(values[f"w{i}"]).max()) for i in range(1, len(layers))) or 1.0
    for i in range(1, len(layers)):
        weights = values[f"w{i}"]
        for level in range(1, 6):  # a line trace has one width: five of them for each sign
            for sign, role in ((1, "plus"), (-1, "minus")):
                share = sign * weights / largest
                chosen = np.argwhere((share > (level - 1) / 5) & (share <= level / 5))
                xs = [place for _ in chosen for place in (i - 1, i, None)]
                ys = [at for unit, source in chosen for at in (heights[i - 1][source], heights[i][unit], None)]
                if xs:
                    line = {"width": level, "color": PALETTE[role]}
                    data.append({"type": "scatter", "mode": "lines", "uid": f"w{i}-{sign * level}", "x": xs, "y": ys})
                    data[-1] |= {"line": line, "hoverinfo": "skip", "showlegend": False}
    biases = [None] * len(heights[0]) + [float(b) for i in range(1, len(layers)) for b in values[f"b{i}"]]
    names = [unit for layer in layers for unit in layer["units"]]
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "uid": "units",
            "x": [i for i, column in enumerate(heights) for _ in column],
            "y": [at for column in heights for at in column],
            "text": [name if b is None else f"{name}<br>b = {b:.3g}" for name, b in zip(names, biases, strict=True)],
            "marker": {
                "size": 14,
                "symbol": [STATES.get(int(state), "circle") for state in values["state"]],
                "color": PALETTE["ink-2"],
            },
            "showlegend": False,
        }
    )
    titles = [" ".join(filter(None, (layer["title"], layer["activation"]))) for layer in layers]
    ticks: Json = {"tickvals": list(range(len(layers))), "ticktext": titles, "showgrid": False, "zeroline": False}
    ticks["range"] = [-0.5, len(layers) - 0.5]
    return data, {"xaxis": ticks, "yaxis": HIDDEN_AXIS}


def images(view: Json, values: Json) -> tuple[list[Json], Json]:
    """All pictures in one, in rows; or tiles, each of its own size."""
    if view.get("tiles"):
        return tiles(view, values)
    pictures = values["images"]
    if len(pictures) == 0:
        return [], {"xaxis": HIDDEN_AXIS, "yaxis": HIDDEN_AXIS}
    n, height, width = pictures.shape[:3]
    across = min(n, view["columns"] or int(np.ceil(np.sqrt(n))))
    down = -(-n // across)
    whole = np.full((down * (height + 1), across * (width + 1), *pictures.shape[3:]), 255, np.uint8)
    for k, picture in enumerate(pictures):
        row, column = divmod(k, across)
        top, left = row * (height + 1), column * (width + 1)
        whole[top : top + height, left : left + width] = picture
    axes = {"xaxis": HIDDEN_AXIS, "yaxis": {**HIDDEN_AXIS, "autorange": "reversed", "scaleanchor": "x"}}
    if whole.ndim == 3:
        return [{"type": "image", "uid": "images", "z": whole.tolist()}], axes
    scale = SCALES.get(view["scale"], [[0, "#000000"], [1, "#ffffff"]])
    trace = {"type": "heatmap", "uid": "images", "z": whole.tolist(), "zmin": 0, "zmax": 255, "showscale": False}
    return [trace | {"colorscale": scale}], axes


def table(view: Json, values: Json) -> tuple[list[Json], Json]:
    """A table with its numbers written as the view asks."""
    columns = view["columns"]
    rows = max((len(values[column["name"]]) for column in columns if column["name"] in values), default=0)
    cells = [[written(number, column) for number in values.get(column["name"], []).tolist()] for column in columns]
    heads = [column["title"] for column in columns]
    if view["rows"]:
        cells, heads = [view["rows"][:rows], *cells], ["", *heads]
    return [{"type": "table", "uid": "table", "header": {"values": heads}, "cells": {"values": cells}}], {}


def written(number: float, column: Mapping[str, Any]) -> str:
    """A number of a table as text; nothing where there is none."""
    if not np.isfinite(number):
        return ""
    if column["percent"]:
        return f"{number:.{max(column['digits'] - 2, 0)}%}"
    return f"{number:.{column['digits']}g}" if column["digits"] else f"{number:.0f}"


def formula(view: Json, values: Json) -> tuple[list[Json], Json]:
    """The formula as an annotation, which Plotly sets with MathJax where a page has it."""
    numbers = {name: f"{float(value.flat[0]):.{view['digits']}g}" for name, value in values.items()}
    tex = re.sub(r"@(\w+)@", lambda found: numbers.get(found[1], "?"), view["tex"])
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    annotation = {"text": f"${tex}$", "font": {"size": 16}, **place}
    return [], {"annotations": [annotation], "xaxis": HIDDEN_AXIS, "yaxis": HIDDEN_AXIS}


KINDS: dict[str, Callable[[Json, Json], tuple[list[Json], Json]]] = {
    "field": field,
    "relief": relief,
    "network": network,
    "images": images,
    "boxes": boxes,
    "table": table,
    "formula": formula,
    "reading": reading,
    "attention": attention,
    "tokens": tokens,
    "tree": tree,
    "cloud": cloud,
}
"""The page's own kinds that have such a copy."""
