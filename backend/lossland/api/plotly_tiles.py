"""Pictures of sizes of their own as a Plotly figure: one beside the other, each with its name and its exact numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from lossland.api.plotly_json import SCALES

Json = dict[str, Any]

GREY = [[0, "#000000"], [1, "#ffffff"]]
GAP = 0.12
"""Between two, as a share of the tallest."""


def tiles(view: Json, values: Json) -> tuple[list[Json], Json]:
    """All tiles that the frame has, in a row, as high as each other where that is possible."""
    data: list[Json] = []
    names: list[Json] = []
    left = 0.0
    for tile in view["tiles"]:
        cells = values.get(tile["uid"])
        if cells is None or cells.size == 0:
            continue
        colour = cells.ndim == 3 and tile["scale"] == "grey"
        flat = np.concatenate(list(cells), axis=1) if cells.ndim == 3 and not colour else cells
        height, width = flat.shape[-2:]
        low, high = map(float, values.get(f"{tile['uid']}.range", (flat.min(), flat.max())))
        side = 1 / max(height, width)
        place = {"x0": left + side / 2, "dx": side, "y0": side / 2, "dy": side}
        trace: Json = {"uid": tile["uid"], "name": tile["title"], **place}
        if colour:
            shown = (255 * (flat.transpose(1, 2, 0) - low) / ((high - low) or 1)).clip(0, 255)
            data.append(trace | {"type": "image", "z": shown.astype(np.uint8).tolist()})
        else:
            scale = GREY if tile["scale"] == "grey" else SCALES[tile["scale"]]
            looks = {"zmin": low, "zmax": high, "colorscale": scale, "showscale": False}
            data.append(trace | {"type": "heatmap", "z": flat.astype(float).round(6).tolist(), **looks})
        names.append({"text": tile["title"], "x": left + side * width / 2, "y": 1 + GAP / 2, "showarrow": False})
        left += side * width + GAP
    hidden = {"visible": False}
    return data, {
        "annotations": names,
        "xaxis": hidden,
        "yaxis": {**hidden, "autorange": "reversed", "scaleanchor": "x"},
    }
