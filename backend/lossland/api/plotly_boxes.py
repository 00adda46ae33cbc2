"""A picture with boxes as a Plotly figure: the picture as an image, each box as a closed line with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossland.api.plotly_json import PALETTE
from lossland.lab.views.boxes import GONE, KEEPER, REAL

Json = dict[str, Any]


def boxes(view: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """Boxes over their picture, suppressed ones faint and with the number of the box that suppressed them."""
    if view["show"] == "list":
        return [listed(view, values)], {}
    data: list[Json] = [{"type": "image", "uid": "picture", "z": values["picture"].tolist(), "hoverinfo": "skip"}]
    rows = values["boxes"].reshape(-1, 4)
    states = values.get("states", np.zeros(len(rows)))
    for place, (left, top, right, bottom) in enumerate(rows.tolist()):
        state = int(states[place])
        label = int(values["labels"][place]) if "labels" in values else place
        line = {"color": PALETTE[f"class-{label % 10}"], "width": 4 if state == KEEPER else 2}
        if state == REAL:
            line["dash"] = "dash"
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "uid": f"box-{place}",
                "x": [left, right, right, left, left],
                "y": [top, top, bottom, bottom, top],
                "line": line,
                "opacity": 0.3 if state == GONE else 1,
                "name": words(view, values, place),
            }
        )
    height, width = values["picture"].shape[:2]
    axis = {"visible": False}
    across = {**axis, "range": [0, width], "constrain": "domain"}
    return data, {"xaxis": across, "yaxis": {**axis, "range": [height, 0], "scaleanchor": "x", "constrain": "domain"}}


def listed(view: Mapping[str, Any], values: Mapping[str, Any]) -> Json:
    """The words of all boxes in their order, as a table."""
    rows = [words(view, values, place) for place in range(len(values["boxes"].reshape(-1, 4)))]
    return {"type": "table", "uid": "list", "header": {"values": [view["title"]]}, "cells": {"values": [rows]}}


def words(view: Mapping[str, Any], values: Mapping[str, Any], place: int) -> str:
    """Number, class and score of a box, and by which one it was suppressed."""
    parts = [f"#{place + 1}"]
    if "labels" in values and int(values["labels"][place]) < len(view["classes"]):
        parts.append(view["classes"][int(values["labels"][place])])
    if "scores" in values and np.isfinite(values["scores"][place]):
        parts.append(f"{float(values['scores'][place]):.2f}")
    if "by" in values and int(values["by"][place]) >= 0:
        parts.append(f"← #{int(values['by'][place]) + 1}, IoU {float(values['overlap'][place]):.2f}")
    return " ".join(parts)
