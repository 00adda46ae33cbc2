"""Where the racer looked at ends, by its start."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.surfaces.textbook import MINIMA, WINDOWS
from lossland.lab import T
from lossland.lab.numbers import told
from lossland.lab.views import Axis, Field
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import axis_titles
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen

CLASSES = 10
"""Colours of the basins; the last is for starts that reach no resting place, or a rare one."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """Colour: the place reached. Strength: how soon. Nothing where no map is asked for."""
    found, kind = seen.s.basins, seen.surface.kind
    if found is None:
        return {"shown": torch.tensor([1], dtype=torch.int32)}
    left, right, low, high = WINDOWS[kind]
    size = torch.tensor([(right - left) / 2, (high - low) / 2], dtype=torch.float64)
    known = torch.tensor(MINIMA.get(kind, ()), dtype=torch.float64).view(-1, 2)
    last = len(basin_names(kind)) - 1
    classes, spare = [], len(known)
    for place in found.places:
        near = ((known - place) / size).abs().amax(-1) < 0.06  # (k,)
        if bool(near.any()):
            classes.append(int(near.int().argmax()))
        else:
            classes.append(min(spare, last))
            spare += 1
    table = torch.tensor([*classes, last])  # -1 is the last
    minimum = table[found.minimum]
    sure = (255 * (1 - 0.75 * (found.steps / seen.steps).sqrt())).clamp(30, 255)
    return {
        "shown": torch.tensor([0], dtype=torch.int32),
        "map": minimum.to(torch.uint8),
        "sure": torch.where(minimum == last, 40.0, sure).to(torch.uint8),
    }


def figure(p: OptimizerRaceParams) -> Field:
    """Where the racer looked at ends, by its start."""
    axes = axis_titles(p)
    left, right, low, high = WINDOWS[p.surface.kind]
    return Field(
        title=T("Basins", "吸引域"),
        caption=T(
            "Needs the switch “Map of basins”; colour: where the racer followed comes to rest, the stronger the sooner. "
            "10,201 starts, 300 steps each.",
            "需打开“吸引域图”开关；颜色：所查看优化器的收敛点，越深到达越快。10201 个起点，各 300 步。",
        ),
        alt=T("Map of the minimum reached from each start.", "从每个起点到达的极小值之图。"),
        x=Axis(title=axes[0], low=left, high=right),
        y=Axis(title=axes[1], low=low, high=high),
        scale="classes",
        subjects=(
            T("where it comes to rest", "收敛到何处"),
            T("Switch on “Map of basins” to run it from 10,201 starts.", "打开“吸引域图”，即从 10201 个起点运行。"),
        ),
        classes=basin_names(p.surface.kind),
        max_rate=4,
    )


def basin_names(surface: str) -> tuple[T, ...]:
    """What the colours of the basins mean: known minima first, then other resting places, at last none."""
    known = MINIMA.get(surface, ())[: CLASSES - 1]
    names = [T(place, place) for place in (f"({told(x)}, {told(y)})" for x, y in known)]
    others = {"rastrigin": 8, "gabor": 8, "formula": 8}.get(surface, 1)
    names += [T(f"resting place {i}", f"收敛点 {i}") for i in range(1, others + 1)][: CLASSES - 1 - len(names)]
    return (*names, T("none, or a rarer place", "无，或其他收敛点"))
