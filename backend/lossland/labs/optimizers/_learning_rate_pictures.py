"""The pictures of the learning rate lab. Colour is the logarithm of the rate; a diverged run is a cross at the ceiling."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.averaging import ewa, memory
from lossland.lab import Arrays, T
from lossland.labs.optimizers._learning_rate_params import RUNS, SCHEDULE_TITLES, SCHEDULES, LearningRateParams
from lossland.views import Figure, Plot, painted

if TYPE_CHECKING:
    from lossland.labs.optimizers.learning_rate import State

CEILING, FLOOR = 20.0, 1e-3
"""Losses are drawn between these; what is above lies on the ceiling."""
MOST_POINTS = 160
"""Of a curve."""
DECADES = 4
SCHEDULE_ROLES = ("ink-3", "class-0", "class-1", "class-2", "class-3", "class-4")


def draw(s: State, p: LearningRateParams) -> dict[str, Arrays]:
    """All views of a frame."""
    steps = torch.linspace(0, s.t, min(MOST_POINTS, s.t + 1), device=s.losses.device).round().long()  # (k,)
    curves = smoothed(s, p, steps).clamp(FLOOR, CEILING)  # (R, k)
    gone = torch.where(s.alive[:, None], False, steps >= s.ended[:, None])
    curves = torch.where(gone, torch.nan, curves)
    rate = s.rate[:, max(s.t - 1, 0)]  # (R,)
    return {
        "race": draw_race(s, steps, curves),
        "valley": draw_valley(s, curves),
        "range_test": draw_range_test(s, steps, curves),
        "schedule_rates": draw_rates(s, p, rate),
        "schedule_losses": {
            key: value
            for k, name in enumerate(SCHEDULES)
            for key, value in ((f"{name}.x", steps.to(torch.int16)), (f"{name}.y", curves[RUNS + k]))
        },
        "ewa": draw_ewa(s, p),
        "sampling": draw_sampling(s),
    }


def smoothed(s: State, p: LearningRateParams, steps: Tensor) -> Tensor:
    """The bias-corrected average of every row's losses up to the given updates, (R, k); at 0 the loss at the start."""
    later = steps[steps > 0]
    averages = ewa(s.losses[:, 1 : s.t + 1], p.smoothing, later, corrected=True)  # (R, k - 1)
    return torch.cat([s.losses[:, :1], averages], 1)


def draw_race(s: State, steps: Tensor, curves: Tensor) -> dict[str, Tensor]:
    """16 curves, and a cross where one ended."""
    arrays = {}
    for r in range(RUNS):
        arrays[f"run-{r}.x"], arrays[f"run-{r}.y"] = steps.to(torch.int16), curves[r]
    ended = s.ended[:RUNS][~s.alive[:RUNS]]
    here = slice(0, 0 if s.t else 1)
    arrays |= {"begin.x": steps[here].to(torch.int16), "begin.y": s.losses[0, here]}
    return arrays | {"diverged.x": ended.to(torch.int16), "diverged.y": torch.full((len(ended),), CEILING)}


def draw_valley(s: State, curves: Tensor) -> dict[str, Tensor]:
    """The newest loss of each rate."""
    rate, loss = s.rate[:RUNS, 0] / s.rate[:RUNS, 0].min() * s.rate[-1, 0], curves[:RUNS, -1]
    alive = s.alive[:RUNS]
    best = torch.where(alive, loss, math.inf).argmin()
    start = s.losses[0, :1].expand(2)
    begun = slice(0, 1 if s.t else 0)  # before the first update all are equally good
    return {
        "loss.x": rate,
        "loss.y": loss,
        "start.x": rate[[0, -1]],
        "start.y": start,
        "best.x": rate[best][None][begun],
        "best.y": loss[best][None][begun],
        "diverged.x": rate[~alive],
        "diverged.y": torch.full((int((~alive).sum()),), CEILING),
    }


def draw_range_test(s: State, steps: Tensor, curves: Tensor) -> dict[str, Tensor]:
    """Loss against the growing rate, and once it has risen again the rate of the least loss; the 16 final losses."""
    later = steps > 0
    rate = s.rate[-1].index_select(0, (steps[later] - 1))  # (k - 1,)
    loss = curves[-1][later]
    arrays = {"test.x": rate, "test.y": loss}
    valley = draw_valley(s, curves)
    arrays |= {"final.x": valley["loss.x"], "final.y": valley["loss.y"]}
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


def draw_rates(s: State, p: LearningRateParams, rate: Tensor) -> dict[str, Tensor]:
    """The six schedules over all epochs, and where the run is now."""
    per_epoch = math.ceil(s.y.shape[1] / p.batch_size)
    firsts = torch.arange(0, p.steps, per_epoch, device=s.rate.device)  # (epochs,)
    shown = firsts[:: max(1, len(firsts) // MOST_POINTS)]
    arrays = {}
    for k, name in enumerate(SCHEDULES):
        arrays[f"{name}.x"] = (shown // per_epoch).to(torch.int16)
        arrays[f"{name}.y"] = s.rate[RUNS + k, shown]
    now = torch.full((len(SCHEDULES),), max(s.t - 1, 0) // per_epoch, dtype=torch.int16)
    return arrays | {"now.x": now, "now.y": rate[RUNS : RUNS + len(SCHEDULES)]}


def draw_ewa(s: State, p: LearningRateParams) -> dict[str, Tensor]:
    """Temperatures, and their average with and without correction; the bar is 1 / (1 - beta) days long."""
    days = torch.arange(1, len(s.temperature) + 1, device=s.temperature.device)
    last, long = len(days), min(memory(p.average), float(len(days)))
    low = s.temperature.min() - 3
    return {
        "day.x": days.to(torch.int16),
        "day.y": s.temperature,
        "plain.x": days.to(torch.int16),
        "plain.y": ewa(s.temperature, p.average, days, corrected=False),
        "corrected.x": days.to(torch.int16),
        "corrected.y": ewa(s.temperature, p.average, days, corrected=True),
        "memory.x": torch.tensor([last - long, last]),
        "memory.y": low.expand(2),
        "length.x": torch.tensor([last - long / 2]),
        "length.y": low[None],
        "length.customdata": torch.tensor([[memory(p.average)]]),
    }


def draw_sampling(s: State) -> dict[str, Tensor]:
    """Share of the trials in each decade from 1e-4 to 1."""
    decade = s.trials.log10().floor().clamp(-DECADES, -1) + DECADES  # (2, trials)
    share = torch.stack([(decade == k).float().mean(1) for k in range(DECADES)], 1)  # (2, DECADES)
    place = torch.arange(DECADES)
    return {"uniform.x": place, "uniform.y": share[0], "log.x": place, "log.y": share[1]}


def named(rate: float) -> T:
    """alpha = 0.0025."""
    text = f"α = {rate:.3g}"
    return T(text, text)


def log_axis(title: T, low: float, high: float) -> dict[str, object]:
    """A logarithmic axis between two values."""
    return {
        "title": {"text": title},
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "dtick": 1,
        "exponentformat": "power",
    }


def figures(p: LearningRateParams) -> dict[str, Figure]:
    """The views by name. Reads structural parameters only."""
    return {
        "race": race_figure(p),
        "valley": valley_figure(p),
        "range_test": range_test_figure(p),
        "sampling": sampling_figure(),
        "schedule_losses": losses_figure(p),
        "schedule_rates": rates_figure(),
        "ewa": ewa_figure(),
    }


LOSS = T("loss (cross-entropy)", "损失 (交叉熵)")
RATE = T("learning rate α", "学习率 α")
UPDATE = T("update t", "更新次数 t")


def race_figure(p: LearningRateParams) -> Plot:
    """All 16 loss curves; no legend, but a colour bar."""
    ratio = p.highest / p.lowest
    rates = [p.lowest * ratio ** (r / (RUNS - 1)) for r in range(RUNS)]
    low, high = math.log10(p.lowest), math.log10(p.highest)
    ticks = list(range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1))
    figure = go.Figure(
        [
            go.Scatter(
                uid=f"run-{r}",
                name=named(rate),
                mode="lines",
                line_width=1.6,
                hovertemplate="t = %{x}, %{y:.3g}",
                meta=painted(r, line=f"ramp@{r / (RUNS - 1):.3f}"),
            )
            for r, rate in enumerate(rates)
        ]
    )
    figure.add_scatter(
        uid="diverged",
        name=T("diverged", "已发散"),
        mode="markers",
        marker={"symbol": "x", "size": 9},
        cliponaxis=False,
        meta=painted(marker="bad"),
    )
    figure.add_scatter(
        uid="begin",
        mode="markers+text",
        marker_size=9,
        text=[T("  all 16 begin here", "  16 个网络都从这里开始")],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
        meta=painted(marker="ink", textfont="ink"),
    )
    figure.add_scatter(
        uid="bar",
        x=[None],
        y=[None],
        mode="markers",
        hoverinfo="skip",
        marker={
            "color": [low],
            "cmin": low,
            "cmax": high,
            "showscale": True,
            "colorbar": {
                "title": {"text": "α", "side": "top"},
                "tickvals": ticks,
                "ticktext": [f"10<sup>{tick}</sup>" for tick in ticks],
                "thickness": 10,
                "outlinewidth": 0,
            },
        },
        meta=painted(marker="ramp"),
    )
    figure.update_layout(
        showlegend=False,
        xaxis={"title": {"text": UPDATE}, "range": [0, p.steps]},
        yaxis=log_axis(LOSS, FLOOR, CEILING),
    )
    return Plot(
        title=T("16 learning rates at once", "同时用 16 个学习率"),
        caption=T(
            "Point at a curve to find it in the valley. Colour is the rate; start and batches are the same. A cross: "
            "diverged and frozen (loss above 100); curves stop at the ceiling of 20.",
            "指向一条曲线，即可在山谷中找到它。颜色表示学习率；起点与小批量都相同。叉号：已发散并冻结 (损失超过 100)；曲线在 20 处封顶。",
        ),
        alt=T(
            "Loss against update for 16 learning rates on a logarithmic axis.",
            "16 个学习率的损失随更新次数的变化，纵轴为对数。",
        ),
        figure=figure,
        linked="rate",
        max_rate=15,
    )


def valley_figure(p: LearningRateParams) -> Plot:
    """Final loss against rate."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="start",
                name=T("loss at the start", "起始损失"),
                mode="lines",
                line={"dash": "dash", "width": 1},
                meta=painted(line="ink-3"),
            ),
            go.Scatter(
                uid="loss",
                name=T("loss now", "当前损失"),
                mode="lines+markers",
                line_width=1.5,
                marker={"size": 9, "color": list(range(RUNS)), "cmin": 0, "cmax": RUNS - 1},
                cliponaxis=False,
                hovertemplate="α = %{x:.3g}<br>%{y:.3g}<extra></extra>",
                meta=painted("points", line="ink-3", marker="ramp"),
            ),
            go.Scatter(
                uid="best",
                name=T("best", "最佳"),
                mode="markers+text",
                marker={"symbol": "star", "size": 16},
                texttemplate="α = %{x:.2g}",
                textposition="bottom center",
                cliponaxis=False,
                meta=painted(marker="good", textfont="ink"),
            ),
            go.Scatter(
                uid="diverged",
                name=T("diverged", "已发散"),
                mode="markers",
                marker={"symbol": "x", "size": 9},
                cliponaxis=False,
                meta=painted(marker="bad"),
            ),
        ]
    )
    edge = (p.highest / p.lowest) ** 0.03
    figure.update_layout(xaxis=log_axis(RATE, p.lowest / edge, p.highest * edge), yaxis=log_axis(LOSS, FLOOR, CEILING))
    return Plot(
        title=T("The valley and the cliff", "山谷与悬崖"),
        caption=T(
            "The newest loss of each rate. Left: too small, hardly begun. Right of the best: the cliff.",
            "每个学习率的最新损失。左侧：太小，几乎没动。最佳值右侧：悬崖。",
        ),
        alt=T("Newest loss against the learning rate, both logarithmic.", "最新损失随学习率的变化，两轴均为对数。"),
        figure=figure,
        linked="rate",
        max_rate=15,
    )


def range_test_figure(p: LearningRateParams) -> Plot:
    """One network whose rate grows."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="final",
                name=T("the 16 runs", "16 次训练"),
                mode="markers",
                marker={"size": 7, "symbol": "circle-open"},
                meta=painted("points", marker="ink-3"),
            ),
            go.Scatter(
                uid="tenth",
                name=T("a tenth of it", "其十分之一"),
                mode="lines",
                line={"dash": "dot", "width": 2},
                hovertemplate="α = %{x:.3g}<extra></extra>",
                meta=painted(line="good"),
            ),
            go.Scatter(
                uid="test",
                name=T("range test", "范围测试"),
                mode="lines",
                line_width=2.2,
                hovertemplate="α = %{x:.3g}<br>%{y:.3g}<extra></extra>",
                meta=painted(line="accent"),
            ),
            go.Scatter(
                uid="least",
                name=T("its least loss", "最低损失"),
                mode="markers",
                marker={"size": 11, "symbol": "diamond"},
                meta=painted(marker="accent"),
            ),
        ]
    )
    edge = (p.highest / p.lowest) ** 0.03
    figure.update_layout(xaxis=log_axis(RATE, p.lowest / edge, p.highest * edge), yaxis=log_axis(LOSS, FLOOR, CEILING))
    return Plot(
        title=T("LR range test", "学习率范围测试"),
        caption=T(
            "One network, its rate growing at every update from the smallest to the largest. It breaks where the cliff "
            "of the 16 runs is; take about a tenth of the rate with the least loss.",
            "一个网络，学习率每次更新都增大，从最小到最大。它在 16 次训练的悬崖处崩溃；取最低损失处学习率的约十分之一。",
        ),
        alt=T(
            "Loss of the range test against its growing rate, with the final losses of the 16 runs.",
            "范围测试的损失随学习率增大的变化，以及 16 次训练的最终损失。",
        ),
        figure=figure,
        linked="rate",
        max_rate=10,
    )


def schedule_traces(step: bool) -> list[go.Scatter]:
    """A line for each schedule."""
    return [
        go.Scatter(
            uid=name,
            name=SCHEDULE_TITLES[name],
            mode="lines",
            line={"width": 2, "shape": "hv" if step else "linear", "dash": "dash" if name == "constant" else "solid"},
            meta=painted(line=role),
        )
        for name, role in zip(SCHEDULES, SCHEDULE_ROLES, strict=True)
    ]


def rates_figure() -> Plot:
    """The rates of the schedules against epoch."""
    figure = go.Figure(schedule_traces(step=True))
    figure.add_scatter(
        uid="now",
        name=T("now", "当前"),
        mode="markers",
        marker={"size": 7},
        showlegend=False,
        meta=painted(marker="ink"),
    )
    figure.update_xaxes(title=T("epoch e", "轮次 e"))
    figure.update_yaxes(title=RATE, rangemode="tozero")
    return Plot(
        title=T("Schedules: rate", "调度：学习率"),
        caption=T(
            "Step, exponential and 1/t fall by the period E; warm-up rises for E epochs; the cosine takes the whole run.",
            "阶梯、指数与 1/t 按周期 E 衰减；预热在 E 个轮次内上升；余弦退火取整个训练过程。",
        ),
        alt=T("Learning rate against epoch for six schedules.", "六种调度的学习率随轮次的变化。"),
        figure=figure,
        max_rate=10,
    )


def losses_figure(p: LearningRateParams) -> Plot:
    """What the schedules do to the loss."""
    figure = go.Figure(schedule_traces(step=False))
    figure.update_layout(xaxis={"title": {"text": UPDATE}, "range": [0, p.steps]}, yaxis=log_axis(LOSS, FLOOR, CEILING))
    return Plot(
        title=T("Schedules: loss", "调度：损失"),
        caption=T(
            "Six more networks with the same start and batches, one for each schedule of the base rate α.",
            "另外六个网络，起点与小批量相同，各用一种以 α 为基准的调度。",
        ),
        alt=T("Loss against update for six schedules.", "六种调度的损失随更新次数的变化。"),
        figure=figure,
        max_rate=10,
    )


def ewa_figure() -> Plot:
    """The course's temperatures."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="day",
                name=T("day (generated data)", "日气温 (生成数据)"),
                mode="markers",
                marker={"size": 4},
                meta=painted(marker="ink-3"),
            ),
            go.Scatter(
                uid="plain",
                name=T("average, from 0", "平均，从 0 开始"),
                mode="lines",
                line={"width": 2, "dash": "dash"},
                meta=painted(line="class-0"),
            ),
            go.Scatter(
                uid="corrected",
                name=T("bias corrected", "偏差修正后"),
                mode="lines",
                line_width=2.4,
                meta=painted(line="class-1"),
            ),
            go.Scatter(
                uid="memory",
                name=T("1/(1-β) days", "1/(1-β) 天"),
                mode="lines",
                line_width=5,
                hoverinfo="skip",
                meta=painted(line="good"),
            ),
            go.Scatter(
                uid="length",
                mode="text",
                texttemplate=T("%{customdata[0]:.3g} days", "%{customdata[0]:.3g} 天"),
                textposition="top center",
                cliponaxis=False,
                showlegend=False,
                hoverinfo="skip",
                meta=painted(textfont="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("day t from 1 July", "天 t (自 7 月 1 日起)"))
    figure.update_yaxes(title=T("temperature in °C", "气温 (°C)"))
    return Plot(
        title=T("Moving average of temperatures", "气温的滑动平均"),
        caption=T(
            "Move β: .9 averages about 10 days, .98 about 50 and lags behind. Without correction the average begins at 0.",
            "移动 β：.9 约平均 10 天，.98 约 50 天且滞后。不修正偏差时，平均值从 0 开始。",
        ),
        alt=T(
            "Generated daily temperatures with their exponentially weighted average, with and without bias correction.",
            "生成的日气温及其指数加权平均，含与不含偏差修正。",
        ),
        figure=figure,
    )


def sampling_figure() -> Plot:
    """Where random trials fall."""
    bars = {
        "uniform": (T("uniform", "均匀抽样"), "class-0"),
        "log": (T("uniform in log α", "对数均匀抽样"), "class-1"),
    }
    figure = go.Figure(
        [
            go.Bar(
                uid=uid,
                name=name,
                texttemplate="%{y:.1%}",
                textposition="outside",
                cliponaxis=False,
                meta=painted(marker=role, textfont="ink"),
            )
            for uid, (name, role) in bars.items()
        ]
    )
    decades = [f"10<sup>{k - DECADES}</sup> … 10<sup>{k - DECADES + 1}</sup>" for k in range(DECADES)]
    figure.update_xaxes(title=RATE, tickvals=list(range(DECADES)), ticktext=decades)
    figure.update_yaxes(title=T("share of 1000 trials", "1000 次试验的占比"), tickformat=".0%", range=[0, 1.08])
    return Plot(
        title=T("Where random trials fall", "随机试验落在哪里"),
        caption=T(
            "Rates drawn from [1e-4, 1]. Uniformly, 90 % lie in the last decade; uniformly in the logarithm, a quarter in each.",
            "从 [1e-4, 1] 抽取学习率。均匀抽样有 90 % 落在最后一个数量级；对数均匀抽样则每个数量级各占四分之一。",
        ),
        alt=T("Share of trials in each decade for both ways of drawing.", "两种抽样方式下各数量级的试验占比。"),
        figure=figure,
        max_rate=5,
    )
