"""A cloud of named points as a Plotly figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossland.api.plotly_json import PALETTE
from lossland.api.plotly_text import words

Json = dict[str, Any]


def cloud(view: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """A trace for each group, a line for each arrow, a ring."""
    points, names = np.asarray(values["points"], float), words(values["text"])
    n, k = points.shape
    group = np.asarray(values.get("group", np.zeros(n, int)))
    named = set(values["named"].tolist()) if "named" in values else set()
    rows = view["groups"] or ({"name": view["title"], "role": "class-1"},)
    data = []
    for place, row in enumerate(rows):
        own = np.flatnonzero(group == place)
        shown = ["" if i not in named else names[i] for i in own.tolist()]
        trace = _trace(f"group{place}", points[own], row["name"], k) | {
            "mode": "markers+text",
            "text": shown,
            "hovertext": [names[i] for i in own.tolist()],
            "textposition": "top center",
            "marker": {"color": PALETTE[row["role"]], "size": 4},
        }
        data.append(trace)
    for place, ends in enumerate(np.asarray(values.get("arrows", np.zeros((0, 2, k))), float)):
        row = view["arrows"][min(place, len(view["arrows"]) - 1)]
        line = {"mode": "lines+markers", "line": {"color": PALETTE[row["role"]], "width": 4}}
        data.append(_trace(f"arrow{place}", ends, row["name"], k) | line)
    if "landing" in values:
        ring = {"mode": "markers", "marker": {"symbol": "circle-open", "size": 12, "color": PALETTE["accent"]}}
        data.append(_trace("landing", np.asarray(values["landing"], float), view["landing"] or "", k) | ring)
    titles = words(values["axes"]) if "axes" in values else [""] * k
    axes = {f"{axis}axis": {"title": {"text": title}} for axis, title in zip("xyz", titles, strict=False)}
    return data, {"scene": axes} if k == 3 else axes


def _trace(uid: str, points: Any, name: str, k: int) -> Json:
    kind = "scatter3d" if k == 3 else "scattergl" if len(points) > 2000 else "scatter"
    places = {axis: points[:, i].round(5).tolist() for i, axis in enumerate("xyz"[:k])}
    return {"type": kind, "uid": uid, "name": name, **places}
