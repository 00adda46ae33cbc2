"""Figures made complete: a frame's arrays put into the traces, colour roles resolved, one language, a light theme."""

from __future__ import annotations

import base64
import copy
from collections.abc import Mapping
from typing import Any

from lossland.lab import Metric

PALETTE = {
    "bg": "#f5f6f8",
    "surface": "#ffffff",
    "surface-2": "#eef1f5",
    "line": "#dde2e9",
    "ink": "#17202e",
    "ink-2": "#4a5568",
    "ink-3": "#6b7688",
    "accent": "#1f5fd0",
    "class-0": "#e07b16",
    "class-1": "#1f77c9",
    "class-2": "#2a9d6f",
    "class-3": "#b5468b",
    "class-4": "#4a0d14",
    "class-5": "#1d1580",
    "class-6": "#6f4610",
    "class-7": "#2430cc",
    "class-8": "#5d3d5b",
    "class-9": "#83701f",
    "good": "#1c7f55",
    "bad": "#c0392b",
    "warn": "#9a6700",
    "plus": "#3d4a5f",
    "minus": "#c2416f",
    "held": "#7a4fc0",
    "train": "#0f7c80",
}
"""The page's light theme (frontend/src/base/tokens.css); a test compares the two."""

SCALES = {
    "diverging": [[0, PALETTE["class-0"]], [0.5, PALETTE["surface"]], [1, PALETTE["class-1"]]],
    "signed": [[0, PALETTE["minus"]], [0.5, PALETTE["surface"]], [1, PALETTE["plus"]]],
    "sequential": [[0, "#f2f7fc"], [0.35, "#9ac2e7"], [0.7, PALETTE["class-1"]], [1, "#1b4774"]],
    "relief": [
        [index / 7, colour]
        for index, colour in enumerate(
            ("#1f1157", "#253c8c", "#2c64a6", "#4688a9", "#74a79d", "#a6bf99", "#dacfa3", "#fdeed9")
        )
    ],
    "ramp": [[0, PALETTE["class-1"]], [0.5, PALETTE["class-3"]], [1, PALETTE["class-0"]]],
}
_AXIS = {"gridcolor": PALETTE["line"], "linecolor": PALETTE["line"], "zerolinecolor": PALETTE["line"]}
TEMPLATE: dict[str, Any] = {
    "layout": {
        "colorway": [PALETTE[role] for role in ("accent", "class-0", "class-1", "class-2", "class-3")],
        "font": {"color": PALETTE["ink"], "family": "system-ui, sans-serif"},
        "paper_bgcolor": PALETTE["surface"],
        "plot_bgcolor": PALETTE["surface"],
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
}


def complete(figure: Mapping[str, Any], arrays: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """A view's figure with the arrays of a frame, as Plotly JSON."""
    data, layout = one_language(copy.deepcopy(dict(figure)), lang).values()
    traces = {trace["uid"]: trace for trace in data if "uid" in trace}
    for name, array in arrays.items():
        uid, _, path = name.partition(".")
        if uid in traces:
            _put(traces[uid], path, [] if array["bdata"] == "" else array)
    for trace in data:
        _paint(trace)
    return {"data": data, "layout": {**layout, "template": TEMPLATE}}


def curves(figure: Mapping[str, Any], metrics: Mapping[str, Metric], stored: Any, lang: str) -> dict[str, Any]:
    """A view of metrics against step, as Plotly JSON."""
    steps, series = stored
    x = {"dtype": "i4", "bdata": base64.b64encode(steps.astype("<i4").tobytes()).decode()}
    data = []
    roles = dict(zip(figure["series"], figure["roles"], strict=False))
    for name in figure["series"]:
        if name not in series:
            continue
        title = metrics[name].title if name in metrics else None
        text = name if title is None else (title.zh if lang == "zh" else str(title))
        y = {"dtype": "f4", "bdata": base64.b64encode(series[name].tobytes()).decode()}
        trace: dict[str, Any] = {"type": "scatter", "mode": "lines", "uid": name, "name": text, "x": x, "y": y}
        trace |= {"line": {"color": _colour(roles[name])}} if name in roles else {}
        data.append({**trace, "connectgaps": True})  # some metrics come once an epoch
    layout = {
        "template": TEMPLATE,
        "xaxis": {"title": {"text": "更新步数" if lang == "zh" else "step"}},
        "yaxis": {"title": {"text": figure["y_title"][lang]}, "type": "log" if figure["log"] else "linear"},
    }
    return {"data": data, "layout": layout}


def one_language(value: Any, lang: str) -> Any:
    """A structure in which every pair of texts is replaced by that of `lang`."""
    if isinstance(value, dict):
        if value.keys() == {"en", "zh"}:
            return value[lang]
        return {key: one_language(item, lang) for key, item in value.items()}
    return [one_language(item, lang) for item in value] if isinstance(value, list) else value


def _paint(trace: dict[str, Any]) -> None:
    meta = trace.get("meta")
    roles = meta.get("paint", {}) if isinstance(meta, dict) else {}
    for path, role in roles.items():
        if role in SCALES:
            _put(trace, path if path.endswith("colorscale") else f"{path}.colorscale", SCALES[role])
        else:
            _put(trace, path if path.endswith("color") else f"{path}.color", _colour(role))


def _colour(role: str) -> str:
    """A token's colour; `class-1/15` is the token at 15 % opacity, `ramp@0.25` a quarter of the way up that scale."""
    scale, _, place = role.partition("@")
    if place:
        return _between(SCALES[scale], float(place))
    token, _, percent = role.partition("/")
    colour = PALETTE.get(token, token)
    if not percent:
        return colour
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{int(percent) / 100:g})"


def _between(stops: list[list[Any]], place: float) -> str:
    """The colour at a place from 0 to 1 of a scale."""
    above = next(index for index in range(1, len(stops)) if place <= stops[index][0] or index == len(stops) - 1)
    (low, first), (high, second) = stops[above - 1], stops[above]
    share = (place - low) / (high - low)
    mixed = [round(a + (b - a) * share) for a, b in zip(_channels(first), _channels(second), strict=True)]
    return f"rgb({mixed[0]},{mixed[1]},{mixed[2]})"


def _channels(colour: str) -> list[int]:
    """Red, green and blue of #rrggbb."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _put(into: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for parent in parents:
        below = into.get(parent)
        into[parent] = below if isinstance(below, dict) else {}
        into = into[parent]
    into[last] = value
