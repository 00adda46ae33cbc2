"""The parameters that choose labelled points in the plane: generated, real, own points, or an uploaded table."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from lossland.lab import Params, Refused, T, structural
from lossland.uploads.table import TableRef

MOST_OWN = 500
"""Most points that a user can place."""
MOST_CLASSES = 10

Place = Annotated[float, Field(ge=-6, le=6)]
Label = Annotated[int, Field(ge=0, le=MOST_CLASSES - 1)]

Count = Annotated[
    int,
    Field(
        ge=20,
        le=2000,
        title=T("Points", "点数"),
        description=T(
            "How many points of all classes together, validation set included.", "各类数据点总数，含验证集。"
        ),
        json_schema_extra=structural(symbol="n"),
    ),
]
Noise = Annotated[
    float,
    Field(
        ge=0,
        le=1,
        title=T("Noise", "噪声"),
        description=T(
            "How far the classes run into each other. Where they overlap, no map is right everywhere.",
            "各类别相互混入的程度。在重叠处，没有任何决策图能处处正确。",
        ),
        json_schema_extra=structural(),
    ),
]
Classes = Annotated[int, Field(ge=2, le=MOST_CLASSES)]
Heading = Annotated[str, Field(min_length=1, max_length=100)]


class Circle(Params):
    """A disc of one class inside a ring of the other."""

    kind: Literal["circle"] = "circle"
    count: Count = 500
    noise: Noise = 0.1


class Xor(Params):
    """Four squares like a chequerboard: the sign of x1 times x2."""

    kind: Literal["xor"] = "xor"
    count: Count = 500
    noise: Noise = 0.1


class Gauss(Params):
    """Two Gaussian clouds."""

    kind: Literal["gauss"] = "gauss"
    count: Count = 500
    noise: Noise = 0.1


class Spiral(Params):
    """Two arms wound around each other."""

    kind: Literal["spiral"] = "spiral"
    count: Count = 500
    noise: Noise = 0.1


class Moons(Params):
    """Two half circles that reach into each other."""

    kind: Literal["moons"] = "moons"
    count: Count = 500
    noise: Noise = 0.1


class Blobs(Params):
    """One Gaussian cloud for each class."""

    kind: Literal["blobs"] = "blobs"
    count: Count = 500
    noise: Noise = 0.1
    classes: Classes = Field(
        3,
        title=T("Classes", "类别数"),
        description=T("How many clouds.", "点云的个数。"),
        json_schema_extra=structural(symbol="K"),
    )


class Iris(Params):
    """150 real flowers of three species, by the first two principal components of four measurements."""

    kind: Literal["iris"] = "iris"


class Digits(Params):
    """Real handwritten digits of 8 x 8 pixels, by the first two principal components of their grey values."""

    kind: Literal["digits"] = "digits"
    classes: Classes = Field(
        4,
        title=T("Digits", "数字个数"),
        description=T(
            "How many digits, from 0 on. Two components out of 64 cannot keep ten of them apart.",
            "从 0 开始取几个数字。64 维中的两个主成分不足以分开全部十个数字。",
        ),
        json_schema_extra=structural(symbol="K"),
    )
    count: int = Field(
        500,
        ge=20,
        le=1797,
        title=T("Pictures", "图片数"),
        description=T(
            "At most so many pictures of all digits together; there are about 180 of each digit.",
            "所有数字的图片总数上限；每个数字约有 180 张。",
        ),
        json_schema_extra=structural(symbol="n"),
    )


class OwnPoints(Params):
    """The user's own points."""

    kind: Literal["points"] = "points"
    points: list[tuple[Place, Place]] = Field(
        [
            *((-2.5, -3.0), (-1.0, -3.6), (0.6, -3.7), (2.2, -3.1), (3.4, -1.8), (3.7, 0.0), (3.1, 1.8), (-3.4, -1.6)),
            *((-0.6, -0.8), (0.4, -1.0), (1.0, -0.2), (0.6, 0.8), (-0.4, 0.9), (-1.2, 0.2), (-1.6, 2.0), (-3.0, 2.6)),
        ],
        min_length=2,
        max_length=MOST_OWN,
        title=T("Points (x1, x2)", "数据点 (x1, x2)"),
        description=T("2 to 500 pairs, each number from −6 to 6.", "2 到 500 对，每个数在 −6 到 6 之间。"),
        json_schema_extra=structural(),
    )
    labels: list[Label] = Field(
        [0] * 8 + [1] * 8,
        min_length=2,
        max_length=MOST_OWN,
        title=T("Labels", "标签"),
        description=T("The class of each point, 0 to 9, in the same order.", "每个点的类别 (0 到 9)，顺序与点相同。"),
        json_schema_extra=structural(symbol="y"),
    )

    @model_validator(mode="after")
    def _as_many(self) -> OwnPoints:
        if len(self.points) != len(self.labels):
            raise Refused(
                T(
                    f"there are {len(self.points)} points but {len(self.labels)} labels; each needs one",
                    f"有 {len(self.points)} 个点，却有 {len(self.labels)} 个标签；每个点须有一个",
                )
            )
        return self


class UploadedClasses(Params):
    """Two columns of numbers and one of classes from an uploaded table."""

    kind: Literal["table"] = "table"
    table: TableRef = Field(
        title=T("Table", "表格"),
        description=T("An uploaded table, by its hash.", "已上传的表格，以哈希值引用。"),
        json_schema_extra=structural(),
    )
    x1: Heading = Field(
        "x1",
        title=T("Column of x1", "x1 所在列"),
        description=T("Name of the first input's column of numbers.", "第一个输入 (数值列) 的列名。"),
        json_schema_extra=structural(symbol="x1"),
    )
    x2: Heading = Field(
        "x2",
        title=T("Column of x2", "x2 所在列"),
        description=T("Name of the second input's column of numbers.", "第二个输入 (数值列) 的列名。"),
        json_schema_extra=structural(symbol="x2"),
    )
    label: Heading = Field(
        "label",
        title=T("Column of the class", "类别所在列"),
        description=T(
            "Name of a column with 2 to 10 different values, numbers or words.",
            "含 2 到 10 个不同取值的列名，取值可以是数字或文字。",
        ),
        json_schema_extra=structural(symbol="y"),
    )


ClassificationData = Annotated[
    Circle | Xor | Gauss | Spiral | Moons | Blobs | Iris | Digits | OwnPoints | UploadedClasses,
    Field(discriminator="kind"),
]

SOURCES = {
    "circle": T("Circle", "圆环"),
    "xor": T("XOR", "异或"),
    "gauss": T("Two Gaussians", "两个高斯分布"),
    "spiral": T("Spiral", "螺旋"),
    "moons": T("Moons", "双月"),
    "blobs": T("Blobs", "多个点云"),
    "iris": T("Iris (real flowers)", "鸢尾花 (真实数据)"),
    "digits": T("Digits (real handwriting)", "手写数字 (真实数据)"),
    "points": T("Own points", "自定义数据点"),
    "table": T("Uploaded table", "上传的表格"),
}
"""Name of each kind."""
