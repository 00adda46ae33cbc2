"""The surface in space, with balls at their true loss and stems to the surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.names import ROLES, names_of
from lossland.labs.optimizers.loss_landscape.pictures.scale import HIGHEST, LOWEST, logarithm
from lossland.labs.optimizers.loss_landscape.pictures.seen import Over, Seen


@dataclass(frozen=True)
class Space:
    """The surface of the first network, or of the residual one beside it."""

    residual: bool

    def draw(self, seen: Seen) -> dict[str, Tensor] | None:
        """The surface, paths, balls and stems; the same range of heights for all surfaces."""
        if self.residual and len(seen.over) == 1:
            return None
        arrays = space(seen, seen.over[self.residual])
        return arrays | {
            "bounds.x": arrays["surface.x"][[0, 0]],
            "bounds.y": arrays["surface.y"][[0, 0]],
            "bounds.z": ends_of_heights(seen),
        }

    def figure(self, p: LossLandscapeParams) -> Plot | None:
        """The loss over the plane in space, and the walks at their true loss."""
        both, names = p.skips == "both", names_of(p)
        if self.residual and not both:
            return None
        traces: list[Any] = [
            go.Surface(
                uid="surface",
                name=T("loss", "损失"),
                cmin=LOWEST,
                cmax=HIGHEST,
                opacity=0.78,
                meta=painted(colorscale="sequential"),
                hovertemplate=T(
                    "loss %{customdata[0]:.3g}<br>accuracy %{customdata[1]:.1%}<extra></extra>",
                    "损失 %{customdata[0]:.3g}<br>准确率 %{customdata[1]:.1%}<extra></extra>",
                ),
            ),
            go.Scatter3d(
                uid="stems",
                name=T("stem: off-plane error", "竖杆：离面误差"),
                mode="lines",
                line_width=4,
                hoverinfo="skip",
                meta=painted(line="ink"),
            ),
            go.Scatter3d(uid="bounds", mode="markers", marker_opacity=0, showlegend=False, hoverinfo="skip"),
        ]
        for i, name in enumerate(names):
            traces.append(
                go.Scatter3d(
                    uid=f"path{i + 1}",
                    name=name,
                    mode="lines",
                    line_width=6,
                    hoverinfo="skip",
                    meta=painted(line=ROLES[i]),
                )
            )
            traces.append(
                go.Scatter3d(
                    uid=f"ball{i + 1}",
                    name=name,
                    mode="markers",
                    marker_size=9,
                    showlegend=False,
                    meta=painted(marker=ROLES[i]),
                    hovertemplate=T(
                        "true loss %{customdata[0]:.3g}<br>surface below or above: %{customdata[1]:.3g}",
                        "真实损失 %{customdata[0]:.3g}<br>正下或正上方曲面：%{customdata[1]:.3g}",
                    ),
                )
            )
        figure = go.Figure(traces)
        figure.update_scenes(
            xaxis_title=T("a (d₁)", "a (d₁)"),
            yaxis_title=T("b (d₂)", "b (d₂)"),
            zaxis_title=T("L or log₁₀ L", "L 或 log₁₀ L"),
            aspectmode="manual",
            aspectratio={"x": 0.93, "y": 0.93, "z": 0.66},
            camera={"eye": {"x": 1.35, "y": -1.5, "z": 0.95}, "center": {"x": -0.11, "y": -0.1, "z": -0.14}},
        )
        return Plot(
            title=title_of(both, self.residual, T("Walking over the loss surface", "在损失曲面上行走")),
            caption=T(
                "Each ball is at its true loss; its stem leads to the surface. The surface is the loss of all training"
                " samples over a fixed plane and does not change while they train: it is only refined. At first it is"
                " interpolated between 13 × 13 points, then every step computes the next row or two exactly, from the lowest b"
                " up; it begins anew when the plane, its centre or its reach is changed. Heights below 0.001 are drawn at 0.001.",
                "小球画在其真实损失处，竖杆通向曲面。曲面是固定平面上全部训练样本的损失，训练时不会改变：只会细化。"
                "最初由 13 × 13 个点插值得到，此后每一步从 b 最小处起精确计算下一两行；仅当平面、中心或范围改变时才重新开始。低于 0.001 的高度按 0.001 绘制。",
            ),
            alt=T(
                "The loss as a surface over a plane in weight space, with the path of every training.",
                "权重空间中一个平面上的损失曲面，以及每次训练的轨迹。",
            ),
            max_rate=8,
            linked="landscape",
            figure=figure,
        )


def title_of(both: bool, residual: bool, alone: T) -> T:
    """What tells two surfaces apart, or the title of the only one."""
    if not both:
        return alone
    return T("Residual network", "残差网络") if residual else T("Plain network", "无跳跃连接的网络")


def space(seen: Seen, over: Over) -> dict[str, Tensor]:
    """Surface, paths at their true losses, balls, stems to the feet."""
    ab, losses, feet, values = over.ab, over.losses, over.feet, over.values
    z, foot = seen.height(losses), seen.height(feet)
    arrays = {
        "surface.x": over.a,
        "surface.y": over.b,
        "surface.z": seen.height(values[0]),
        "surface.surfacecolor": logarithm(values[0]),
        "surface.customdata": values.permute(1, 2, 0),  # (n, n, 2)
    }
    for i in range(ab.shape[1]):
        uid = i + 1
        arrays |= {f"path{uid}.x": ab[:, i, 0], f"path{uid}.y": ab[:, i, 1], f"path{uid}.z": z[:, i]}
        arrays |= {f"ball{uid}.x": ab[-1:, i, 0], f"ball{uid}.y": ab[-1:, i, 1], f"ball{uid}.z": z[-1:, i]}
        arrays[f"ball{uid}.customdata"] = torch.stack([losses[-1:, i], feet[i : i + 1]], 1)  # (1, 2)
    gap = torch.full_like(foot, torch.nan)
    arrays["stems.x"] = ab[-1, :, 0].repeat_interleave(3)
    arrays["stems.y"] = ab[-1, :, 1].repeat_interleave(3)
    arrays["stems.z"] = torch.stack([z[-1], foot, gap], 1).flatten()  # (3 k,)
    return arrays


def ends_of_heights(seen: Seen) -> Tensor:
    """The lowest and the highest of all that is drawn over any plane, (2,): two unseen points in each picture."""
    drawn = [seen.height(part).flatten() for over in seen.over for part in (over.values[0], over.losses, over.feet)]
    z = torch.cat(drawn)
    return torch.stack([z.nan_to_num(torch.inf).amin(), z.nan_to_num(-torch.inf).amax()])
