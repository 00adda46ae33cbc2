"""The surface in space, with balls at their true loss and stems to the surface."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Ball, Relief
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.names import ROLES, names_of
from lossland.labs.optimizers.loss_landscape.pictures.scale import shown
from lossland.labs.optimizers.loss_landscape.pictures.seen import SLICE, Seen

PARTS = 4
"""The ends of the scale lie at so many parts of a decade, or of 1: so they rarely move."""


@dataclass(frozen=True)
class Space:
    """The surface of the first network, or of the residual one beside it."""

    residual: bool

    def draw(self, seen: Seen) -> dict[str, Tensor] | None:
        """The surface, trails at their true losses, feet, and the straight line from ball 1 to ball 2."""
        f = int(self.residual)
        if f >= len(seen.over):
            return None
        over = seen.over[f]
        arrays = {
            "ground.x": over.a,
            "ground.y": over.b,
            "ground.z": shown(over.values[0]),
            "log": torch.tensor([seen.p.log], dtype=torch.uint8),
            "range": ends_of_scale(seen),
            "foot": shown(over.feet),
            "straight.t": SLICE,
            "straight.z": shown(seen.straight(f)[0]),
        }
        for i in range(over.ab.shape[1]):
            uid = f"trail{i + 1}"
            arrays |= {f"{uid}.x": over.ab[:, i, 0], f"{uid}.y": over.ab[:, i, 1], f"{uid}.z": shown(over.losses[:, i])}
        return arrays

    def figure(self, p: LossLandscapeParams) -> Relief | None:
        """The loss over the plane in space, and the walks at their true loss."""
        both = p.skips == "both"
        if self.residual and not both:
            return None
        balls = (Ball(name=name, role=ROLES[i], mark=str(i + 1)) for i, name in enumerate(names_of(p)))
        return Relief(
            title=title_of(p, self.residual),
            caption=T(
                "Each ball is at its true loss; its stem leads to the surface. The surface is the loss of all training"
                " samples over a fixed plane and does not change while they train: it is only refined. At first it is"
                " interpolated between 13 × 13 points, then every step computes the next row or two exactly, from the lowest b"
                " up; it begins anew when the plane, its centre or its reach is changed, and when a ball reaches its edge."
                " Losses below 0.001 are drawn at 0.001, those above 10 at 10.",
                "小球画在其真实损失处，竖杆通向曲面。曲面是固定平面上全部训练样本的损失，训练时不会改变：只会细化。"
                "最初由 13 × 13 个点插值得到，此后每一步从 b 最小处起精确计算下一两行；平面、中心或范围改变时，或小球到达边缘时重新开始。"
                "低于 0.001 的损失按 0.001 绘制，高于 10 的按 10 绘制。",
            ),
            alt=T(
                "The loss as a surface over a plane in weight space, with the path of every training.",
                "权重空间中一个平面上的损失曲面，以及每次训练的轨迹。",
            ),
            max_rate=15,
            linked="landscape",
            x=T("a, along d₁", "a，沿 d₁"),
            y=T("b, along d₂", "b，沿 d₂"),
            z=T("loss", "损失"),
            balls=tuple(balls),
            stems=T("stem: true loss − surface", "竖杆：真实损失与曲面之差"),
            straight=T("Straight from 1 to 2", "1 到 2 的直线"),
        )


def title_of(p: LossLandscapeParams, residual: bool) -> T:
    """What tells two surfaces apart, or the title of the only one."""
    if p.skips != "both":
        return T("Walking over the loss surface", "在损失曲面上行走")
    layers = T(f"{p.depth} hidden layers", f"{p.depth} 个隐藏层")
    if residual:
        return T(f"Residual: the same {layers}", f"残差网络：同样 {layers.zh}")
    return T(f"Plain: {layers}", f"无跳跃连接：{layers.zh}")


def ends_of_scale(seen: Seen) -> Tensor:
    """The lowest and the highest of all that is drawn over any plane, (2,): one scale for all pictures."""
    parts = [part.flatten() for over in seen.over for part in (over.values[0], over.losses[-1], over.feet)]
    drawn = shown(torch.cat(parts))
    low, high = float(drawn.min()), float(drawn.max())
    if not seen.p.log:
        return torch.tensor([0.0, math.ceil(high * PARTS) / PARTS])
    ends = math.floor(math.log10(low) * PARTS) / PARTS, math.ceil(math.log10(high) * PARTS) / PARTS
    return torch.tensor([10 ** ends[0], 10 ** ends[1]])
