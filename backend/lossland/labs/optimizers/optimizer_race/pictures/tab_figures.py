"""The small pictures of the optimizer race as figures: titles, traces, axes."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from lossland.algorithms.optimizers.race import GOAL
from lossland.algorithms.surfaces.textbook import MINIMA, WINDOWS
from lossland.lab import T
from lossland.lab.views import Axis, Column, Field, Figure, Formula, Plot, Table, painted
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams

CLASSES = 10
"""Colours of the basins; the last is for starts that reach no resting place, or a rare one."""


def tab_figures(
    p: OptimizerRaceParams, names: tuple[T, ...], axes: tuple[T, T], roles: tuple[str, ...]
) -> dict[str, Figure]:
    """The small pictures by name."""
    return {
        "table": table_figure(names),
        "slow": slow_figure(axes),
        "numbers": numbers_figure(axes),
        "rule": rule_figure(axes[0]),
        "sweep": sweep_figure(names, roles),
        "effective": effective_figure(axes),
        "basins": basins_figure(p, axes),
    }


def table_figure(names: tuple[T, ...]) -> Table:
    """The racers in numbers."""
    columns = (
        ("rate", T("rate α", "学习率 α"), 2),
        ("loss", T("height", "高度"), 2),
        ("distance", T("distance", "距离"), 2),
        ("goal", T("goal at", "达标步"), 0),
        ("left", T("left at", "离开步"), 0),
        ("best_rate", T("best α", "最佳 α"), 2),
        ("best_loss", T("height", "高度"), 2),
        ("best_distance", T("distance", "距离"), 2),
        ("best_goal", T("goal at", "达标步"), 0),
    )
    return Table(
        title=T("Racers", "参赛者"),
        caption=T(
            "Now, at the rate on the left and at its best rate. Height: f above its lowest value. Distance: to the nearest "
            f"lowest point. Goal: the step from which on the height stays below {GOAL:g} of the start's. Left: the step at which "
            "it left the domain, which is three times as wide as the picture.",
            f"当前步，左图学习率与最佳学习率。高度：f 与最低值之差。距离：到最近最低点。达标步：此后高度一直低于起点的 {GOAL:g} 倍。"
            "离开步：离开定义域的步数，定义域为画面的三倍宽。",
        ),
        alt=T("A table with one row for each racer.", "每个优化器一行的表格。"),
        columns=tuple(Column(name=name, title=title, digits=digits) for name, title, digits in columns),
        rows=names,
        max_rate=8,
    )


def slow_figure(axes: tuple[T, T]) -> Plot:
    """One update as arrows."""
    traces: list[Any] = [
        go.Contour(
            uid="ground",
            name=T("loss", "损失"),
            ncontours=12,
            showscale=False,
            opacity=0.35,
            line_width=0.7,
            hoverinfo="skip",
            meta=painted(colorscale="sequential"),
        )
    ]
    for uid, name, role, width in (
        ("gradient", T("1 gradient −g", "1 梯度 −g"), "class-0", 3),
        ("momentum", T("2 momentum −m̂", "2 动量 −m̂"), "class-3", 3),
        ("scaling", T("3 scaling −d/r", "3 缩放 −d/r"), "class-2", 3),
        ("move", T("4 step", "4 步"), "ink", 5),
    ):
        traces.append(
            go.Scatter(
                uid=uid,
                name=name,
                mode="lines+markers",
                line_width=width,
                marker={"symbol": "arrow", "size": 16, "angleref": "previous"},
                meta=painted(line=role, marker=role),
            )
        )
    for uid, name, symbol in (("here", T("before", "更新前"), "circle"), ("next", T("after", "更新后"), "circle-open")):
        traces.append(
            go.Scatter(
                uid=uid,
                name=name,
                mode="markers",
                marker={"symbol": symbol, "size": 11},
                showlegend=False,
                meta=painted(marker="ink"),
            )
        )
    figure = go.Figure(traces)
    figure.update_xaxes(title=axes[0], nticks=5, showgrid=False, zeroline=False, constrain="domain")
    figure.update_yaxes(title=axes[1], nticks=5, scaleanchor="x", showgrid=False, zeroline=False, constrain="domain")
    return Plot(
        title=T("Slow motion", "慢动作"),
        caption=T(
            "The update of the racer looked at. Thin arrows are directions; the thick one is the step as it is. "
            "A method without momentum or scaling has no such arrow.",
            "所查看优化器的一次更新。细箭头只表示方向；粗箭头为真实的一步。没有动量或缩放的方法没有相应箭头。",
        ),
        alt=T(
            "The gradient, the momentum, the scaled direction and the step as arrows at one place.",
            "同一处的梯度、动量、缩放方向与更新步，以箭头表示。",
        ),
        figure=figure,
        max_rate=15,
    )


def numbers_figure(axes: tuple[T, T]) -> Table:
    """One update in numbers."""
    return Table(
        title=T("In numbers", "数值"),
        caption=T(
            "The update drawn in slow motion, by coordinate. A dash: the method has no such piece.",
            "慢动作中的更新，逐坐标列出。横线：该方法没有此项。",
        ),
        alt=T("Gradient, moments, scale and step of both coordinates.", "两个坐标的梯度、矩、缩放与更新步。"),
        columns=(
            Column(name="first", title=axes[0], digits=4),
            Column(name="second", title=axes[1], digits=4),
        ),
        rows=(
            T("gradient g", "梯度 g"),
            T("first moment m", "一阶矩 m"),
            T("corrected m̂", "修正后 m̂"),
            T("second moment v", "二阶矩 v"),
            T("corrected v̂", "修正后 v̂"),
            T("direction d", "方向 d"),
            T("scale r", "缩放 r"),
            T("effective rate α/r", "有效学习率 α/r"),
            T("step Δθ", "步 Δθ"),
        ),
        max_rate=8,
    )


def rule_figure(axis: T) -> Formula:
    """The five lines and the numbers of the first coordinate."""
    lines = (
        r"m &\leftarrow a\,m + b\,g \qquad v \leftarrow c\,v + e\,g^2 \\ "
        r"\theta &\leftarrow \theta - \alpha\,\frac{d}{SCALE} \\ "
        r"&= @theta@ - @alpha@ \cdot \frac{@d@}{@r@} = @next@"
    )
    begin, end = r"\begin{aligned} ", r"\end{aligned}"
    return Formula(
        title=T("Formula", "公式"),
        caption=T(f"The same update, {axis}.", f"同一次更新，{axis.zh}。"),
        alt=T("The update's formula with its numbers.", "更新公式及其数值。"),
        tex=begin + lines.replace("SCALE", r"\sqrt{\hat v + \epsilon}") + end,
        library=begin + lines.replace("SCALE", r"\sqrt{\hat v} + \epsilon") + end,
        explained=T(
            "d is g, or with momentum m̂. Course: b = 1 − a and ε inside the root. Library: b = 1 in momentum and ε beside "
            "the root. Without a second moment r = 1. AdaDelta multiplies d by √(u + ε); AdamW also subtracts its decay.",
            "d 为 g，有动量时为 m̂。课程形式：b = 1 − a，ε 在根号内。库形式：动量中 b = 1，ε 在根号外。没有二阶矩时 r = 1。"
            "AdaDelta 的 d 还乘以 √(u + ε)；AdamW 另减去衰减项。",
        ),
        digits=4,
        max_rate=8,
    )


def sweep_figure(names: tuple[T, ...], roles: tuple[str, ...]) -> Plot:
    """Height at the end against rate."""
    traces: list[Any] = [
        go.Scatter(
            uid=f"racer{r}",
            name=name,
            mode="lines+markers",
            marker_size=4,
            meta=painted(line=roles[r % len(roles)], marker=roles[r % len(roles)]),
        )
        for r, name in enumerate(names)
    ]
    traces.append(
        go.Scatter(
            uid="best",
            name=T("chosen", "所选"),
            mode="markers",
            marker={"symbol": "circle-open", "size": 13, "line_width": 2},
            meta=painted(marker="ink"),
        )
    )
    figure = go.Figure(traces)
    figure.update_xaxes(title=T("learning rate α (log)", "学习率 α (对数轴)"), type="log", exponentformat="power")
    figure.update_yaxes(
        title=T("height after 300 steps", "300 步后的高度"), type="log", exponentformat="power", nticks=6
    )
    return Plot(
        title=T("All rates", "全部学习率"),
        caption=T(
            "Every rate that was tried from this start. A line ends where the racer leaves the domain: the cliff.",
            "从这个起点试过的所有学习率。曲线中断处优化器离开定义域：悬崖。",
        ),
        alt=T(
            "Final height against learning rate, one line for each racer.", "最终高度随学习率的变化，每个优化器一条线。"
        ),
        figure=figure,
        max_rate=10,
    )


def effective_figure(axes: tuple[T, T]) -> Plot:
    """alpha / r by coordinate."""
    figure = go.Figure(
        [
            go.Scatter(uid="first", name=axes[0], mode="lines", line_width=2, meta=painted(line="class-0")),
            go.Scatter(uid="second", name=axes[1], mode="lines", line_width=2, meta=painted(line="class-1")),
            go.Scatter(uid="alpha", name=T("α", "α"), mode="lines", line_dash="dot", meta=painted(line="ink-3")),
            go.Scatter(
                uid="now",
                name=T("now", "当前"),
                mode="markers",
                marker_size=9,
                showlegend=False,
                meta=painted(marker="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("step t", "步 t"))
    figure.update_yaxes(title=T("effective rate α/r", "有效学习率 α/r"), type="log", exponentformat="power", nticks=6)
    return Plot(
        title=T("Effective rate", "有效学习率"),
        caption=T(
            "What the racer looked at multiplies each coordinate's direction by. Without a second moment it is α.",
            "所查看优化器对每个坐标方向所乘的因子。没有二阶矩时即 α。",
        ),
        alt=T("The effective learning rate of both coordinates against step.", "两个坐标的有效学习率随步数的变化。"),
        figure=figure,
        max_rate=10,
    )


def basins_figure(p: OptimizerRaceParams, axes: tuple[T, T]) -> Field:
    """Where the racer looked at ends, by its start."""
    left, right, low, high = WINDOWS[p.surface.kind]
    return Field(
        title=T("Basins", "吸引域"),
        caption=T(
            "Needs the switch “Map of basins”; colour: where the racer looked at comes to rest, the stronger the sooner. "
            "10,201 starts, 300 steps each.",
            "需打开“吸引域图”开关；颜色：所查看优化器最终停留的位置，越深到达越快。10201 个起点，各 300 步。",
        ),
        alt=T("Map of the minimum reached from each start.", "从每个起点到达的极小值之图。"),
        x=Axis(title=axes[0], low=left, high=right),
        y=Axis(title=axes[1], low=low, high=high),
        scale="classes",
        classes=basin_names(p.surface.kind),
        max_rate=4,
    )


def basin_names(surface: str) -> tuple[T, ...]:
    """What the colours of the basins mean: known minima first, then other resting places, at last none."""
    known = MINIMA.get(surface, ())[: CLASSES - 1]
    names = [T(f"({x:.3g}, {y:.3g})", f"({x:.3g}, {y:.3g})") for x, y in known]
    others = {"rastrigin": 8, "gabor": 8, "formula": 8}.get(surface, 1)
    names += [T(f"resting place {i}", f"停留处 {i}") for i in range(1, others + 1)][: CLASSES - 1 - len(names)]
    return (*names, T("none, or a rarer place", "无，或较少见之处"))
