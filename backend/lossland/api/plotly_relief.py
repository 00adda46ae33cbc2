"""A surface in space as a Plotly figure: the ground, trails at their true heights, balls, stems and stars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossland.api.plotly_json import PALETTE, SCALES

Json = dict[str, Any]


def relief(view: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """The traces and the layout of a `Relief` with the arrays of a frame."""
    log = bool(values.get("log", np.zeros(1))[0])
    x, y, z = (np.asarray(values[f"ground.{axis}"], float) for axis in "xyz")
    ground: Json = {"type": "surface", "uid": "ground", "x": numbers(x), "y": numbers(y), "z": numbers(z)}
    ground |= {"colorscale": SCALES["relief"], "colorbar": {"title": {"text": view["z"]}}}
    if "range" in values:
        low, high = values["range"].tolist()
        ground |= {"cmin": low, "cmax": high}
    if log:
        ground["surfacecolor"] = numbers(np.log10(z))
        ticks = [power for power in range(-12, 13) if z[np.isfinite(z)].min() <= 10.0**power <= np.nanmax(z)]
        ground["colorbar"] |= {"tickvals": ticks, "ticktext": [f"{10.0**power:g}" for power in ticks]}
        ground |= {name: float(np.log10(ground[name])) for name in ("cmin", "cmax") if name in ground}
    data, feet = [ground], values.get("foot", [])
    for i, ball in enumerate(view["balls"]):
        trail = {axis: np.asarray(values[f"trail{i + 1}.{axis}"], float) for axis in "xyz"}
        lying = np.isnan(trail["z"])
        trail["z"][lying] = [
            height_at(x, y, z, *place) for place in zip(trail["x"][lying], trail["y"][lying], strict=True)
        ]
        colour = PALETTE[ball["role"]]
        data.append(
            scatter(f"trail{i + 1}", trail, ball["name"]) | {"mode": "lines", "line": {"color": colour, "width": 6}}
        )
        last = {axis: trail[axis][-1:] for axis in "xyz"}
        data.append(scatter(f"ball{i + 1}", last) | {"mode": "markers", "marker": {"color": colour, "size": 8}})
        if len(feet) > i:
            stem = {"x": last["x"].repeat(2), "y": last["y"].repeat(2), "z": np.array([*last["z"], feet[i]], float)}
            data.append(
                scatter(f"stem{i + 1}", stem) | {"mode": "lines", "line": {"color": PALETTE["ink"], "width": 4}}
            )
    if view["goals"] is not None and "goals.x" in values:
        stars = {axis: np.asarray(values[f"goals.{axis}"], float) for axis in "xyz"}
        lying = np.isnan(stars["z"])
        stars["z"][lying] = [
            height_at(x, y, z, *place) for place in zip(stars["x"][lying], stars["y"][lying], strict=True)
        ]
        marker = {"color": PALETTE["good"], "size": 6, "symbol": "diamond"}
        data.append(scatter("goals", stars, view["goals"]) | {"mode": "markers", "marker": marker})
    upward: Json = {"title": {"text": view["z"]}, "type": "log" if log else "linear"}
    scene: Json = {"zaxis": upward}
    for axis in "xy":
        index = f"<sub>{int(values[f'{axis}.index'][0])}</sub>" if f"{axis}.index" in values else ""
        scene[f"{axis}axis"] = {"title": {"text": view[axis].replace("_{index}", index)}}
    scene |= {"aspectmode": "manual", "aspectratio": {"x": 1, "y": 1, "z": 0.5}}
    return data, {"scene": scene}


def scatter(uid: str, places: Mapping[str, Any], name: str | None = None) -> Json:
    """A trace of places in space; without a name it is not in the legend."""
    named = {"showlegend": False} if name is None else {"name": name}
    return {"type": "scatter3d", "uid": uid, **{axis: numbers(places[axis]) for axis in "xyz"}, **named}


def numbers(values: Any) -> Any:
    """Nested lists, None where a number is missing."""
    plain: Any = np.where(np.isfinite(values), values, None)
    return plain.tolist()


def height_at(x: Any, y: Any, z: Any, px: float, py: float) -> float:
    """The ground at a place, between the four points around it; NaN outside."""
    if not (x[0] <= px <= x[-1] and y[0] <= py <= y[-1]):
        return float("nan")
    column = np.array([np.interp(px, x, row) for row in z])
    return float(np.interp(py, y, column))
