"""The parameters of the linear regression lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.fields.data import DATA, validation_share
from lossland.fields.descent import DESCENT, learning_rate, samples_per_update
from lossland.fields.points import MOST_ROWS, SOURCES, PointSource, Synthetic
from lossland.lab import LabParams, T, live, structural, view

MODEL = T("Model", "模型")
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
    held_out: float = validation_share(0.25, le=0.8)
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
    lr: float = learning_rate(
        0.05,
        T("How far one step goes against the gradient.", "每一步沿负梯度方向走多远。"),
        le=10,
        group=DESCENT,
    )
    batch_size: int = samples_per_update(
        live,
        8,
        T(
            "Samples per step, drawn without replacement: 1 is one by one, the whole training set is batch descent.",
            "每步使用的样本数，无放回抽取：1 为逐个样本，等于训练集大小时即批量梯度下降。",
        ),
        le=MOST_ROWS,
        group=DESCENT,
    )
    error: Literal["mean", "half_sum", "sum"] = Field(
        "mean",
        title=T("Form of the squared error", "平方误差的形式"),
        description=T(
            "Sum and half sum (as in the course) make the step grow with the batch; the answer is the same for all.",
            "平方和与平方和的一半 (课程写法) 使步长随批量增大；三种形式的最优解相同。",
        ),
        json_schema_extra=live(
            group=DESCENT,
            advanced=True,
            options={"mean": T("Mean", "均值"), "half_sum": T("Half sum", "平方和的一半"), "sum": T("Sum", "平方和")},
        ),
    )
    penalty: Literal["none", "ridge", "lasso", "elastic_net"] = Field(
        "none",
        title=T("Penalty", "惩罚项"),
        description=T("How large weights are penalised. The bias never is.", "对大权重的惩罚方式。偏置不受惩罚。"),
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
        title=T("Strength", "惩罚系数"),
        description=T(
            "Factor of the penalty, which is added to half the sum of squares.",
            "惩罚项的系数；惩罚项加在平方和的一半之上。",
        ),
        json_schema_extra=live(
            group=PENALTY, scale="log", symbol="λ", when={"penalty": ["ridge", "lasso", "elastic_net"]}
        ),
    )
    l1_ratio: float = Field(
        0.5,
        ge=0,
        le=1,
        title=T("Share of L1", "L1 的占比"),
        description=T("1 is the lasso, 0 a ridge of twice the strength.", "1 即 Lasso，0 即惩罚系数加倍的岭回归。"),
        json_schema_extra=live(group=PENALTY, advanced=True, symbol="ρ", when={"penalty": ["elastic_net"]}),
    )
    across: int = Field(
        1,
        ge=0,
        le=30,
        title=T("Index of the weight across", "横轴权重的序号"),
        description=T(
            "The a of w_a on the surface's horizontal axis; 0 is the bias. Beyond the last means the last.",
            "曲面横轴 w_a 中的 a；0 为偏置。超出范围时取最后一个。",
        ),
        json_schema_extra=view(group=PLANE, advanced=True, symbol="a"),
    )
    up: int = Field(
        0,
        ge=0,
        le=30,
        title=T("Index of the weight up", "纵轴权重的序号"),
        description=T("The b of w_b on the vertical axis.", "纵轴 w_b 中的 b。"),
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


def chosen(p: LinearRegressionParams, count: int) -> tuple[int, int]:
    """Indices of the two weights that span the surface; always two different ones of `count`."""
    a, b = min(p.across, count - 1), min(p.up, count - 1)
    return (a, b) if a != b else (a, a - 1 if a else 1)


def count_of(p: LinearRegressionParams) -> int:
    """The number K of basis functions."""
    return {"line": 1, "fourier": 2 * p.order}.get(p.basis, p.order)
