"""The points, the model's curve through them and the squares of the residuals."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.regression.basis import design_matrix
from lossland.fields.points import FEATURES, load_points
from lossland.lab import T
from lossland.lab.marks import words
from lossland.lab.views import Gesture, Note, Plot, painted
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.seen import Seen

MOST_SQUARES = 60  # more of them hide each other; the training set is shuffled, so the first ones are a fair sample
ASPECT = 1.15  # width of a picture over its height, roughly
LARGEST = 0.75  # of the picture's height: a larger square of the mean would hide everything


def window(p: LinearRegressionParams) -> tuple[float, float, float, float]:
    """What the main picture shows at least: x from, x to, y from, y to. Reads structural parameters only."""
    data = p.data
    if data.kind == "synthetic":
        return -0.2, 4.2, -0.8 - 2 * data.noise, 4.0 + 2 * data.noise
    if data.kind == "classes":
        return -0.4, 11.6 if data.outliers else 4.4, -0.7, 1.7
    if data.kind == "table" and data.table.value is None:
        return 0.0, 1.0, 0.0, 1.0
    x, y = load_points(data, torch.Generator())  # the kinds that are left draw nothing from it
    x_margin, y_margin = (max(0.08 * float(v.max() - v.min()), 1e-3) for v in (x, y))
    return float(x.min()) - x_margin, float(x.max()) + x_margin, float(y.min()) - y_margin, float(y.max()) + y_margin


def units_ratio(left: float, right: float, bottom: float, top: float) -> float:
    """Units of x that are as long on the screen as one unit of y, in a picture with this window."""
    return (right - left) / (top - bottom) / ASPECT


def outlines(x: Tensor, y: Tensor, fitted: Tensor, ratio: float) -> tuple[Tensor, Tensor]:
    """Outlines of squares whose one side is the residual: points above the line get theirs to the left.

    All of shape (n,) in data units; `ratio` units of x are as long as one of y. Two (6 n,) tensors: four corners, the
    first again, NaN.
    """
    side = x + (fitted - y) * ratio
    gap = torch.full_like(x, torch.nan)
    return torch.stack([x, x, side, side, x, gap], 1).flatten(), torch.stack(
        [fitted, y, y, fitted, fitted, gap], 1
    ).flatten()


def draw(seen: Seen) -> dict[str, Tensor]:
    """Points, the model now, the closed-form curve, a square for each residual; for two classes the boundaries."""
    s, p = seen.s, seen.p
    left, right, bottom, top = window(p)
    grid = torch.linspace(left, right, 161, device=s.x.device)
    z = design_matrix(s.basis, grid)  # (161, 1 + K)
    line = z @ s.weights
    nothing = s.x.new_full((1,), torch.nan)
    x, y = (s.x[:MOST_SQUARES], s.y[:MOST_SQUARES]) if p.squares else (nothing, nothing)
    fitted = s.z[: len(x)] @ s.weights
    fitted = torch.where((fitted - y).abs() < top - bottom, fitted, torch.nan)  # a larger square would hide everything
    ratio = units_ratio(left, right, bottom, top)
    order = (fitted - y).abs().nan_to_num(0).argsort(descending=True)  # the largest lie lowest
    square_x, square_y = outlines(x[order], y[order], fitted[order], ratio)
    mean = (s.y - s.z @ s.weights).square().mean()
    side = mean.sqrt()
    if not p.squares or not bool(side < LARGEST * (top - bottom)):
        side = torch.full_like(side, torch.nan)
    foot = s.y.new_tensor([right - 0.03 * (right - left), bottom + 0.03 * (top - bottom)])
    mean_x, mean_y = outlines(foot[:1], foot[1:] + side, foot[1:], ratio)
    arrays = {
        "mean.x": mean_x,
        "mean.y": mean_y,
        "far.mean": mean[None].where((mean.sqrt() >= LARGEST * (top - bottom)) & mean.isfinite(), torch.nan),
        "mean-word.x": foot[:1],
        "mean-word.y": foot[1:] + side,
        "mean-word.customdata": mean.view(1, 1),
        "squares.x": square_x,
        "squares.y": square_y,
        "answer.x": grid,
        "answer.y": z @ s.answer,
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


def figure(p: LinearRegressionParams) -> Plot:
    """The main picture."""
    left, right, bottom, top = window(p)
    label = T("x", "x"), T("y", "y")
    traces = [
        go.Scatter(
            uid="squares",
            name=T("squared residuals", "残差的平方"),
            mode="lines",
            fill="toself",
            line_width=1,
            hoverinfo="skip",
            meta=painted(line="class-0/55", fillcolor="class-0/12"),
        ),
        go.Scatter(
            uid="mean",
            name=T("their mean", "其平均"),
            mode="lines",
            fill="toself",
            line_width=2,
            showlegend=False,
            hoverinfo="skip",
            meta=painted(line="class-0", fillcolor="class-0/40"),
        ),
        words(
            "mean-word",
            T("mean of the squares %{customdata[0]:.3g}", "平方的均值 %{customdata[0]:.3g}"),
            place="top left",
            textfont_size=13,
        ),
        go.Scatter(
            uid="held",
            name=T("validation", "验证集"),
            mode="markers",
            marker_symbol="circle-open",
            marker_size=8,
            meta=painted(marker="held"),
        ),
        go.Scatter(
            uid="points",
            name=T("training", "训练集"),
            mode="markers",
            marker={"size": 10, "line_width": 1.5},
            meta=painted(**{"marker": "train", "marker.line": "surface"}),
        ),
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
    ratio = units_ratio(left, right, bottom, top)
    figure.update_yaxes(title=label[1], range=[bottom, top], scaleanchor="x", scaleratio=ratio)
    return Plot(
        title=T("The points and the model", "数据点与模型"),
        caption=T(
            "Least squares makes the total area of the squares least; the square in the corner is as large as their mean, drawn "
            "to the same scale. Drag a point; click to add one.",
            "最小二乘使正方形的总面积最小；角上的正方形面积等于它们的均值，比例尺相同。可拖动数据点，点击空白处添加。",
        ),
        alt=T(
            "Training and validation points, the model's curve, the closed-form curve, and each residual as a square.",
            "训练点与验证点、当前模型曲线、闭式解曲线，每个残差画成正方形。",
        ),
        figure=figure,
        notes=(
            Note(
                uid="far",
                text=T(
                    "The line is far from the points: mean of the squares {mean}.",
                    "直线远离数据点：平方的均值 {mean}。",
                ),
                role="bad",
            ),
        ),
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
