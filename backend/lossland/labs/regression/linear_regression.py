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

from lossland.algorithms.basis import Basis, design_matrix, fit_basis
from lossland.algorithms.batches import Batches, next_batch
from lossland.algorithms.regression import (
    error_factor,
    gradient,
    minimiser,
    penalty_strengths,
    soft_threshold,
)
from lossland.algorithms.trail import Trail, new_trail, record
from lossland.datasets.points import (
    MOST_POINTS,
    MOST_ROWS,
    SOURCES,
    Coordinate,
    PointSource,
    Synthetic,
    load_points,
)
from lossland.lab import Action, Arrays, Lab, LabParams, Metric, Preset, T, constant, live, structural, view
from lossland.labs.regression._linear_regression_pictures import chosen, draw, figures
from lossland.views import Figure

DATA = T("Data", "数据")
MODEL = T("Model", "模型")
DESCENT = T("Gradient descent", "梯度下降")
PENALTY = T("Penalty", "惩罚项")
PLANE = T("Cost surface", "代价曲面")


class LinearRegressionParams(LabParams):
    """What the page shows as controls."""

    data: PointSource = Field(
        Synthetic(),
        title=T("Data", "数据"),
        description=T("Where the points come from.", "数据点的来源。"),
        json_schema_extra=structural(
            group=DATA,
            options=SOURCES,
        ),
    )
    held_out: float = Field(
        0.25,
        ge=0,
        le=0.8,
        title=T("Validation share", "验证集比例"),
        description=T("Share of the points that training never sees.", "训练时不使用的数据点所占比例。"),
        json_schema_extra=structural(group=DATA, advanced=True),
    )
    basis: Literal["line", "polynomial", "radial", "fourier"] = Field(
        "line",
        title=T("Basis functions", "基函数"),
        description=T(
            "The columns of Z. The model stays linear in w whatever they are.",
            "Z 的各列。无论选哪种，模型对 w 始终是线性的。",
        ),
        json_schema_extra=structural(
            group=MODEL,
            symbol="φ",
            options={
                "line": T("Line", "直线"),
                "polynomial": T("Polynomial", "多项式"),
                "radial": T("Radial", "径向基"),
                "fourier": T("Fourier", "傅里叶"),
            },
        ),
    )
    order: int = Field(
        5,
        ge=1,
        le=15,
        title=T("Order", "阶数"),
        description=T(
            "Powers of the polynomial, radial bumps, or Fourier frequencies (two weights each).",
            "多项式的次数、径向基的个数，或傅里叶频率的个数 (每个频率两个权重)。",
        ),
        json_schema_extra=structural(group=MODEL, symbol="M", when={"basis": ["polynomial", "radial", "fourier"]}),
    )
    scaling: bool = Field(
        True,
        title=T("Feature scaling", "特征缩放"),
        description=T(
            "Subtract each column's mean and divide by its standard deviation: the contours become round.",
            "每列减去均值、再除以标准差：等高线会变圆。",
        ),
        json_schema_extra=structural(group=MODEL),
    )
    lr: float = Field(
        0.05,
        gt=0,
        le=10,
        title=T("Learning rate", "学习率"),
        description=T("How far one step goes against the gradient.", "每一步沿负梯度方向走多远。"),
        json_schema_extra=live(group=DESCENT, scale="log", symbol="α"),
    )
    batch_size: int = Field(
        8,
        ge=1,
        le=MOST_ROWS,
        title=T("Batch size", "批量大小"),
        description=T(
            "Samples per step, drawn without replacement: 1 is one by one, the whole training set is batch descent.",
            "每步使用的样本数，无放回抽取：1 为逐个样本，等于训练集大小时即批量梯度下降。",
        ),
        json_schema_extra=live(group=DESCENT, scale="log", symbol="B"),
    )
    error: Literal["mean", "half_sum", "sum"] = Field(
        "mean",
        title=T("Form of the squared error", "平方误差的形式"),
        description=T(
            "Sum and half sum (as in the course) make the step grow with the batch; the answer is the same for all.",
            "求和与半和 (课程形式) 使步长随批量增大；三种形式的最优解相同。",
        ),
        json_schema_extra=live(
            group=DESCENT,
            advanced=True,
            options={"mean": T("Mean", "均值"), "half_sum": T("Half sum", "半和"), "sum": T("Sum", "求和")},
        ),
    )
    penalty: Literal["none", "ridge", "lasso", "elastic_net"] = Field(
        "none",
        title=T("Penalty", "惩罚项"),
        description=T("What large weights cost. The bias is never penalised.", "大权重的代价。偏置不受惩罚。"),
        json_schema_extra=live(
            group=PENALTY,
            options={
                "none": T("None", "无"),
                "ridge": T("Ridge", "岭回归"),
                "lasso": T("Lasso", "Lasso 回归"),
                "elastic_net": T("Elastic net", "弹性网络"),
            },
        ),
    )
    strength: float = Field(
        1.0,
        ge=1e-3,
        le=1e4,
        title=T("Strength", "强度"),
        description=T("Weight of the penalty beside half the sum of squares.", "惩罚项相对于平方和之半的权重。"),
        json_schema_extra=live(
            group=PENALTY, scale="log", symbol="λ", when={"penalty": ["ridge", "lasso", "elastic_net"]}
        ),
    )
    l1_ratio: float = Field(
        0.5,
        ge=0,
        le=1,
        title=T("Share of L1", "L1 的占比"),
        description=T("1 is the lasso, 0 a ridge of twice the strength.", "1 即 Lasso，0 即两倍强度的岭回归。"),
        json_schema_extra=live(group=PENALTY, advanced=True, symbol="ρ", when={"penalty": ["elastic_net"]}),
    )
    across: int = Field(
        1,
        ge=0,
        le=30,
        title=T("Weight across", "横轴权重"),
        description=T(
            "Index of the weight on the surface's horizontal axis; 0 is the bias. Beyond the last means the last.",
            "曲面横轴对应的权重序号；0 为偏置。超出范围时取最后一个。",
        ),
        json_schema_extra=view(group=PLANE, advanced=True, symbol="a"),
    )
    up: int = Field(
        0,
        ge=0,
        le=30,
        title=T("Weight up", "纵轴权重"),
        description=T("Index of the weight on the vertical axis.", "曲面纵轴对应的权重序号。"),
        json_schema_extra=view(group=PLANE, advanced=True, symbol="b"),
    )
    squares: bool = Field(
        True,
        title=T("Draw the squares", "显示残差正方形"),
        description=T(
            "Each residual as a square (of 60 points at most): least squares is least total area.",
            "每个残差画成正方形 (最多 60 个点)：最小二乘即总面积最小。",
        ),
        json_schema_extra=view(group=PLANE, advanced=True),
    )


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
    presets = (
        Preset(
            "round-bowl",
            T("A line, scaled", "直线，已缩放"),
            T("Round contours: the path goes straight to the star.", "等高线是圆的：路径直奔那颗星。"),
            {},
        ),
        Preset(
            "ravine",
            T("Patients, unscaled", "患者数据，未缩放"),
            T(
                "Body mass index as it is: a ravine. Fast across it, then hardly any progress along it.",
                "直接使用原始体重指数：狭长的沟谷。横向很快，纵向几乎不动。",
            ),
            {
                "data": {"kind": "diabetes", "feature": "bmi"},
                "scaling": False,
                "batch_size": MOST_ROWS,
                "lr": 0.001,
            },
        ),
        Preset(
            "diverges",
            T("Rate too large", "学习率过大"),
            T("Every step overshoots by more than it corrects.", "每一步越过最低点的距离都大于所修正的距离。"),
            {"scaling": False, "batch_size": MOST_ROWS, "lr": 0.4},
        ),
        Preset(
            "patients",
            T("442 real patients", "442 位真实患者"),
            T("Body mass index against the disease a year later.", "体重指数与一年后的病情。"),
            {"data": {"kind": "diabetes", "feature": "bmi"}, "batch_size": 32},
        ),
        Preset(
            "overfits",
            T("Too many bumps", "基函数过多"),
            T(
                "15 bumps for 18 noisy points: training error falls, validation error rises.",
                "15 个径向基拟合 18 个带噪声的点：训练误差下降，验证误差上升。",
            ),
            {
                "data": {"kind": "synthetic", "shape": "sine", "count": 24, "noise": 0.6},
                "basis": "radial",
                "order": 15,
                "batch_size": MOST_ROWS,
                "lr": 0.2,
            },
        ),
        Preset(
            "ridge-tames",
            T("The same bumps with a ridge", "同样的基函数，加岭回归"),
            T("The penalty keeps the weights small and the curve calm.", "惩罚项使权重保持较小、曲线保持平缓。"),
            {
                "data": {"kind": "synthetic", "shape": "sine", "count": 24, "noise": 0.6},
                "basis": "radial",
                "order": 15,
                "batch_size": MOST_ROWS,
                "lr": 0.2,
                "penalty": "ridge",
                "strength": 1.0,
            },
        ),
        Preset(
            "lasso-selects",
            T("Lasso picks columns", "Lasso 挑选列"),
            T("Most of twelve powers end at exactly zero.", "十二个幂次中的大多数恰好变为零。"),
            {
                "data": {"kind": "synthetic", "shape": "sine", "count": 60, "noise": 0.3},
                "basis": "polynomial",
                "order": 12,
                "penalty": "lasso",
                "strength": 3.0,
                "batch_size": MOST_ROWS,
                "lr": 0.1,
            },
        ),
        Preset(
            "threshold",
            T("A line as a classifier", "用直线作分类器"),
            T("Above one half means class 1. It seems to work.", "高于二分之一即判为类别 1。看起来可行。"),
            {"data": {"kind": "classes", "count": 40, "outliers": 0}},
        ),
        Preset(
            "threshold-fooled",
            T("... until far points come", "……直到出现远端点"),
            T(
                "Six points that are easy to classify drag the boundary away.",
                "六个本来极易分类的点把决策边界拉走了。",
            ),
            {"data": {"kind": "classes", "count": 40, "outliers": 6}},
        ),
    )

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
