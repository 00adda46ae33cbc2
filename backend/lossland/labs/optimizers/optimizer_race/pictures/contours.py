"""Contours with whole paths, the start that can be dragged, and the racers on their way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import Judged
from lossland.algorithms.surfaces.textbook import WINDOWS, Surface
from lossland.lab import T
from lossland.lab.marks import dots, line
from lossland.lab.views import Gesture, Note, Plot, Row, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.arrows import arrow_traces, arrows
from lossland.labs.optimizers.optimizer_race.pictures.finish import finish
from lossland.labs.optimizers.optimizer_race.pictures.names import ROLES, axis_titles, names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen
from lossland.labs.optimizers.optimizer_race.surfaces import SURFACES

DOTS = 100
"""So many updates have a dot: later ones would cover each other."""
RING = 0.045
"""Of the window's width: how far from the lowest point those stand that have arrived."""


def cased(role: str) -> dict[str, object]:
    """A colour with a light edge."""
    return painted(**{"marker": role, "marker.line": "surface"})


@dataclass(frozen=True)
class Contours:
    """The picture of one of the two races."""

    race: Literal["same", "best"]
    title: T
    caption: T

    def draw(self, seen: Seen) -> dict[str, Tensor]:
        """The ground, its lowest points, and the paths."""
        under, outline, (x, y, z) = seen.under, finish(seen), seen.ground
        judged = seen.race.same if self.race == "same" else seen.race.best
        left, right, _, _ = WINDOWS[seen.surface.kind]
        return {
            "ground.x": x,
            "ground.y": y,
            "ground.z": z,
            "minima.x": under.minima[:, 0],
            "minima.y": under.minima[:, 1],
            "finish.x": outline[:, 0],
            "finish.y": outline[:, 1],
            **paths(judged, seen, right - left),
            **ranking(judged, seen.t),
            **arrows(seen, right - left, shown=seen.p.which == self.race),
            "slow.update": torch.tensor([seen.shown + 1.0]),
            "slow.part": torch.tensor([float(seen.parts)]),
            "slow.shown": torch.tensor([float(seen.p.slow and seen.p.which == self.race and seen.parts > 0)]),
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
                opacity=0.5,
                line_width=0.7,
                hoverinfo="skip",
                meta=painted(colorscale="sequential"),
            ),
            line(
                "finish",
                T("finish", "终点"),
                "good",
                width=2.5,
                dash="6px,4px",
                fill="toself",
                showlegend=False,
                hoverinfo="skip",
                meta=painted(line="good", fillcolor="good/15"),
            ),
            dots("minima", T("lowest point", "最低点"), "good", size=13, symbol="star", showlegend=False),
        ]
        numbered = list(zip(range(len(names)), names, ROLES * 2, strict=False))
        traces += [line(f"rest{r}", None, f"{role}/65", width=2, hoverinfo="skip") for r, _, role in numbered]
        # Light edges lie below all lines: where dots are dense they would cover their own and others'.
        traces += [line(f"casing{r}", None, "surface", width=7, hoverinfo="skip") for r, _, _ in numbered]
        traces += [
            dots(f"dots{r}", None, role, marker={"size": 8, "line_width": 1}, hoverinfo="skip", meta=cased(role))
            for r, _, role in numbered
        ]
        traces += [line(f"path{r}", name, role, width=4, showlegend=False) for r, name, role in numbered]
        traces += [
            dots("left", T("left the domain", "离开定义域"), "bad", size=13, symbol="x", showlegend=False).update(
                text=list(names), hoverinfo="text+name"
            ),
            *arrow_traces(),
            dots(
                "start",
                T("start (drag)", "起点 (可拖动)"),
                "ink",
                marker={"symbol": "circle-open", "size": 26, "line_width": 4},
                showlegend=False,
            ),
        ]
        for r, name, role in numbered:
            traces.append(
                dots(
                    f"ball{r}",
                    name,
                    role,
                    mode="markers+text",
                    marker={"size": 22, "line_width": 2.5},
                    text=[str(r + 1)],
                    textfont={"size": 12, "weight": 700},
                    showlegend=False,
                    hovertemplate="%{x:.4~g}, %{y:.4~g}",
                    meta=painted(**{"marker": role, "marker.line": "surface", "textfont": "surface"}),
                )
            )
        figure = go.Figure(traces)
        figure.update_xaxes(title=across, range=[left, right], zeroline=False, showgrid=False)
        figure.update_yaxes(title=up, range=[low, high], scaleanchor="x", zeroline=False, showgrid=False)
        return Plot(
            title=self.title,
            caption=self.caption,
            alt=T(
                f"Contours of the surface “{SURFACES[p.surface.kind]}” with the path of each racer from one start.",
                f"曲面“{SURFACES[p.surface.kind].zh}”的等高线，以及各优化器从同一起点出发的路径。",
            ),
            figure=figure,
            notes=(
                Note(
                    uid="slow",
                    text=T("update {update}, part {part} of 4", "第 {update} 次更新，第 {part} 个环节 (共 4 个)"),
                    role="accent",
                ),
                Note(
                    uid="rank",
                    text=T(
                        "updates to the finish: 1/1000 of the start’s height", "到达终点 (起点高度的 1/1000) 的更新数"
                    ),
                    rows=tuple(Row(name=name, role=role) for _, name, role in numbered),
                    missing=T("not there yet", "未到达"),
                    gone=T("left", "已离开"),
                ),
            ),
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


def paths(w: Judged, seen: Seen, width: float) -> dict[str, Tensor]:
    """Whole paths, the part walked so far, a dot for each of its first updates, the racers and their start."""
    t, start = seen.t, seen.p.surface
    arrays = {"start.x": torch.tensor([start.start_x]), "start.y": torch.tensor([start.start_y])}
    theta = w.theta.float()
    balls = parked(w, seen, width)
    for r in range(theta.shape[1]):
        walked = theta[: t + 1, r] if t else theta[:0, r]  # an empty trace costs the browser nothing
        parts = {
            "rest": theta[t:, r],
            "casing": walked,
            "path": walked,
            "dots": walked[1 : DOTS + 1],
            "ball": balls[r][None],
        }
        for uid, part in parts.items():
            arrays[f"{uid}{r}.x"], arrays[f"{uid}{r}.y"] = part[:, 0], part[:, 1]
    last = theta[(w.left - 1).clamp(max=t), torch.arange(theta.shape[1])]  # (R, 2)
    out = (w.left <= t)[:, None] & last.isfinite()
    arrays["left.x"], arrays["left.y"] = torch.where(out, held(last, seen.surface), torch.nan).T
    return arrays


def parked(w: Judged, seen: Seen, width: float) -> Tensor:
    """Where the balls are drawn, (R, 2): those that are home stand round a lowest point or their place, not on one pile."""
    now, minima = w.theta[seen.t], seen.under.minima
    if seen.t == 0:  # they would hide each other; in slow motion there is one to look at
        looked = torch.arange(len(now)) == seen.looked.row
        return torch.where(looked[:, None] & seen.p.slow, now, torch.nan)
    if not len(minima):
        return now
    away = torch.linalg.vector_norm(now[:, None] - minima, dim=-1)  # (R, k)
    nearest = minima[away.nan_to_num(torch.inf).argmin(1)]  # (R, 2)
    home, near = w.settled <= seen.t, away.amin(1) < RING * width  # (R,)
    middle = torch.where(near[:, None], nearest, now)
    close = torch.cdist(middle, middle) < RING * width
    piles = close & home & home[:, None]  # (R, R)
    first = piles.int().argmax(1)  # of each pile
    piles &= first == first[:, None]
    angle = math.pi / 2 - 2 * math.pi * piles.tril(-1).sum(1) / piles.sum(1).clamp(min=6)
    ring = middle[first] + RING * width * torch.stack([angle.cos(), angle.sin()], -1)
    return torch.where((home & (near | (piles.sum(1) > 1)))[:, None], ring, now)


def ranking(w: Judged, t: int) -> dict[str, Tensor]:
    """Who is home and after how many updates; then the others by height, at last those that have left."""
    home, left = w.settled <= t, w.left <= t
    value = torch.where(home, w.settled.double(), torch.nan).where(~left, torch.inf)
    by = torch.where(home, w.settled - 1e6, w.loss[t]).where(~left, 1e300).nan_to_num(1e300)
    return {"rank.order": by.argsort(stable=True), "rank.value": value}


def held(theta: Tensor, surface: Surface) -> Tensor:
    """Places (R, 2) moved to the edge of the window where they lie outside."""
    left, right, low, high = WINDOWS[surface.kind]
    return torch.stack([theta[:, 0].clamp(left, right), theta[:, 1].clamp(low, high)], 1)
