"""One network whose rate grows at every update, beside the 16 constant rates."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.optimizers.learning_rate.params import LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures import valley
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR, LOSS, RATE, TOP
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Loss against the growing rate, and once it has risen again the rate of the least loss; the 16 final losses."""
    s, steps, curves = seen.s, seen.steps, seen.curves
    later = steps > 0
    rate = s.rate[-1].index_select(0, (steps[later] - 1))  # (k - 1,)
    loss = curves[-1][later]
    arrays = seen.named | {"test.x": rate, "test.y": loss}
    final = valley.draw(seen)
    arrays |= {"final.x": final["loss.x"], "final.y": final["loss.y"]}
    nothing = torch.empty(0)
    least = torch.where(loss.isnan(), math.inf, loss).argmin() if len(loss) else 0
    if len(loss) == 0 or bool(loss[-1] < 2 * loss[least]):  # it has not risen yet: NaN has
        return arrays | {f"{name}.{axis}": nothing for name in ("least", "tenth") for axis in "xy"}
    return arrays | {
        "least.x": rate[least][None],
        "least.y": loss[least][None],
        "tenth.x": (rate[least] / 10).expand(2),
        "tenth.y": torch.tensor([FLOOR, CEILING]),
    }


def figure(p: LearningRateParams) -> Plot:
    """One network whose rate grows."""
    edge = (p.highest / p.lowest) ** 0.03
    figure = plot(
        dots("final", T("the 16 runs", "16 次训练"), "ink-3", size=7, symbol="circle-open", key="points"),
        line(
            "tenth", T("a tenth of it", "其十分之一"), "good", dash="dot", hovertemplate="α = %{x:.3~g}<extra></extra>"
        ),
        line(
            "test",
            T("range test", "范围测试"),
            "accent",
            width=2.2,
            hovertemplate="α = %{x:.3~g}<br>%{y:.3g}<extra></extra>",
        ),
        dots("least", T("its least loss", "最低损失"), "accent", size=11, symbol="diamond"),
        x=log_axis(RATE, p.lowest / edge, p.highest * edge),
        y=log_axis(LOSS, FLOOR, TOP),
    )
    return Plot(
        title=T("LR range test", "学习率范围测试"),
        caption=T(
            "One network, its rate growing at every update from the smallest to the largest. It breaks near the "
            "cliff of the 16 runs. A tenth of the rate with the least loss is a safe first choice, not the best one.",
            "一个网络，学习率每次更新都增大，从最小到最大。它在 16 次训练的悬崖附近崩溃。最低损失处学习率的十分之一是稳妥的第一选择，但不是最佳。",
        ),
        alt=T(
            "Loss of the range test against its growing rate, with the final losses of the 16 runs.",
            "范围测试的损失随学习率增大的变化，以及 16 次训练的最终损失。",
        ),
        figure=figure,
        linked="rate",
        max_rate=10,
    )
