"""Slow motion: the parts of one update as arrows, in a picture of its own scale."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.surfaces.textbook import heights_in, landscape
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.optimizer_race.params import PHASES, OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import axis_titles
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen

LONGER = 1.6
"""Arrows that only show a direction are this many times as long as the step, so that none hides behind it."""
PARTS = ("gradient", "momentum", "scaling", "move")


def draw(seen: Seen) -> dict[str, Tensor]:
    """The step as it is, the others as directions; as many as slow motion has come to."""
    now, parts = seen.update, seen.parts
    arrays: dict[str, Tensor] = {}
    nothing = torch.full((2,), torch.nan)
    if now is None:
        for uid in (*PARTS, "here", "next"):
            arrays[f"{uid}.x"] = arrays[f"{uid}.y"] = nothing
        return arrays
    length = float(torch.linalg.vector_norm(now.move).clamp(min=1e-9))
    half = 2.2 * length
    here = now.theta
    x, y, heights = heights_in(
        landscape(seen.surface),
        float(here[0]) - 1.35 * half, float(here[0]) + 1.35 * half, float(here[1]) - half, float(here[1]) + half,
        31,
    )  # fmt: skip
    arrays |= {"ground.x": x, "ground.y": y, "ground.z": heights}
    averaged = now.m_hat if bool(now.m_hat.isfinite().all()) else nothing
    scaled = now.d / now.r if bool(now.v.isfinite().all()) else nothing
    for part, (uid, way) in enumerate(zip(PARTS, (-now.g, -averaged, -scaled, now.move), strict=True), 1):
        size = torch.linalg.vector_norm(way)
        arrow = way if uid == "move" else way / size * length * LONGER
        known = part <= parts and bool(size > 0)
        end = here + arrow if known else nothing
        arrays[f"{uid}.x"], arrays[f"{uid}.y"] = torch.stack([here, end]).T
    arrays["here.x"], arrays["here.y"] = here[:, None]
    end = here + now.move if parts == PHASES else nothing
    arrays["next.x"], arrays["next.y"] = end[:, None]
    return arrays


def figure(p: OptimizerRaceParams) -> Plot:
    """One update as arrows."""
    axes = axis_titles(p)
    traces: list[Any] = [
        go.Contour(
            uid="ground",
            name=T("loss", "损失"),
            ncontours=12,
            showscale=False,
            opacity=0.35,
            line_width=0.7,
            hoverinfo="skip",
            meta=painted(colorscale="sequential"),
        )
    ]
    for uid, name, role, width in (
        ("gradient", T("1 gradient −g", "1 梯度 −g"), "class-0", 3),
        ("momentum", T("2 momentum −m̂", "2 动量 −m̂"), "class-3", 3),
        ("scaling", T("3 scaling −d/r", "3 缩放 −d/r"), "class-2", 3),
        ("move", T("4 step", "4 步"), "ink", 5),
    ):
        traces.append(
            go.Scatter(
                uid=uid,
                name=name,
                mode="lines+markers",
                line_width=width,
                marker={"symbol": "arrow", "size": 16, "angleref": "previous"},
                meta=painted(line=role, marker=role),
            )
        )
    for uid, name, symbol in (("here", T("before", "更新前"), "circle"), ("next", T("after", "更新后"), "circle-open")):
        traces.append(
            go.Scatter(
                uid=uid,
                name=name,
                mode="markers",
                marker={"symbol": symbol, "size": 11},
                showlegend=False,
                meta=painted(marker="ink"),
            )
        )
    figure = go.Figure(traces)
    figure.update_xaxes(title=axes[0], nticks=5, showgrid=False, zeroline=False, constrain="domain")
    figure.update_yaxes(title=axes[1], nticks=5, scaleanchor="x", showgrid=False, zeroline=False, constrain="domain")
    return Plot(
        title=T("Slow motion", "慢动作"),
        caption=T(
            "The update of the racer looked at. Thin arrows are directions; the thick one is the step as it is. "
            "A method without momentum or scaling has no such arrow.",
            "所查看优化器的一次更新。细箭头只表示方向；粗箭头为真实的一步。没有动量或缩放的方法没有相应箭头。",
        ),
        alt=T(
            "The gradient, the momentum, the scaled direction and the step as arrows at one place.",
            "同一处的梯度、动量、缩放方向与更新步，以箭头表示。",
        ),
        figure=figure,
        max_rate=15,
    )
