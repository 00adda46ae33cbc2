"""Contours with whole paths, the start that can be dragged, and the racers on their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import Judged
from lossland.algorithms.surfaces.textbook import WINDOWS, Surface
from lossland.lab import T
from lossland.lab.views import Gesture, Plot, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import ROLES, axis_titles, names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen
from lossland.labs.optimizers.optimizer_race.surfaces import SURFACES


@dataclass(frozen=True)
class Contours:
    """The picture of one of the two races."""

    race: Literal["same", "best"]
    title: T
    caption: T

    def draw(self, seen: Seen) -> dict[str, Tensor]:
        """The ground, its lowest points, and the paths."""
        under, race = seen.under, seen.race
        return {
            "ground.x": under.x,
            "ground.y": under.y,
            "ground.z": seen.z,
            "minima.x": under.minima[:, 0],
            "minima.y": under.minima[:, 1],
            **paths(race.same if self.race == "same" else race.best, seen),
        }

    def figure(self, p: OptimizerRaceParams) -> Plot:
        """Contours, paths and the start."""
        names = names_of(p)
        left, right, low, high = WINDOWS[p.surface.kind]
        across, up = axis_titles(p)
        traces: list[Any] = [
            go.Contour(
                uid="ground",
                name=T("loss", "损失"),
                ncontours=18,
                showscale=False,
                opacity=0.4,
                line_width=0.7,
                hoverinfo="skip",
                meta=painted(colorscale="sequential"),
            ),
            go.Scatter(
                uid="minima",
                name=T("lowest point", "最低点"),
                mode="markers",
                marker={"symbol": "star", "size": 13},
                showlegend=False,
                meta=painted(marker="good"),
            ),
        ]
        for r, name in enumerate(names):
            role = ROLES[r % len(ROLES)]
            traces.append(
                go.Scatter(
                    uid=f"rest{r}",
                    name=name,
                    mode="lines",
                    line_width=1.8,
                    showlegend=False,
                    hoverinfo="skip",
                    meta=painted(line=f"{role}/65"),
                )
            )
        for r, name in enumerate(names):
            traces.append(
                go.Scatter(
                    uid=f"path{r}", name=name, mode="lines", line_width=3, meta=painted(line=ROLES[r % len(ROLES)])
                )
            )
        traces += [
            go.Scatter(
                uid="left",
                name=T("left the domain", "离开定义域"),
                mode="markers",
                marker={"symbol": "x", "size": 11},
                showlegend=False,
                text=list(names),
                hoverinfo="text+name",
                meta=painted(marker="bad"),
            ),
            go.Scatter(
                uid="start",
                name=T("start (drag)", "起点 (可拖动)"),
                mode="markers",
                marker={"symbol": "circle-open", "size": 24, "line_width": 3},
                showlegend=False,
                meta=painted(marker="ink"),
            ),
            go.Scatter(
                uid="ball",
                name=T("racers", "优化器"),
                mode="markers+text",
                text=[str(r + 1) for r in range(len(names))],
                textfont_size=10,
                marker={"size": 16, "line_width": 1.5},
                showlegend=False,
                hovertext=list(names),
                hovertemplate="%{hovertext}<br>(%{x:.4g}, %{y:.4g})<extra></extra>",
                meta=painted(**{"marker": "surface", "marker.line": "ink", "textfont": "ink"}),
            ),
        ]
        figure = go.Figure(traces)
        figure.update_xaxes(title=across, range=[left, right], constrain="domain", zeroline=False, showgrid=False)
        figure.update_yaxes(
            title=up, range=[low, high], scaleanchor="x", constrain="domain", zeroline=False, showgrid=False
        )
        return Plot(
            title=self.title,
            caption=self.caption,
            alt=T(
                f"Contours of the surface “{SURFACES[p.surface.kind]}” with the path of each racer from one start.",
                f"曲面“{SURFACES[p.surface.kind].zh}”的等高线，以及各优化器从同一起点出发的路径。",
            ),
            figure=figure,
            gestures=(
                Gesture(
                    on="drag",
                    action="set_params",
                    trace="start",
                    x="surface.start_x",
                    y="surface.start_y",
                    hint=T("Drag the start", "拖动起点"),
                ),
                Gesture(
                    on="click",
                    action="set_params",
                    x="surface.start_x",
                    y="surface.start_y",
                    hint=T("Click to start there", "点击设为起点"),
                ),
            ),
        )


def paths(w: Judged, seen: Seen) -> dict[str, Tensor]:
    """Whole paths, the part walked so far, the racers and their start."""
    t, start = seen.t, seen.p.surface
    arrays = {"start.x": torch.tensor([start.start_x]), "start.y": torch.tensor([start.start_y])}
    theta = w.theta.float()
    for r in range(theta.shape[1]):
        walked = theta[: t + 1, r] if t else theta[:0, r]  # an empty trace costs the browser nothing
        for uid, part in (("rest", theta[t:, r]), ("path", walked)):
            arrays[f"{uid}{r}.x"], arrays[f"{uid}{r}.y"] = part[:, 0], part[:, 1]
    last = theta[(w.left - 1).clamp(max=t), torch.arange(theta.shape[1])]  # (R, 2)
    out = (w.left <= t)[:, None] & last.isfinite()
    now = theta[t] if t else torch.full_like(theta[0], torch.nan)  # at the start they would hide each other
    arrays["ball.x"], arrays["ball.y"] = now.T
    arrays["left.x"], arrays["left.y"] = torch.where(out, held(last, seen.surface), torch.nan).T
    return arrays


def held(theta: Tensor, surface: Surface) -> Tensor:
    """Places (R, 2) moved to the edge of the window where they lie outside."""
    left, right, low, high = WINDOWS[surface.kind]
    return torch.stack([theta[:, 0].clamp(left, right), theta[:, 1].clamp(low, high)], 1)
