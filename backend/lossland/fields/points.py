"""Points (x, y) in the plane, from every source that a lab offers: the parameters that choose them and their loader."""

from __future__ import annotations

from typing import Annotated, Literal

import torch
from pydantic import Field
from torch import Tensor

from lossland.datasets.diabetes import diabetes
from lossland.datasets.synthetic import noisy_curve, two_classes
from lossland.lab import Params, T, structural
from lossland.uploads.table import TableRef, two_columns

MOST_POINTS = 500
"""Most points that a user can type or generate."""
MOST_ROWS = 5000
"""Most rows that a table may have."""

Coordinate = Annotated[float, Field(ge=-1e6, le=1e6)]

FEATURES = {
    "age": T("Age (years)", "年龄 (岁)"),
    "sex": T("Sex (1, 2)", "性别 (1, 2)"),
    "bmi": T("Body mass index", "体重指数"),
    "bp": T("Blood pressure", "血压"),
    "s1": T("Total cholesterol", "总胆固醇"),
    "s2": T("LDL", "低密度脂蛋白"),
    "s3": T("HDL", "高密度脂蛋白"),
    "s4": T("Cholesterol / HDL", "总胆固醇 / 高密度脂蛋白"),
    "s5": T("Log triglycerides", "甘油三酯的对数"),
    "s6": T("Blood sugar", "血糖"),
}


class Synthetic(Params):
    """A known curve with noise on it."""

    kind: Literal["synthetic"] = "synthetic"
    shape: Literal["line", "sine", "step"] = Field(
        "line",
        title=T("True curve", "真实曲线"),
        description=T("What the points follow, apart from the noise.", "除噪声外，数据点所遵循的曲线。"),
        json_schema_extra=structural(
            options={"line": T("Line", "直线"), "sine": T("Sine", "正弦"), "step": T("Step", "阶跃")}
        ),
    )
    count: int = Field(
        40,
        ge=4,
        le=MOST_POINTS,
        title=T("Points", "点数"),
        description=T("How many points, validation set included.", "数据点总数，含验证集。"),
        json_schema_extra=structural(symbol="n"),
    )
    noise: float = Field(
        0.4,
        ge=0,
        le=2,
        title=T("Noise", "噪声"),
        description=T(
            "Standard deviation of the Gaussian noise; its square is the least mean squared error to hope for.",
            "高斯噪声的标准差；其平方是均方误差所能期望的最小值。",
        ),
        json_schema_extra=structural(symbol="σ"),
    )


class Classes(Params):
    """Two classes with labels 0 and 1: least squares, then a threshold."""

    kind: Literal["classes"] = "classes"
    count: int = Field(
        40,
        ge=4,
        le=MOST_POINTS,
        title=T("Points", "点数"),
        description=T("How many points, validation set included.", "数据点总数，含验证集。"),
        json_schema_extra=structural(symbol="n"),
    )
    outliers: int = Field(
        0,
        ge=0,
        le=20,
        title=T("Far points of class 1", "类别 1 的远端点"),
        description=T(
            "Points so far right that nobody could take them for class 0. Least squares minds them all the same.",
            "远在右侧、绝不会被认作类别 0 的点。最小二乘却仍然受其影响。",
        ),
        json_schema_extra=structural(),
    )


class Diabetes(Params):
    """scikit-learn's diabetes data with one chosen feature."""

    kind: Literal["diabetes"] = "diabetes"
    feature: Literal["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"] = Field(
        "bmi",
        title=T("Feature", "特征"),
        description=T("The one input, in its original unit.", "唯一的输入，采用原始单位。"),
        json_schema_extra=structural(options=FEATURES),
    )


class Points(Params):
    """The user's own points."""

    kind: Literal["points"] = "points"
    points: list[tuple[Coordinate, Coordinate]] = Field(
        [(0.5, 1.0), (1.0, 1.2), (1.5, 2.1), (2.0, 1.9), (2.5, 2.8), (3.0, 2.6), (3.5, 3.6), (4.0, 3.4)],
        min_length=4,
        max_length=MOST_POINTS,
        title=T("Points (x, y)", "数据点 (x, y)"),
        description=T("At most 500 pairs.", "最多 500 对。"),
        json_schema_extra=structural(),
    )


class Uploaded(Params):
    """Two columns of an uploaded table."""

    kind: Literal["table"] = "table"
    table: TableRef = Field(
        title=T("Table", "表格"),
        description=T("An uploaded table of numbers, by its hash.", "已上传的数值表格，以哈希值引用。"),
        json_schema_extra=structural(),
    )
    x: str = Field(
        "x",
        min_length=1,
        max_length=100,
        title=T("Column of x", "x 所在列"),
        description=T("Name of the input's column.", "输入所在列的列名。"),
        json_schema_extra=structural(symbol="x"),
    )
    y: str = Field(
        "y",
        min_length=1,
        max_length=100,
        title=T("Column of y", "y 所在列"),
        description=T("Name of the target's column.", "目标所在列的列名。"),
        json_schema_extra=structural(symbol="y"),
    )


PointSource = Annotated[Synthetic | Classes | Diabetes | Points | Uploaded, Field(discriminator="kind")]

SOURCES = {
    "synthetic": T("Generated points", "生成的数据点"),
    "classes": T("Two classes", "两个类别"),
    "diabetes": T("Diabetes (real patients)", "糖尿病数据 (真实患者)"),
    "points": T("Own points", "自定义数据点"),
    "table": T("Uploaded table", "上传的表格"),
}
"""Name of each kind."""


def load_points(data: PointSource, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """All points as x and y, both (count,) float32. Only the generated kinds draw from `rng`."""
    if data.kind == "synthetic":
        return noisy_curve(data.shape, data.count, data.noise, rng)
    if data.kind == "classes":
        return two_classes(data.count, data.outliers, rng)
    if data.kind == "diabetes":
        return diabetes(data.feature)
    if data.kind == "points":
        pairs = torch.tensor(data.points)  # (count, 2)
        return pairs[:, 0], pairs[:, 1]
    return two_columns(data.table.value, data.x, data.y, MOST_ROWS)
