"""The surface in space, with the paths that have the best rates lying on it."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Ball, Relief
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import ROLES, axis_titles, names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen, above_zero


def draw(seen: Seen) -> dict[str, Tensor]:
    """The ground, its lowest points, and of each path what was walked so far."""
    w, under, log = seen.race.best, seen.under, seen.p.height == "log"
    heights = under.heights - under.lowest
    arrays = {
        "ground.x": under.x,
        "ground.y": under.y,
        "ground.z": above_zero(heights, under) if log else heights,
        "log": torch.tensor([log], dtype=torch.uint8),
        **lying("goals", under.minima),
    }
    for r in range(w.theta.shape[1]):
        walked = w.theta[: seen.t + 1, r]  # (t + 1, 2)
        arrays |= lying(f"trail{r + 1}", walked[walked.isfinite().all(1)])
    return arrays


def lying(name: str, theta: Tensor) -> dict[str, Tensor]:
    """Places theta (n, 2) on the ground."""
    return {f"{name}.x": theta[:, 0], f"{name}.y": theta[:, 1], f"{name}.z": torch.full_like(theta[:, 0], torch.nan)}


def figure(p: OptimizerRaceParams) -> Relief:
    """The surface in space."""
    across, up = axis_titles(p)
    return Relief(
        title=T("Surface", "曲面"),
        caption=T(
            "The same paths, each at its best rate, on the surface; height is log₁₀ of the loss above its lowest point, or "
            "the loss itself (advanced). A path ends where it leaves the picture.",
            "同样的路径 (各用最佳学习率) 画在曲面上；高度为损失与最低点之差的 log₁₀，也可设为原值 (高级选项)。路径离开画面即中断。",
        ),
        alt=T("The loss as a surface with the racers' paths on it.", "损失曲面与各优化器的路径。"),
        max_rate=15,
        x=across,
        y=up,
        z=T("above the lowest", "高出最低点"),
        balls=tuple(Ball(name=name, role=ROLES[r % len(ROLES)], mark=str(r + 1)) for r, name in enumerate(names_of(p))),
        goals=T("lowest point", "最低点"),
    )
