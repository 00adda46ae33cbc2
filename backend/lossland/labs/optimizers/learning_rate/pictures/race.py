"""The loss curves of the 16 constant rates."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, cross, dots, line, log_axis, plot, words
from lossland.lab.numbers import raised, told
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.learning_rate.params import RUNS, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR, LOSS, TOP, UPDATE
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen

NAMED = 8
"""So many curves have their rate at their end."""
GAP = 0.16
"""Powers of ten between two names."""
LETTER = 7.5
"""Pixels of a letter of a name, which has room to the right of the curves."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """16 curves, and a cross where one ended."""
    s, steps, curves = seen.s, seen.steps, seen.curves
    arrays = dict(seen.named)
    for r in range(RUNS):
        arrays[f"run-{r}.x"], arrays[f"run-{r}.y"] = steps.to(torch.int16), curves[r]
    ended = s.ended[:RUNS][~s.alive[:RUNS]]
    here = slice(0, 0 if s.t else 1)
    arrays |= {"begin.x": steps[here].to(torch.int16), "begin.y": s.losses[0, here]}
    if s.t:
        arrays |= ends(curves[:RUNS], s.alive[:RUNS], s.rate[:RUNS, 0], s.t)
    else:
        nothing = torch.empty(0)
        arrays |= {"end.x": nothing, "end.y": nothing, "end.customdata": nothing[:, None]}
    arrays["xaxis.range"] = torch.tensor([0, reach(s.t, seen.p.steps)])
    return arrays | {"diverged.x": ended.to(torch.int16), "diverged.y": torch.full((len(ended),), CEILING)}


def reach(t: int, steps: int) -> float:
    """Where the axis ends: at a sixteenth of the run, and twice as far whenever the curves have come to it."""
    end = steps / 16
    while end < min(t, steps):
        end *= 2
    return end


def ends(curves: Tensor, alive: Tensor, rate: Tensor, t: int) -> dict[str, Tensor]:
    """Where the best curves end and their rates, the best first, none nearer to another than a line of text is high."""
    last = curves[:, -1]
    height = last.clamp(FLOOR, CEILING).log10()
    named: list[int] = []
    for r in last.argsort().tolist():
        apart = all(abs(float(height[r] - height[other])) > GAP for other in named)
        if bool(alive[r]) and bool(last[r] < CEILING) and apart and len(named) < NAMED:
            named.append(r)
    return {
        "end.x": torch.full((len(named),), t, dtype=torch.int16),
        "end.y": last[named],
        "end.customdata": rate[named][:, None],
    }


def named(rate: float) -> T:
    """alpha = 0.0025."""
    text = f"α = {told(rate)}"
    return T(text, text)


def figure(p: LearningRateParams) -> Plot:
    """All 16 loss curves; no legend, but a colour bar."""
    ratio = p.highest / p.lowest
    rates = [p.lowest * ratio ** (r / (RUNS - 1)) for r in range(RUNS)]
    low, high = math.log10(p.lowest), math.log10(p.highest)
    ticks = list(range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1))
    curves = [
        line(
            f"run-{r}",
            named(rate),
            f"ramp@{r / (RUNS - 1):.3f}",
            width=2.2,
            key=r,
            hovertemplate="t = %{x}, %{y:.3g}",
        )
        for r, rate in enumerate(rates)
    ]
    bar = {
        "title": {"text": "α", "side": "top"},
        # Below the curves, which begin at the left and end with their names at the right.
        "orientation": "h",
        "x": 0.07,
        "xanchor": "left",
        "y": 0.08,
        "yanchor": "bottom",
        "len": 0.45,
        "tickvals": ticks,
        "ticktext": [raised(tick) for tick in ticks],
        "thickness": 10,
        "outlinewidth": 0,
    }
    figure = plot(
        *curves,
        cross("diverged", T("diverged", "已发散")),
        words("end", T(" %{customdata[0]:.3~g}", " %{customdata[0]:.3~g}"), place="middle right", textfont_size=12),
        words(
            "begin",
            T("  all 16 begin here", "  16 个网络都从这里开始"),
            place="middle right",
            mode="markers+text",
            marker_size=9,
            meta=painted(marker="ink", textfont="ink"),
        ),
        dots(
            "bar",
            None,
            "ramp",
            x=[None],
            y=[None],
            hoverinfo="skip",
            marker={"color": [low], "cmin": low, "cmax": high, "showscale": True, "colorbar": bar},
        ),
        showlegend=False,
        margin={"r": LETTER * (1 + max(len(told(rate)) for rate in rates))},
        x=axis(UPDATE, range=[0, p.steps]),
        y=log_axis(LOSS, FLOOR, TOP),
    )
    return Plot(
        title=T("16 learning rates at once", "同时用 16 个学习率"),
        caption=T(
            "Point at a curve to find it in the valley. The best end at their rates. Colour is the rate; start and batches are the same. A cross: "
            "diverged and frozen (loss above 100); curves stop at the ceiling of 20.",
            "指向一条曲线，即可在山谷中找到它。最好的曲线末端标有学习率。颜色表示学习率；起点与小批量都相同。叉号：已发散并冻结 (损失超过 100)；曲线在 20 处封顶。",
        ),
        alt=T(
            "Loss against update for 16 learning rates on a logarithmic axis.",
            "16 个学习率的损失随更新次数的变化，纵轴为对数。",
        ),
        figure=figure,
        linked="rate",
        max_rate=15,
    )
