"""The cost over two weights as a height."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.regression.regression import costs
from lossland.lab import T
from lossland.lab.views import Ball, Relief
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The cost around the answer; the path runs at its true cost, but never above the surface's highest spot."""
    s, level = seen.s, seen.plane.max()
    heights = seen.factor * costs(s.z, s.y, seen.walked, seen.l1, seen.l2).nan_to_num(torch.inf)  # (t,)
    return {
        "x.index": torch.tensor([seen.pair[0]]),
        "y.index": torch.tensor([seen.pair[1]]),
        "ground.x": seen.a,
        "ground.y": seen.b,
        "ground.z": seen.plane,
        "trail1.x": seen.spots["trail.x"],
        "trail1.y": seen.spots["trail.y"],
        "trail1.z": heights.minimum(level),
        "goals.x": seen.spots["answer.x"],
        "goals.y": seen.spots["answer.y"],
        "goals.z": seen.factor * costs(s.z, s.y, s.answer[None], seen.l1, seen.l2),
    }


def figure(p: LinearRegressionParams) -> Relief:
    """The same cost as a height."""
    return Relief(
        title=T("The bowl", "碗形曲面"),
        caption=T(
            "The same cost as a height. With more than two weights the path runs at its true cost, off this slice.",
            "同一代价，以高度表示。权重多于两个时，轨迹画在其真实代价处，不一定落在该截面上。",
        ),
        alt=T(
            "The cost as a surface over two weights, with the path of the descent.", "两个权重上的代价曲面与下降轨迹。"
        ),
        max_rate=20,
        x=T("weight w_{index}", "权重 w_{index}"),
        y=T("weight w_{index}", "权重 w_{index}"),
        z=T("cost", "代价"),
        balls=(Ball(name=T("weights now", "当前权重"), role="class-0"),),
        goals=T("closed-form answer", "闭式解"),
    )
