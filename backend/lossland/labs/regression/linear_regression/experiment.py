"""Linear regression: gradient descent against the normal equations, in the space of points and in that of weights.

Targets y are modelled as Z w, where Z holds a column of ones and the basis functions of x. A curve among the points is
a spot on the cost over the weights; they are the same thing seen twice. Source: Bishop 2006, "Pattern Recognition and
Machine Learning", chapter 3; Zou and Hastie 2005 for the elastic net.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import torch
from torch import Tensor

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.trail import Trail, new_trail, record
from lossland.algorithms.regression.basis import Basis, design_matrix, fit_basis
from lossland.algorithms.regression.regression import (
    coefficient_paths,
    error_factor,
    gradient,
    minimiser,
    penalty_strengths,
    soft_threshold,
)
from lossland.fields.points import MOST_POINTS, load_points
from lossland.lab import Experiment, Refused, T, constant, derived
from lossland.labs.regression.linear_regression.actions import AddPoint, Edit, MovePoint, RemovePoint, SetWeights
from lossland.labs.regression.linear_regression.params import LinearRegressionParams, chosen

LAMBDAS = torch.logspace(-3, 4, 29, dtype=torch.float64)
"""Strengths of the penalty for which the best weights are found."""


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
    batches: Batches
    trail: Trail
    basis: Basis = constant()
    """Fitted to the first training set; dragging a point later does not change what a weight means."""
    x_held: Tensor = constant()
    """(m,) validation set."""
    y_held: Tensor = constant()
    z_held: Tensor = constant()
    """(m, 1 + K)."""
    home: Tensor = constant()
    """(1 + K,) the answer for the first training set."""
    levels: Tensor = constant()
    """(2,) mean squared error of the first training set at `home` and where descent begins: what costs are measured by."""
    answer: Tensor = derived()
    """(1 + K,) minimiser of the penalised cost."""
    paths: Tensor = derived()
    """(29, 1 + K) the minimiser for each of `LAMBDAS`."""


def penalty_of(p: LinearRegressionParams) -> tuple[str, float, float]:
    """What the answer depends on besides the data."""
    return p.penalty, p.strength, p.l1_ratio


def family_of(p: LinearRegressionParams) -> tuple[str, float]:
    """What the coefficient paths depend on besides the data; without a penalty they are the ridge's."""
    return "ridge" if p.penalty == "none" else p.penalty, p.l1_ratio


def answer_for(s: State, p: LinearRegressionParams) -> Tensor:
    """The weights with the least penalised cost: the normal equations, or with |w|_1 a search. (1 + K,)."""
    return minimiser(s.z, s.y, *penalty_strengths(*penalty_of(p))).to(s.z)


def paths_for(s: State, p: LinearRegressionParams) -> Tensor:
    """The answer for every strength, (29, 1 + K)."""
    return coefficient_paths(s.z.cpu(), s.y.cpu(), *family_of(p), LAMBDAS)  # many small solutions: no work for a GPU


def edited(s: State, p: LinearRegressionParams, x: Tensor, y: Tensor) -> None:
    """Makes x, y (n,) the training set: same basis and weights, new answers, a new epoch."""
    s.x, s.y, s.z = x, y, design_matrix(s.basis, x)
    s.batches.position = len(s.batches.order)
    s.answer, s.paths = answer_for(s, p), paths_for(s, p)


def refuse_missing(s: State, index: int) -> None:
    """Refuses when there is no training point of that number."""
    if index >= len(s.y):
        raise Refused(
            T(
                f"there is no training point {index}: they are numbered 0 to {len(s.y) - 1}",
                f"没有第 {index} 个训练点：编号为 0 到 {len(s.y) - 1}",
            )
        )


class Descent(Experiment[LinearRegressionParams, State, Edit]):
    """Gradient descent on the penalised squared error, batch by batch."""

    slug = "linear-regression"
    Params = LinearRegressionParams
    actions = (SetWeights, MovePoint, AddPoint, RemovePoint)

    def start(self, p: LinearRegressionParams, rng: torch.Generator, device: torch.device) -> State:
        x, y = load_points(p.data, rng)
        shuffled = torch.randperm(len(x), generator=rng)
        held = min(int(p.held_out * len(x)), len(x) - 3)
        x, y = x[shuffled].to(device), y[shuffled].to(device)
        x_held, x, y_held, y = x[:held], x[held:].clone(), y[:held], y[held:].clone()
        basis = fit_basis(p.basis, p.order, x, p.scaling)
        z = design_matrix(basis, x)  # (n, 1 + K)
        weights = torch.zeros_like(z[0])
        home = minimiser(z, y, *penalty_strengths(*penalty_of(p))).to(z)
        return State(
            rng=rng,
            basis=basis,
            home=home,
            levels=torch.stack([(y - z @ home).square().mean(), y.square().mean()]),
            z_held=design_matrix(basis, x_held),
            x_held=x_held,
            y_held=y_held,
            x=x,
            y=y,
            z=z,
            weights=weights,
            batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
            trail=new_trail(weights),
        )

    def adopt(self, s: State, p: LinearRegressionParams, old: LinearRegressionParams | None) -> None:
        if old is None or penalty_of(old) != penalty_of(p):
            s.answer = answer_for(s, p)
        if old is None or family_of(old) != family_of(p):
            s.paths = paths_for(s, p)

    def step(self, s: State, p: LinearRegressionParams) -> dict[str, Tensor]:
        rows = next_batch(s.batches, len(s.y), p.batch_size, s.rng)  # (B,)
        l1, l2 = penalty_strengths(*penalty_of(p))
        share = len(rows) / len(s.y)  # of the penalty, so that an epoch applies it once
        rate = p.lr * error_factor(p.error, len(rows))
        s.weights = s.weights - rate * gradient(s.z[rows], s.y[rows], s.weights, share * l2)
        if l1:
            s.weights = soft_threshold(s.weights, rate * share * l1)
        record(s.trail, s.weights)
        return self.measure(s, p)

    def measure(self, s: State, p: LinearRegressionParams) -> dict[str, Tensor]:
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

    def act(self, s: State, p: LinearRegressionParams, action: Edit) -> None:
        match action:
            case SetWeights():
                across, up = chosen(p, len(s.weights))
                s.weights = s.weights.clone()
                s.weights[across], s.weights[up] = action.a, action.b
                s.trail = new_trail(s.weights)
            case AddPoint():
                if len(s.y) >= MOST_POINTS:
                    raise Refused(
                        T(
                            f"there are {len(s.y)} training points already; at most {MOST_POINTS} are allowed",
                            f"已有 {len(s.y)} 个训练点；最多 {MOST_POINTS} 个",
                        )
                    )
                x, y = s.x.new_tensor([action.x]), s.y.new_tensor([action.y])
                edited(s, p, torch.cat([s.x, x]), torch.cat([s.y, y]))
            case MovePoint():
                refuse_missing(s, action.index)
                x, y = s.x.clone(), s.y.clone()
                x[action.index], y[action.index] = action.x, action.y
                edited(s, p, x, y)
            case RemovePoint():
                refuse_missing(s, action.index)
                if len(s.y) <= 3:
                    raise Refused(T("the last 3 training points cannot be removed", "最后 3 个训练点不能删除"))
                rest = torch.arange(len(s.y), device=s.y.device) != action.index  # (n,)
                edited(s, p, s.x[rest], s.y[rest])
            case _:
                assert_never(action)
