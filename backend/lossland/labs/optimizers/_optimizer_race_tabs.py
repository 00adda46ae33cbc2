"""The small pictures of the optimizer race: table, slow motion, one update in numbers, rates, basins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.optimizers import Rates
from lossland.algorithms.race import (
    GOAL,
    RATES,
    Basins,
    Judged,
    Race,
    Update,
    basins,
    effective_rates,
    update_of,
)
from lossland.algorithms.surfaces import MINIMA, WINDOWS, Ground, Surface, ground, heights_in, landscape
from lossland.algorithms.walk import Trace
from lossland.lab import Arrays, T
from lossland.labs.optimizers._optimizer_race_params import OptimizerRaceParams
from lossland.views import Axis, Column, Field, Figure, Formula, Plot, Table, painted

BASIN_CELLS = 101
CLASSES = 10
"""Colours of the basins; the last is for starts that reach no resting place, or a rare one."""
LONGER = 1.6
"""Arrows that only show a direction are this many times as long as the step, so that none hides behind it."""
PARTS = ("gradient", "momentum", "scaling", "move")
PIECES = ("g", "m", "m_hat", "v", "v_hat", "d", "r", "effective", "move")


class Looked(NamedTuple):
    """The racer looked at."""

    row: int
    rates: Rates
    judged: Judged
    trace: Trace


def looked_at(race: Race, rates: Sequence[Rates], p: OptimizerRaceParams) -> Looked:
    """Racer and rate that the small pictures follow."""
    row = min(p.racer, len(rates)) - 1
    if p.which == "same":
        return Looked(row, rates[row], race.same, race.same_trace)
    best = rates[row]._replace(alpha=float(race.best_rate[row]))
    return Looked(row, best, race.best, race.best_trace)


def draw_tabs(
    race: Race,
    surface: Surface,
    under: Ground,
    rates: Sequence[Rates],
    t: int,
    phase: int,
    noise: Tensor,
    p: OptimizerRaceParams,
) -> dict[str, Arrays]:
    """Arrays of all small pictures at step t."""
    seen = looked_at(race, rates, p)
    shown = t if phase or t == 0 else t - 1  # the update on its way, else the last one
    parts = (phase or 4 * (t > 0)) if p.slow else 4
    now = update_of(seen.trace, seen.row, seen.rates, min(shown, len(noise) - 1))
    fine = bool(seen.judged.theta[shown + 1 if shown < len(noise) else shown, seen.row].isfinite().all())
    steps = torch.arange(1, len(noise) + 1)
    effective = effective_rates(seen.trace, seen.row, seen.rates)  # (T, 2)
    effective = torch.where(seen.judged.theta[1:, seen.row].isnan(), torch.nan, effective)
    frame: dict[str, Arrays] = {
        "table": draw_table(race, under, rates, t),
        "slow": draw_slow(now if fine else None, surface, parts),
        "numbers": draw_numbers(now if fine else None),
        "rule": draw_rule(now if fine else None, seen.rates),
        "sweep": draw_sweep(race),
        "effective": {
            "first.x": steps,
            "first.y": effective[:, 0],
            "second.x": steps,
            "second.y": effective[:, 1],
            "alpha.x": torch.tensor([1, len(noise)]),
            "alpha.y": torch.tensor([seen.rates.alpha, seen.rates.alpha]),
            "now.x": torch.tensor([shown + 1, shown + 1]),
            "now.y": effective[[min(shown, len(noise) - 1)] * 2, [0, 1]],
        },
        "basins": {},
    }
    if p.basins:
        seen_noise = tuple(map(tuple, noise.tolist())) if p.noise else ()
        found = basins_of(surface, seen.rates, seen_noise, p.noise, len(noise))
        frame["basins"] = draw_basins(found, surface, len(noise))
    return frame


@lru_cache(maxsize=16)
def basins_of(
    surface: Surface, rates: Rates, noise: tuple[tuple[float, float], ...], sigma: float, steps: int
) -> Basins:
    """Basins of one racer; remembered, since they depend neither on the start nor on the cursor."""
    errors = torch.tensor(noise, dtype=torch.float64) if noise else torch.zeros(steps, 2, dtype=torch.float64)
    return basins(surface, ground(surface, BASIN_CELLS), rates, errors, sigma)


def draw_table(race: Race, under: Ground, rates: Sequence[Rates], t: int) -> dict[str, Tensor]:
    """One row for each racer: its rate, height and distance now, both races."""
    arrays = {"rate": torch.tensor([k.alpha for k in rates]), "best_rate": race.best_rate}
    for name, w in (("", race.same), ("best_", race.best)):
        last = len(w.theta) - 1
        arrays[f"{name}loss"] = w.loss[t]
        arrays[f"{name}goal"] = torch.where(w.settled > last, torch.nan, w.settled.double())
        arrays[f"{name}left"] = torch.where(w.left > last, torch.nan, w.left.double())
        if len(under.minima):
            away = torch.linalg.vector_norm(w.theta[t][:, None] - under.minima, dim=-1)  # (R, k)
            arrays[f"{name}distance"] = away.amin(1)
    return arrays


def draw_slow(now: Update | None, surface: Surface, parts: int) -> dict[str, Tensor]:
    """The parts of an update as arrows in a picture of its own scale: the step as it is, the others as directions."""
    arrays: dict[str, Tensor] = {}
    nothing = torch.full((2,), torch.nan)
    if now is None:
        for uid in (*PARTS, "here", "next"):
            arrays[f"{uid}.x"] = arrays[f"{uid}.y"] = nothing
        return arrays
    length = float(torch.linalg.vector_norm(now.move).clamp(min=1e-9))
    half = 2.2 * length
    here = now.theta
    x, y, heights = heights_in(
        landscape(surface),
        float(here[0]) - 1.35 * half, float(here[0]) + 1.35 * half, float(here[1]) - half, float(here[1]) + half,
        31,
    )  # fmt: skip
    arrays |= {"ground.x": x, "ground.y": y, "ground.z": heights}
    averaged = now.m_hat if bool(now.m_hat.isfinite().all()) else nothing
    scaled = now.d / now.r if bool(now.v.isfinite().all()) else nothing
    for part, (uid, way) in enumerate(zip(PARTS, (-now.g, -averaged, -scaled, now.move), strict=True), 1):
        size = torch.linalg.vector_norm(way)
        arrow = way if uid == "move" else way / size * length * LONGER
        known = part <= parts and bool(size > 0)
        end = here + arrow if known else nothing
        arrays[f"{uid}.x"], arrays[f"{uid}.y"] = torch.stack([here, end]).T
    arrays["here.x"], arrays["here.y"] = here[:, None]
    end = here + now.move if parts == 4 else nothing
    arrays["next.x"], arrays["next.y"] = end[:, None]
    return arrays


def draw_numbers(now: Update | None) -> dict[str, Tensor]:
    """Both coordinates of each piece of the update."""
    values = [[torch.nan] * 2 for _ in PIECES] if now is None else [getattr(now, name).tolist() for name in PIECES]
    first, second = torch.tensor(values, dtype=torch.float64).T
    return {"first": first, "second": second}


def draw_rule(now: Update | None, k: Rates) -> dict[str, Tensor]:
    """The update of the first coordinate with its numbers."""
    if now is None:
        return {}
    pieces = {"theta": now.theta, "d": now.d, "r": now.r, "eff": now.effective, "next": now.theta + now.move}
    return {name: value[:1] for name, value in pieces.items()} | {"alpha": torch.tensor([k.alpha])}


def draw_sweep(race: Race) -> dict[str, Tensor]:
    """Height at the end for every rate tried."""
    rate = torch.tensor(RATES, dtype=torch.float64)
    arrays = {}
    for r, final in enumerate(race.sweep.clamp(min=1e-16)):
        arrays[f"racer{r}.x"], arrays[f"racer{r}.y"] = rate, final
    at = (rate[:, None] == race.best_rate).int().argmax(0)  # (R,)
    return arrays | {"best.x": race.best_rate, "best.y": race.sweep.clamp(min=1e-16)[torch.arange(len(at)), at]}


def basin_names(surface: str) -> tuple[T, ...]:
    """What the colours of the basins mean: known minima first, then other resting places, at last none."""
    known = MINIMA.get(surface, ())[: CLASSES - 1]
    names = [T(f"({x:.3g}, {y:.3g})", f"({x:.3g}, {y:.3g})") for x, y in known]
    others = {"rastrigin": 8, "gabor": 8, "formula": 8}.get(surface, 1)
    names += [T(f"resting place {i}", f"停留处 {i}") for i in range(1, others + 1)][: CLASSES - 1 - len(names)]
    return (*names, T("none, or a rarer place", "无，或较少见之处"))


def draw_basins(found: Basins, surface: Surface, steps: int) -> dict[str, Tensor]:
    """Colour: the place reached. Strength: how soon."""
    left, right, low, high = WINDOWS[surface.kind]
    size = torch.tensor([(right - left) / 2, (high - low) / 2], dtype=torch.float64)
    known = torch.tensor(MINIMA.get(surface.kind, ()), dtype=torch.float64).view(-1, 2)
    last = len(basin_names(surface.kind)) - 1
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
    sure = (255 * (1 - 0.75 * (found.steps / steps).sqrt())).clamp(30, 255)
    return {
        "map": minimum.to(torch.uint8),
        "sure": torch.where(minimum == last, 40.0, sure).to(torch.uint8),
    }


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
