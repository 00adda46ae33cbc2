"""Slow motion: the parts of one update as arrows on the ball, as many as have been shown."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import line, words
from lossland.lab.views import painted
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen

LENGTHS = {"gradient": 0.16, "mean": 0.13, "step": 0.2}
"""Of the arrows, as shares of the picture's width: each has a scale of its own, their directions are true."""
RADIUS = 0.085
"""Of the ellipse that shows the scaling, along the coordinate with the larger factor."""
ORDER = ("gradient", "mean", "scaling", "step")
"""The parts of an update."""


def arrows(seen: Seen, width: float, shown: bool) -> dict[str, Tensor]:
    """-g, -m, an ellipse whose half axes are as 1 / r, and the step, from where the racer looked at stands."""
    now = seen.update if shown and seen.p.slow else None
    nothing = torch.full((2,), torch.nan, dtype=torch.float64)
    ways = {"gradient": nothing, "mean": nothing, "step": nothing}
    here, inverse = nothing, nothing
    if now is not None:
        here, inverse = now.theta, 1 / now.r if bool(now.v.isfinite().all()) else nothing
        ways = {"gradient": -now.g, "mean": -now.m_hat, "step": now.move}
    arrays: dict[str, Tensor] = {}
    for uid, way in ways.items():
        known = ORDER.index(uid) < seen.parts and bool(torch.linalg.vector_norm(way) > 0)
        end = here + way / torch.linalg.vector_norm(way) * LENGTHS[uid] * width if known else nothing
        arrays |= {f"{uid}.x": torch.stack([here, end])[:, 0], f"{uid}.y": torch.stack([here, end])[:, 1]}
        arrays |= {f"{uid}-word.x": end[:1], f"{uid}-word.y": end[1:]}
    angle = torch.linspace(0, 2 * math.pi, 49, dtype=torch.float64)
    scaled = seen.parts > ORDER.index("scaling")
    half = inverse / inverse.max() * RADIUS * width if scaled else nothing
    arrays |= {"scaling.x": here[0] + half[0] * angle.cos(), "scaling.y": here[1] + half[1] * angle.sin()}
    return arrays | {"scaling-word.x": here[:1] - half[:1], "scaling-word.y": here[1:]}


def arrow_traces() -> list[Any]:
    """The arrows, their casings, and their words at the tips."""
    traces: list[Any] = [
        line("scaling", None, "class-0", width=2.5, dash="5px,4px", hoverinfo="skip"),
        words("scaling-word", T("scaling 1/√v̂ ", "缩放 1/√v̂ "), place="middle left", role="class-0", textfont_size=13),
    ]
    for uid, text, role, width in (
        ("gradient", T("− gradient", "− 梯度"), "ink", 3),
        ("mean", T("mean m̂", "均值 m̂"), "held", 3),
        ("step", T("step", "步"), "accent", 5),
    ):
        traces.append(
            go.Scatter(
                uid=uid,
                name=text,
                mode="lines+markers",
                line_width=width,
                marker={"symbol": "arrow", "size": 8 + 2 * width, "angleref": "previous"},
                showlegend=False,
                hoverinfo="skip",
                meta=painted(line=role, marker=role),
            )
        )
        traces.append(words(f"{uid}-word", text, role=role, textfont_size=13))
    return traces
