"""Where random trials of a rate fall: uniform, or uniform in the logarithm."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, plot, shares
from lossland.lab.numbers import raised
from lossland.lab.views import Plot
from lossland.labs.optimizers.learning_rate.params import LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import RATE
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen

DECADES = 4


def draw(seen: Seen) -> dict[str, Tensor]:
    """Share of the trials in each decade from 1e-4 to 1."""
    decade = seen.s.trials.log10().floor().clamp(-DECADES, -1) + DECADES  # (2, trials)
    share = torch.stack([(decade == k).float().mean(1) for k in range(DECADES)], 1)  # (2, DECADES)
    place = torch.arange(DECADES)
    return {"uniform.x": place, "uniform.y": share[0], "log.x": place, "log.y": share[1]}


def figure(p: LearningRateParams) -> Plot:
    """Where random trials fall."""
    decades = [f"{raised(k - DECADES)} … {raised(k - DECADES + 1)}" for k in range(DECADES)]
    figure = plot(
        bars("uniform", T("uniform", "均匀抽样"), "class-0", shown=".1%"),
        bars("log", T("uniform in log α", "对数均匀抽样"), "class-1", shown=".1%"),
        x=axis(RATE, tickvals=list(range(DECADES)), ticktext=decades),
        y=axis(T("share of 1000 trials", "1000 次试验的占比"), range=[0, 1.08], **shares(0, 0.2, 0.4, 0.6, 0.8, 1)),
    )
    return Plot(
        title=T("Where random trials fall", "随机试验落在哪里"),
        caption=T(
            "Rates drawn from [10⁻⁴, 1]. Uniformly, 90 % lie in the last decade; uniformly in the logarithm, a quarter in each.",
            "从 [10⁻⁴, 1] 抽取学习率。均匀抽样有 90 % 落在最后一个数量级；对数均匀抽样则每个数量级各占四分之一。",
        ),
        alt=T("Share of trials in each decade for both ways of drawing.", "两种抽样方式下各数量级的试验占比。"),
        figure=figure,
        max_rate=5,
    )
