"""The face of the learning rate lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import torch

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.optimizers.learning_rate.experiment import State, Training
from lossland.labs.optimizers.learning_rate.moments import MOMENTS
from lossland.labs.optimizers.learning_rate.params import LATELY, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures import VIEWS
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen
from lossland.labs.optimizers.learning_rate.presets import PREDICTIONS, PRESETS


class LearningRate(Training, Lab[LearningRateParams, State]):
    """Sixteen curves, a valley and a cliff."""

    part = "optimizers"
    title = T("Learning rate", "学习率")
    summary = T(
        "Train with 16 learning rates at once: a valley, then a cliff. Range test, schedules, moving averages.",
        "同时用 16 个学习率训练：先是山谷，后是悬崖。范围测试、学习率调度、滑动平均。",
    )
    question = T("How far can the learning rate be off?", "学习率可以偏离多少？")
    topics = (
        T("Learning rate", "学习率"),
        T("Learning rate decay", "学习率衰减"),
        T("Exponentially weighted averages", "指数加权平均"),
        T("Hyper-parameter search on a log scale", "对数尺度上的超参数搜索"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "best_rate": Metric(T("Best learning rate α", "最佳学习率 α"), headline=True),
        "best_loss": Metric(
            T(f"Loss at the best rate, smoothed with β = {LATELY}", f"最佳学习率的损失，以 β = {LATELY} 平滑"),
            headline=True,
            better="less",
        ),
        "diverged": Metric(T("Diverged of 16", "16 个中已发散的个数")),
        "middle_loss": Metric(T("Median loss of the 16", "16 个损失的中位数"), better="less"),
    }
    layout = (("race", ("valley", "range_test", "sampling", "schedule_rates", "schedule_losses", "ewa")),)
    moments = MOMENTS
    reel = stills(0, 25, 60, 150, 250, 400, 600, 1000, 1499)
    drives = "highest"
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: LearningRateParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    @torch.inference_mode()
    def draw(self, s: State, p: LearningRateParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
