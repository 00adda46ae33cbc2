"""A search tree as a Plotly figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from lossland.api.plotly_text import words

Json = dict[str, Any]


def tree(_: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """Words from left to right, each joined to its parent; what was dropped is paler."""
    text, parents = words(values["text"]), [int(parent) for parent in values["parent"]]
    depths: list[int] = []
    for parent in parents:
        depths.append(0 if parent < 0 else depths[parent] + 1)
    counts, seen = Counter(depths), Counter[int]()
    heights = []
    for depth in depths:
        heights.append(-(seen[depth] + 0.5) / counts[depth])
        seen[depth] += 1
    lines: Json = {"x": [], "y": []}
    for node, parent in enumerate(parents):
        if parent >= 0:
            lines["x"] += [depths[parent], depths[node], None]
            lines["y"] += [heights[parent], heights[node], None]
    labels = [
        f"{word.strip()} {p:.2f}" if node else "" for node, (word, p) in enumerate(zip(text, values["p"], strict=True))
    ]
    opacity = [1.0 if fate else 0.35 for fate in values["fate"]]
    return [
        {"type": "scatter", "uid": "branches", "mode": "lines", "hoverinfo": "skip", "showlegend": False, **lines},
        {
            "type": "scatter",
            "uid": "words",
            "mode": "markers+text",
            "textposition": "top center",
            "text": labels,
            "x": depths,
            "y": heights,
            "marker": {"opacity": opacity},
            "customdata": [round(float(total), 4) for total in values["total"]],
            "hovertemplate": "%{text}<br>Σ log P %{customdata}<extra></extra>",
            "showlegend": False,
        },
    ], {"yaxis": {"visible": False}, "xaxis": {"title": "t", "dtick": 1}}
