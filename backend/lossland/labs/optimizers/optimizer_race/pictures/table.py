"""The racers in numbers: one row for each, its rate, height and distance now, in both races."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.optimizers.race import GOAL
from lossland.lab import T
from lossland.lab.numbers import told
from lossland.lab.views import Column, Table
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.names import names_of
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """The columns."""
    race, minima, t = seen.race, seen.under.minima, seen.t
    rate = torch.tensor([k.alpha for k in seen.rates])
    arrays = {
        "rate": torch.where(seen.rateless, torch.nan, rate),
        "best_rate": torch.where(seen.rateless, torch.nan, race.best_rate),
    }
    for name, w in (("", race.same), ("best_", race.best)):
        last = len(w.theta) - 1
        arrays[f"{name}loss"] = w.loss[t]
        arrays[f"{name}goal"] = torch.where(w.settled > last, torch.nan, w.settled.double())
        arrays[f"{name}left"] = torch.where(w.left > last, torch.nan, w.left.double())
        if len(minima):
            away = torch.linalg.vector_norm(w.theta[t][:, None] - minima, dim=-1)  # (R, k)
            arrays[f"{name}distance"] = away.amin(1)
    return arrays


def figure(p: OptimizerRaceParams) -> Table:
    """The racers in numbers."""
    names = names_of(p)
    columns = (
        ("rate", T("rate α", "学习率 α"), 3),
        ("loss", T("height", "高度"), 3),
        ("distance", T("distance", "距离"), 3),
        ("goal", T("goal at", "达标步"), 0),
        ("left", T("left at", "离开步"), 0),
        ("best_rate", T("best α", "最佳 α"), 3),
        ("best_loss", T("height (best)", "高度 (最佳)"), 3),
        ("best_distance", T("distance (best)", "距离 (最佳)"), 3),
        ("best_goal", T("goal at (best)", "达标步 (最佳)"), 0),
    )
    return Table(
        title=T("Racers", "参赛者"),
        caption=T(
            "Now: first at the common rate α, then at the best rate. Height: f above its lowest value. Distance: to the nearest "
            f"lowest point. Goal: the step from which on the height stays below {told(GOAL)} of the start's. Left: the step at which "
            "it left the domain, which is three times as wide as the picture. A dash for α: AdaDelta has none.",
            f"当前步：先是共同的学习率 α，再是最佳学习率。高度：f 与最低值之差。距离：到最近最低点。达标步：此后高度一直低于起点的 {told(GOAL)} 倍。"
            "离开步：离开定义域的步数，定义域为画面的三倍宽。α 处的横线：AdaDelta 没有学习率。",
        ),
        alt=T("A table with one row for each racer.", "每个优化器一行的表格。"),
        columns=tuple(Column(name=name, title=title, digits=digits) for name, title, digits in columns),
        rows=names,
        max_rate=8,
    )
