"""The pictures of the linear regression lab: points and curve, the cost over two weights, coefficients."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.basis import design_matrix
from lossland.algorithms.regression import coefficient_paths, cost_plane, costs, error_factor, penalty_strengths
from lossland.algorithms.trail import walked
from lossland.datasets.points import FEATURES, load_points
from lossland.lab import Arrays, T
from lossland.views import Curves, Figure, Gesture, Plot, painted

if TYPE_CHECKING:
    from lossland.labs.regression.linear_regression import LinearRegressionParams, State

LAMBDAS = torch.logspace(-3, 4, 29, dtype=torch.float64)
MOST_SQUARES = 60  # more of them hide each other; the training set is shuffled, so the first ones are a fair sample
ASPECT = 1.5  # width of a picture over its height, roughly


def chosen(p: LinearRegressionParams, count: int) -> tuple[int, int]:
    """Indices of the two weights that span the surface; always two different ones of `count`."""
    a, b = min(p.across, count - 1), min(p.up, count - 1)
    return (a, b) if a != b else (a, a - 1 if a else 1)


def draw(s: State, p: LinearRegressionParams, answer: Tensor) -> dict[str, Arrays]:
    """The arrays of all views; `answer` is the closed-form minimiser, (1 + K,)."""
    return {
        "fit": _draw_fit(s, p, answer),
        **_draw_bowl(s, p, answer),
        "weights": _draw_weights(s, answer),
        "paths": _draw_paths(s, p),
    }


def figures(p: LinearRegressionParams) -> dict[str, Figure]:
    """All views; only structural parameters are read."""
    return {
        "fit": _fit_figure(p),
        "bowl": _bowl_figure(),
        "bowl_3d": _bowl_3d_figure(),
        "curves": Curves(
            title=T("Error on both sets", "两个集合上的误差"),
            caption=T("Mean squared error, whatever form the descent uses.", "均方误差，与下降所用的误差形式无关。"),
            alt=T("Training and validation error against step.", "训练误差与验证误差随步数的变化。"),
            series=("train_loss", "validation_loss"),
            y_title=T("mean squared error", "均方误差"),
            log=True,
        ),
        "distance": Curves(
            title=T("Distance to the star", "到星的距离"),
            caption=T(
                "|w - w*|: a straight line means a constant factor per step.",
                "|w - w*|：直线表示每步缩小固定的倍数。",
            ),
            alt=T(
                "Distance between the weights and the closed-form answer against step.",
                "权重与闭式解的距离随步数的变化。",
            ),
            series=("distance",),
            y_title=T("|w - w*|", "|w - w*|"),
            log=True,
        ),
        "weights": _weights_figure(),
        "paths": _paths_figure(p),
    }


def _window(p: LinearRegressionParams) -> tuple[float, float, float, float]:
    """What the main picture shows at least: x from, x to, y from, y to. Reads structural parameters only."""
    data = p.data
    if data.kind == "synthetic":
        return -0.2, 4.2, -0.8 - 2 * data.noise, 4.0 + 2 * data.noise
    if data.kind == "classes":
        return -0.4, 11.6 if data.outliers else 4.4, -0.7, 1.7
    if data.kind == "table" and data.table.table is None:
        return 0.0, 1.0, 0.0, 1.0
    x, y = load_points(data, torch.Generator())  # the kinds that are left draw nothing from it
    x_margin, y_margin = (max(0.08 * float(v.max() - v.min()), 1e-3) for v in (x, y))
    return float(x.min()) - x_margin, float(x.max()) + x_margin, float(y.min()) - y_margin, float(y.max()) + y_margin


def _units_ratio(left: float, right: float, bottom: float, top: float) -> float:
    """Units of x that are as long on the screen as one unit of y, in a picture with this window."""
    return (right - left) / (top - bottom) / ASPECT


def _squares(x: Tensor, y: Tensor, fitted: Tensor, ratio: float) -> tuple[Tensor, Tensor]:
    """Outlines of squares whose one side is the residual: points above the line get theirs to the left.

    All of shape (n,) in data units; `ratio` units of x are as long as one of y. Two (6 n,) tensors: four corners, the
    first again, NaN.
    """
    side = x + (fitted - y) * ratio
    gap = torch.full_like(x, torch.nan)
    return torch.stack([x, x, side, side, x, gap], 1).flatten(), torch.stack(
        [fitted, y, y, fitted, fitted, gap], 1
    ).flatten()


def _draw_fit(s: State, p: LinearRegressionParams, answer: Tensor) -> dict[str, Tensor]:
    left, right, bottom, top = _window(p)
    grid = torch.linspace(left, right, 161, device=s.x.device)
    z = design_matrix(s.basis, grid)  # (161, 1 + K)
    line = z @ s.weights
    nothing = s.x.new_full((1,), torch.nan)
    x, y = (s.x[:MOST_SQUARES], s.y[:MOST_SQUARES]) if p.squares else (nothing, nothing)
    fitted = s.z[: len(x)] @ s.weights
    fitted = torch.where((fitted - y).abs() < top - bottom, fitted, torch.nan)  # a larger square would hide everything
    square_x, square_y = _squares(x, y, fitted, _units_ratio(left, right, bottom, top))
    arrays = {
        "squares.x": square_x,
        "squares.y": square_y,
        "answer.x": grid,
        "answer.y": z @ answer,
        "line.x": grid,
        "line.y": line,
        "held.x": s.x_held,
        "held.y": s.y_held,
        "points.x": s.x,
        "points.y": s.y,
    }
    if p.data.kind == "classes":
        for uid, values in (("boundary", line), ("answer-boundary", arrays["answer.y"])):
            crossing = grid[1:][(values[1:] > 0.5) != (values[:-1] > 0.5)]  # (c,) to a grid step
            arrays[f"{uid}.x"] = crossing.repeat_interleave(3)
            arrays[f"{uid}.y"] = grid.new_tensor([-0.7, 1.7, torch.nan]).repeat(len(crossing))
    return arrays


def _draw_bowl(s: State, p: LinearRegressionParams, answer: Tensor) -> dict[str, Arrays]:
    pair = list(chosen(p, len(s.weights)))
    star = answer[pair]  # (2,)
    path = walked(s.trail, s.weights)[:, pair].nan_to_num(1e12, 1e12, -1e12).clamp(-1e12, 1e12)  # (t, 2)
    reach = float(torch.cat([path - star, star[None]]).abs().max())
    half = 2 ** (math.ceil(2 * math.log2(max(1.15 * reach, 1e-3))) / 2)  # in steps of root 2, so that it rarely jumps
    centre = (star / half * 4).round() * half / 4
    b = centre[1] + half * torch.linspace(-1, 1, 41, dtype=torch.float64, device=star.device)
    a = centre[0] + half * torch.linspace(-1, 1, 41, dtype=torch.float64, device=star.device)
    l1, l2 = penalty_strengths(p.penalty, p.strength, p.l1_ratio)
    factor = error_factor(p.error, len(s.y))
    plane = factor * cost_plane(s.z, s.y, s.weights, (pair[0], pair[1]), a, b, l1, l2)  # (41, 41)
    heights = factor * costs(s.z, s.y, walked(s.trail, s.weights), l1, l2).nan_to_num(torch.inf)  # (t,)
    level = plane.max()
    spots = {"trail.x": path[:, 0], "trail.y": path[:, 1], "here.x": path[-1:, 0], "here.y": path[-1:, 1]}
    spots |= {"answer.x": star[:1], "answer.y": star[1:]}
    return {
        "bowl": {"surface.x": a, "surface.y": b, "surface.z": plane.clamp(min=1e-9).log10(), **spots},
        "bowl_3d": {
            "surface.x": a,
            "surface.y": b,
            "surface.z": plane,
            **spots,
            "trail.z": heights.minimum(level),
            "here.z": heights[-1:].minimum(level),
            "answer.z": factor * costs(s.z, s.y, answer[None], l1, l2),
        },
    }


def _draw_weights(s: State, answer: Tensor) -> dict[str, Tensor]:
    index = torch.arange(1, len(answer))
    return {"now.x": index, "now.y": s.weights[1:], "answer.x": index, "answer.y": answer[1:]}


@lru_cache(maxsize=32)
def _paths(z: bytes, y: bytes, penalty: str, rho: float) -> Tensor:
    """Coefficient paths of float32 data; remembered, since every frame asks and only few change the data."""
    targets = torch.frombuffer(bytearray(y), dtype=torch.float32)
    columns = torch.frombuffer(bytearray(z), dtype=torch.float32).reshape(len(targets), -1)
    return coefficient_paths(columns, targets, penalty, rho, LAMBDAS)


def _draw_paths(s: State, p: LinearRegressionParams) -> dict[str, Tensor]:
    penalty = "ridge" if p.penalty == "none" else p.penalty
    paths = _paths(s.z.cpu().numpy().tobytes(), s.y.cpu().numpy().tobytes(), penalty, p.l1_ratio)  # (L, 1 + K)
    arrays = {f"w{k}.y": paths[:, k] for k in range(1, paths.shape[1])}
    here = p.strength if p.penalty != "none" else math.nan
    arrays["now.x"] = torch.tensor([here, here])
    arrays["now.y"] = torch.stack([paths[:, 1:].min(), paths[:, 1:].max()])
    return arrays


def _dots(uid: str, name: T, role: str, **more: Any) -> go.Scatter:
    """A trace of markers."""
    return go.Scatter(uid=uid, name=name, mode="markers", meta=painted(marker=role), **more)


def _fit_figure(p: LinearRegressionParams) -> Plot:
    left, right, bottom, top = _window(p)
    label = T("x", "x"), T("y", "y")
    traces = [
        go.Scatter(
            uid="squares",
            name=T("squared residuals", "残差的平方"),
            mode="lines",
            fill="toself",
            line_width=1,
            hoverinfo="skip",
            meta=painted(line="class-1/50", fillcolor="class-1/15"),
        ),
        _dots("held", T("validation", "验证集"), "ink-3", marker_symbol="circle-open", marker_size=8),
        _dots("points", T("training", "训练集"), "class-1", marker_size=9),
        go.Scatter(
            uid="answer",
            name=T("closed-form answer", "闭式解"),
            mode="lines",
            line_dash="dash",
            meta=painted(line="good"),
        ),
        go.Scatter(
            uid="line", name=T("model now", "当前模型"), mode="lines", line_width=4, meta=painted(line="accent")
        ),
    ]
    if p.data.kind == "classes":
        for uid, name, role, dash in (
            ("boundary", T("decision boundary", "决策边界"), "accent", "solid"),
            ("answer-boundary", T("boundary of the closed form", "闭式解的决策边界"), "good", "dash"),
        ):
            traces.append(go.Scatter(uid=uid, name=name, mode="lines", line_dash=dash, meta=painted(line=role)))
    if p.data.kind == "diabetes":
        label = FEATURES[p.data.feature], T("progression after a year", "一年后的病情指标")
    figure = go.Figure(traces)
    figure.update_xaxes(title=label[0], range=[left, right])
    ratio = _units_ratio(left, right, bottom, top)
    figure.update_yaxes(title=label[1], range=[bottom, top], scaleanchor="x", scaleratio=ratio)
    return Plot(
        title=T("The points and the model", "数据点与模型"),
        caption=T(
            "Least squares makes the total area of the squares least. Drag a point; click to add one.",
            "最小二乘使正方形的总面积最小。可拖动数据点，点击空白处添加。",
        ),
        alt=T(
            "Training and validation points, the model's curve, the closed-form curve, and each residual as a square.",
            "训练点与验证点、当前模型曲线、闭式解曲线，每个残差画成正方形。",
        ),
        figure=figure,
        gestures=(
            Gesture(
                on="drag",
                action="move_point",
                trace="points",
                x="x",
                y="y",
                index="index",
                hint=T("Drag a training point", "拖动训练点"),
            ),
            Gesture(on="click", action="add_point", x="x", y="y", hint=T("Click to add a point", "点击添加数据点")),
            Gesture(
                on="remove",
                action="remove_point",
                trace="points",
                index="index",
                hint=T("Remove a training point", "删除训练点"),
            ),
        ),
    )


def _bowl_figure() -> Plot:
    figure = go.Figure(
        [
            go.Contour(
                uid="surface",
                name=T("log10 of the cost", "代价的 log10"),
                ncontours=24,
                colorbar_title=T("log₁₀ cost", "log₁₀ 代价"),
                colorbar_thickness=10,
                line_width=0.5,
                meta=painted(colorscale="sequential"),
            ),
            go.Scatter(
                uid="trail",
                name=T("path", "轨迹"),
                mode="lines+markers",
                marker_size=4,
                meta=painted(line="ink", marker="ink"),
            ),
            _dots("answer", T("closed-form answer", "闭式解"), "good", marker_symbol="star", marker_size=20),
            _dots("here", T("weights now", "当前权重"), "accent", marker_size=11),
        ]
    )
    figure.update_xaxes(
        title=T("weight across, w<sub>a</sub>", "横轴权重 w<sub>a</sub>"), constrain="domain", exponentformat="power"
    )
    figure.update_yaxes(
        title=T("weight up, w<sub>b</sub>", "纵轴权重 w<sub>b</sub>"),
        scaleanchor="x",
        scaleratio=1,
        constrain="domain",
        exponentformat="power",
    )
    return Plot(
        title=T("The cost over two weights", "两个权重上的代价"),
        caption=T(
            "The whole training set's cost, the other weights as they are now: with more than two weights the star may "
            "lie off this slice's lowest spot. Click to put the weights there.",
            "整个训练集的代价，其余权重取当前值：权重多于两个时，星不一定在该截面的最低处。点击可把权重放到该处。",
        ),
        alt=T(
            "Contours of the cost over two weights, the path of the descent, the current weights and the best ones.",
            "两个权重上代价的等高线、下降轨迹、当前权重与最优权重。",
        ),
        max_rate=20,
        figure=figure,
        gestures=(
            Gesture(on="click", action="set_weights", x="a", y="b", hint=T("Click to set the weights", "点击设置权重")),
        ),
    )


def _bowl_3d_figure() -> Plot:
    spot = {"mode": "markers", "marker_size": 6}
    figure = go.Figure(
        [
            go.Surface(uid="surface", name=T("cost", "代价"), opacity=0.85, meta=painted(colorscale="sequential")),
            go.Scatter3d(uid="trail", name=T("path", "轨迹"), mode="lines", line_width=5, meta=painted(line="ink")),
            go.Scatter3d(uid="answer", name=T("closed-form answer", "闭式解"), meta=painted(marker="good"), **spot),
            go.Scatter3d(uid="here", name=T("weights now", "当前权重"), meta=painted(marker="accent"), **spot),
        ]
    )
    figure.update_scenes(
        xaxis_title=T("w<sub>a</sub>", "w<sub>a</sub>"),
        yaxis_title=T("w<sub>b</sub>", "w<sub>b</sub>"),
        zaxis_title=T("cost", "代价"),
    )
    return Plot(
        title=T("The bowl", "碗形曲面"),
        caption=T(
            "The same cost as a height. With more than two weights the path runs at its true cost, off this slice.",
            "同一代价，以高度表示。权重多于两个时，轨迹画在其真实代价处，不一定落在该截面上。",
        ),
        alt=T(
            "The cost as a surface over two weights, with the path of the descent.", "两个权重上的代价曲面与下降轨迹。"
        ),
        max_rate=8,
        figure=figure,
    )


def _weights_figure() -> Plot:
    figure = go.Figure(
        [
            go.Bar(uid="now", name=T("weights now", "当前权重"), meta=painted(marker="accent")),
            _dots("answer", T("closed-form answer", "闭式解"), "good", marker_symbol="star", marker_size=10),
        ]
    )
    figure.update_xaxes(
        title=T("index k of the basis function", "基函数序号 k"), dtick=1, autorangeoptions_include=[0, 2]
    )
    figure.update_yaxes(exponentformat="power", title=T("weight w<sub>k</sub>", "权重 w<sub>k</sub>"))
    return Plot(
        title=T("Every weight", "全部权重"),
        caption=T("Without the bias. The lasso leaves some at exactly 0.", "不含偏置。Lasso 使其中一些恰好为 0。"),
        alt=T("Bars of the current weights with the best ones as stars.", "当前权重的柱状图，最优权重以星标出。"),
        figure=figure,
    )


def _paths_figure(p: LinearRegressionParams) -> Plot:
    count = {"line": 1, "fourier": 2 * p.order}.get(p.basis, p.order)  # K
    roles = ("class-1", "class-0", "class-2", "class-3", "accent", "ink-3")
    figure = go.Figure(
        [
            go.Scatter(
                uid=f"w{k}",
                name=T(f"w{k}", f"w{k}"),
                x=LAMBDAS.tolist(),
                mode="lines",
                showlegend=count <= 6,
                meta=painted(line=roles[k % len(roles)]),
            )
            for k in range(1, count + 1)
        ]
        + [go.Scatter(uid="now", name=T("λ now", "当前 λ"), mode="lines", line_dash="dot", meta=painted(line="ink"))]
    )
    figure.update_xaxes(title=T("strength λ (log)", "强度 λ (对数轴)"), type="log", exponentformat="power")
    figure.update_yaxes(title=T("best weight w<sub>k</sub>", "最优权重 w<sub>k</sub>"))
    return Plot(
        title=T("Coefficient paths", "系数路径"),
        caption=T(
            "The best weights for every strength: a ridge shrinks them together, the lasso drops them one by one. "
            "Without a penalty the ridge is shown.",
            "每个强度下的最优权重：岭回归使它们一起缩小，Lasso 则逐个归零。未选惩罚项时显示岭回归。",
        ),
        alt=T("Each best weight against the strength of the penalty.", "各最优权重随惩罚强度的变化。"),
        max_rate=8,
        figure=figure,
    )
