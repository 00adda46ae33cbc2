"""The surface from above: contours of the loss, and the walks' shadows on the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from torch import Tensor

from lossland.algorithms.surfaces.landscape import project
from lossland.lab import T
from lossland.lab.views import Gesture, Plot, painted
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.names import ROLES, names_of
from lossland.labs.optimizers.loss_landscape.pictures.scale import DECADES, HIGHEST, LOWEST, logarithm
from lossland.labs.optimizers.loss_landscape.pictures.seen import Seen


@dataclass(frozen=True)
class Contours:
    """The map of the first network, or of the residual one beside it."""

    residual: bool

    def draw(self, seen: Seen) -> dict[str, Tensor] | None:
        """Contours, paths, balls, and where the rehearsal began and ended."""
        f = int(self.residual)
        if f >= len(seen.over):
            return None
        over, ab = seen.over[f], seen.over[f].ab
        ends = project(seen.plane(f), seen.s.rehearsal[[0, -1]][:, seen.rows(f)].flatten(0, 1)).ab.view(2, -1, 2)
        arrays = {
            "surface.x": over.a,
            "surface.y": over.b,
            "surface.z": logarithm(over.values[0]),
            "surface.customdata": over.values.permute(1, 2, 0),
            "starts.x": ends[0, :, 0],
            "starts.y": ends[0, :, 1],
            "ends.x": ends[1, :, 0],
            "ends.y": ends[1, :, 1],
            "balls.x": ab[-1, :, 0],
            "balls.y": ab[-1, :, 1],
        }
        for i in range(ab.shape[1]):
            arrays |= {f"path{i + 1}.x": ab[:, i, 0], f"path{i + 1}.y": ab[:, i, 1]}
            arrays |= {f"ball{i + 1}.x": ab[-1:, i, 0], f"ball{i + 1}.y": ab[-1:, i, 1]}
        return arrays

    def figure(self, p: LossLandscapeParams) -> Plot | None:
        """The loss over the plane from above."""
        names = names_of(p)
        if self.residual and p.skips != "both":
            return None
        traces: list[Any] = [
            go.Contour(
                uid="surface",
                name=T("loss", "损失"),
                zmin=LOWEST,
                zmax=HIGHEST,
                contours={"start": LOWEST, "end": HIGHEST + 1, "size": 0.25},
                line_width=0.5,
                colorbar={"title": T("L", "L"), **DECADES},
                meta=painted(contours="relief"),
                hovertemplate=T(
                    "loss %{customdata[0]:.3g}<br>accuracy %{customdata[1]:.1%}<extra></extra>",
                    "损失 %{customdata[0]:.3g}<br>准确率 %{customdata[1]:.1%}<extra></extra>",
                ),
            )
        ]
        for i, name in enumerate(names):
            traces.append(
                go.Scatter(
                    uid=f"path{i + 1}",
                    name=name,
                    mode="lines",
                    line_width=3,
                    hoverinfo="skip",
                    meta=painted(line=ROLES[i]),
                )
            )
        for uid, name, symbol in (
            ("starts", T("start", "起点"), "circle-open"),
            ("ends", T("ends of the rehearsal", "预演的终点"), "star"),
        ):
            traces.append(
                go.Scatter(
                    uid=uid,
                    name=name,
                    mode="markers",
                    marker={"symbol": symbol, "size": 11},
                    hoverinfo="skip",
                    meta=painted(marker="ink"),
                )
            )
        for i, name in enumerate(names):
            traces.append(
                go.Scatter(
                    uid=f"ball{i + 1}",
                    name=name,
                    mode="markers",
                    marker={"size": 14, "line": {"width": 2}},
                    showlegend=False,
                    hoverinfo="skip",
                    meta=painted(marker=ROLES[i], **{"marker.line": "surface"}),
                )
            )
        # What the pointer takes hold of: all balls as one trace, unseen.
        traces.append(go.Scatter(uid="balls", mode="markers", marker_opacity=0, showlegend=False, hoverinfo="skip"))
        figure = go.Figure(traces)
        figure.update_xaxes(title=T("a, along d₁", "a，沿 d₁"), showgrid=False, zeroline=False, constrain="domain")
        figure.update_yaxes(
            title=T("b, along d₂", "b，沿 d₂"), scaleanchor="x", showgrid=False, zeroline=False, constrain="domain"
        )
        gestures = (
            Gesture(
                on="remove",
                action="centre_on",
                trace="balls",
                index="training",
                hint=T("Double-click a ball to lay the plane through it", "双击小球，使平面通过它"),
            ),
            Gesture(
                on="click", action="move_centre", x="a", y="b", hint=T("Click to move the middle", "点击以移动中心")
            ),
        )
        return Plot(
            title=T("Map, residual", "等高线图，残差") if self.residual else T("Map", "等高线图"),
            caption=T(
                "Seen from above: nearest points of the plane, not the weights themselves. Equal steps of colour are equal"
                " factors of the loss; the scale is the same for all networks.",
                "俯视图：画的是平面上离权重最近的点，而非权重本身。颜色的等距变化对应损失的等比变化；所有网络共用同一色标。",
            ),
            alt=T(
                "Contours of the loss over the plane with the path of every training.",
                "平面上的损失等高线与每次训练的轨迹。",
            ),
            max_rate=10,
            figure=figure,
            gestures=() if self.residual else gestures,
        )
