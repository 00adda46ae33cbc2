"""The face of the optimizer race."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import torch

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.optimizers.optimizer_race.experiment import Racing, State
from lossland.labs.optimizers.optimizer_race.moments import MOMENTS
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures import VIEWS
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen
from lossland.labs.optimizers.optimizer_race.presets import PREDICTIONS, PRESETS


class OptimizerRace(Racing, Lab[OptimizerRaceParams, State]):
    """Whole paths from one draggable start."""

    part = "optimizers"
    title = T("Optimizer race", "优化器竞速")
    summary = T(
        "Drag the start and watch whole paths redraw: each at its best rate, and all at one rate.",
        "拖动起点，整条路径随之重画：各用最佳学习率，以及共用一个学习率。",
    )
    question = T("Which optimizer wins, and at whose learning rate?", "哪个优化器会赢？用的又是谁的学习率？")
    topics = (
        T("Gradient descent", "梯度下降"),
        T("Momentum, Nesterov", "动量、Nesterov"),
        T("AdaGrad, RMSprop, AdaDelta", "AdaGrad、RMSprop、AdaDelta"),
        T("Adam, AdamW", "Adam、AdamW"),
        T("Condition number", "条件数"),
        T("Saddles and local minima", "鞍点与局部极小值"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "home_best": Metric(T("arrived, best rates", "最佳学习率：已到达"), headline=True),
        "winner_best": Metric(T("winner’s updates, best rates", "最佳学习率：赢家的更新数"), headline=True),
        "home": Metric(T("arrived, same rate", "相同学习率：已到达")),
        "lowest_best": Metric(T("lowest f, best rates", "最佳学习率：最低 f"), better="less"),
        "lowest": Metric(T("lowest f, same rate", "相同学习率：最低 f"), better="less"),
    }
    layout = (
        ("best", ("same", "surface", "sweep", "effective", "basins", "table", "numbers", "rule")),
        ("loss",),
    )
    speed = 20.0  # the finish comes into sight after a few seconds
    moments = MOMENTS
    top_speed = 50.0
    reel = stills(0, 2, 4, 6, 10, 15, 25, 40, 60, 100)
    drives = "alpha"
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: OptimizerRaceParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    @torch.inference_mode()
    def draw(self, s: State, p: OptimizerRaceParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
