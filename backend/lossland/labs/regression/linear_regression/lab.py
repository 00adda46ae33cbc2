"""Linear regression: gradient descent against the normal equations, in the space of points and in that of weights.

Targets y are modelled as Z w, where Z holds a column of ones and the basis functions of x. The left picture shows the
points and the curve, the right one the cost over two weights; they are the same thing seen twice. Source: Bishop 2006,
"Pattern Recognition and Machine Learning", chapter 3; Zou and Hastie 2005 for the elastic net.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import torch
from pydantic import Field
from torch import Tensor

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.trail import Trail, new_trail, record
from lossland.algorithms.regression.basis import Basis, design_matrix, fit_basis
from lossland.algorithms.regression.regression import (
    error_factor,
    gradient,
    minimiser,
    penalty_strengths,
    soft_threshold,
)
from lossland.fields.points import MOST_POINTS, Coordinate, load_points
from lossland.lab import Action, Arrays, Lab, Metric, T, constant
from lossland.lab.views import Figure
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, chosen
from lossland.labs.regression.linear_regression.pictures import draw, figures
from lossland.labs.regression.linear_regression.presets import PRESETS


class SetWeights(Action):
    """Puts the two weights of the surface where the user clicked."""

    kind: Literal["set_weights"] = "set_weights"
    a: Coordinate
    b: Coordinate


class MovePoint(Action):
    """Drags a training point."""

    kind: Literal["move_point"] = "move_point"
    index: int = Field(ge=0)
    x: Coordinate
    y: Coordinate


class AddPoint(Action):
    """Adds a training point."""

    kind: Literal["add_point"] = "add_point"
    x: Coordinate
    y: Coordinate


class RemovePoint(Action):
    """Takes a training point away."""

    kind: Literal["remove_point"] = "remove_point"
    index: int = Field(ge=0)


Edit = SetWeights | MovePoint | AddPoint | RemovePoint


@dataclass
class State:
    """The training points, the weights, and the answer they should reach."""

    rng: torch.Generator
    x: Tensor
    """(n,) training set."""
    y: Tensor
    z: Tensor
    """(n, 1 + K)."""
    weights: Tensor
    """(1 + K,): bias, then one weight for each basis function."""
    answer: Tensor
    """(1 + K,) minimiser of the penalised cost."""
    solved_for: str
    """Which penalty `answer` belongs to."""
    batches: Batches
    trail: Trail
    basis: Basis = constant()
    """Fitted to the first training set; dragging a point later does not change what a weight means."""
    x_held: Tensor = constant()
    """(m,) validation set."""
    y_held: Tensor = constant()
    z_held: Tensor = constant()
    """(m, 1 + K)."""


def penalty_of(p: LinearRegressionParams) -> str:
    """Names everything besides the data that the answer depends on."""
    return f"{p.penalty} {p.strength} {p.l1_ratio}"


def answer_for(s: State, p: LinearRegressionParams) -> Tensor:
    """The weights with the least penalised cost: the normal equations, or with |w|_1 a search. (1 + K,)."""
    if s.solved_for == penalty_of(p):
        return s.answer
    return minimiser(s.z, s.y, *penalty_strengths(p.penalty, p.strength, p.l1_ratio)).to(s.z)


def edited(s: State, p: LinearRegressionParams, x: Tensor, y: Tensor) -> None:
    """Makes x, y (n,) the training set: same basis and weights, new answer, a new epoch."""
    s.x, s.y, s.z = x, y, design_matrix(s.basis, x)
    s.batches.position = len(s.batches.order)
    s.solved_for = ""
    s.answer, s.solved_for = answer_for(s, p), penalty_of(p)


class LinearRegression(Lab[LinearRegressionParams, State]):
    """Two linked pictures: a point on the bowl is a line among the points."""

    slug = "linear-regression"
    part = "regression"
    title = T("Linear regression", "线性回归")
    summary = T(
        "Roll down the bowl of least squares, drag a point to reshape it, and compare with the normal equations.",
        "沿最小二乘的碗形曲面下降，拖动数据点改变它的形状，并与正规方程的解对比。",
    )
    question = T("Will gradient descent find the star?", "梯度下降能找到那颗星吗？")
    topics = (
        T("Normal equations", "正规方程"),
        T("Gradient descent", "梯度下降"),
        T("Feature scaling", "特征缩放"),
        T("Ridge, lasso, elastic net", "岭回归、Lasso、弹性网络"),
        T("Over-fitting", "过拟合"),
    )
    Params = LinearRegressionParams
    actions = (SetWeights, MovePoint, AddPoint, RemovePoint)
    metrics: ClassVar[Mapping[str, Metric]] = {
        "train_loss": Metric(T("Training error (mean square)", "训练误差 (均方)"), headline=True),
        "validation_loss": Metric(T("Validation error (mean square)", "验证误差 (均方)"), headline=True),
        "distance": Metric(T("Distance to the star", "到星的距离")),
        "accuracy": Metric(T("Training accuracy at threshold 0.5", "阈值 0.5 下的训练准确率"), percent=True),
    }
    layout = (("fit", ("bowl", "bowl_3d")), (("curves", "distance"), ("weights", "paths")))
    presets = PRESETS

    def start(self, p: LinearRegressionParams, rng: torch.Generator, device: torch.device) -> State:
        x, y = load_points(p.data, rng)
        shuffled = torch.randperm(len(x), generator=rng)
        held = min(int(p.held_out * len(x)), len(x) - 3)
        x, y = x[shuffled].to(device), y[shuffled].to(device)
        x_held, x, y_held, y = x[:held], x[held:].clone(), y[:held], y[held:].clone()
        basis = fit_basis(p.basis, p.order, x, p.scaling)
        z = design_matrix(basis, x)  # (n, 1 + K)
        weights = torch.zeros_like(z[0])
        s = State(
            rng=rng,
            basis=basis,
            z_held=design_matrix(basis, x_held),
            x_held=x_held,
            y_held=y_held,
            x=x,
            y=y,
            z=z,
            weights=weights,
            answer=weights.clone(),
            solved_for="",
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            trail=new_trail(weights),
        )
        s.answer, s.solved_for = answer_for(s, p), penalty_of(p)
        return s

    def step(self, s: State, p: LinearRegressionParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, len(s.y), p.batch_size, s.rng)  # (B,)
        l1, l2 = penalty_strengths(p.penalty, p.strength, p.l1_ratio)
        share = len(rows) / len(s.y)  # of the penalty, so that an epoch applies it once
        rate = p.lr * error_factor(p.error, len(rows))
        s.weights = s.weights - rate * gradient(s.z[rows], s.y[rows], s.weights, share * l2)
        if l1:
            s.weights = soft_threshold(s.weights, rate * share * l1)
        record(s.trail, s.weights)
        s.answer, s.solved_for = answer_for(s, p), penalty_of(p)

        residual = s.y - s.z @ s.weights  # (n,)
        metrics = {
            "train_loss": residual.dot(residual) / len(residual),
            "distance": torch.linalg.vector_norm(s.weights - s.answer),
        }
        if len(s.y_held):
            residual = s.y_held - s.z_held @ s.weights  # (m,)
            metrics["validation_loss"] = residual.dot(residual) / len(residual)
        if p.data.kind == "classes":
            metrics["accuracy"] = ((s.z @ s.weights > 0.5) == (s.y > 0.5)).float().mean()
        return metrics

    def act(self, s: State, p: LinearRegressionParams, action: Any) -> None:
        edit: Edit = action
        x, y = s.x.clone(), s.y.clone()
        if edit.kind == "set_weights":
            across, up = chosen(p, len(s.weights))
            s.weights = s.weights.clone()
            s.weights[across], s.weights[up] = edit.a, edit.b
            s.trail = new_trail(s.weights)
        elif edit.kind == "add_point":
            if len(y) >= MOST_POINTS:
                raise ValueError(f"there are {len(y)} training points already; at most {MOST_POINTS} are allowed")
            edited(s, p, torch.cat([x, x.new_tensor([edit.x])]), torch.cat([y, y.new_tensor([edit.y])]))
        elif edit.index >= len(y):
            raise ValueError(f"there is no training point {edit.index}: they are numbered 0 to {len(y) - 1}")
        elif edit.kind == "move_point":
            x[edit.index], y[edit.index] = edit.x, edit.y
            edited(s, p, x, y)
        elif len(y) <= 3:
            raise ValueError("the last 3 training points cannot be removed")
        else:
            rest = torch.arange(len(y), device=x.device) != edit.index  # (n,)
            edited(s, p, x[rest], y[rest])

    def draw(self, s: State, p: LinearRegressionParams) -> dict[str, Arrays]:
        return draw(s, p, answer_for(s, p))

    def figures(self, p: LinearRegressionParams) -> dict[str, Figure]:
        return figures(p)
