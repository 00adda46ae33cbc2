"""Labelled points in the plane for classifiers: loading them, and what their classes and axes are called."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.datasets.components import REACH, digits_plane, iris_plane
from lossland.datasets.plane import generated
from lossland.fields.labelled import MOST_CLASSES, SOURCES, ClassificationData
from lossland.lab import Refused, T
from lossland.uploads.table import Table

__all__ = [
    "MOST_CLASSES",
    "SOURCES",
    "ClassificationData",
    "Classified",
    "axis_titles",
    "class_count",
    "class_names",
    "load_classified",
]

MOST_ROWS = 5000
"""Most complete rows that a table may have."""

PALETTE = (
    T("orange", "橙色"),
    T("blue", "蓝色"),
    T("green", "绿色"),
    T("magenta", "品红"),
    *(T(f"class {index}", f"类别 {index}") for index in range(4, MOST_CLASSES)),
)
"""Names of classes that are nothing but colours, in the order of the page's palette."""
SPECIES = (T("setosa", "山鸢尾"), T("versicolor", "变色鸢尾"), T("virginica", "维吉尼亚鸢尾"))


@dataclass
class Classified:
    """Labelled points. Their order means nothing: shuffle before you split them."""

    x: Tensor
    """(n, 2) float32, within [-6, 6] x [-6, 6]."""
    label: Tensor
    """(n,) int64, 0 to `class_count` - 1."""
    images: Tensor | None
    """(n, 8, 8) uint8, 0 to 255: the digits themselves."""


def load_classified(data: ClassificationData, rng: torch.Generator) -> Classified:
    """All points of a data set. Only the generated kinds draw from `rng`. Raises `Refused` about a table."""
    if data.kind == "digits":
        x, label, images = digits_plane(data.classes, data.count)
        return Classified(x.clone(), label.clone(), images.clone())
    if data.kind == "iris":
        x, label = iris_plane()
        return Classified(x.clone(), label.clone(), None)
    if data.kind == "points":
        return Classified(torch.tensor(data.points), torch.tensor(data.labels), None)
    if data.kind == "table":
        x, label, _ = labelled_rows(data.table.value, data.x1, data.x2, data.label)
        return Classified(x, label, None)
    x, label = generated(data.kind, data.count, data.noise, data.classes if data.kind == "blobs" else 2, rng)
    return Classified(x, label, None)


def class_count(data: ClassificationData) -> int:
    """How many classes a classifier of these points needs, at least 2."""
    if data.kind in ("blobs", "digits"):
        return data.classes
    if data.kind == "iris":
        return 3
    if data.kind == "points":
        return max(2, max(data.labels) + 1)
    if data.kind == "table":
        return len(labelled_rows(data.table.value, data.x1, data.x2, data.label)[2])
    return 2


def class_names(data: ClassificationData) -> tuple[T, ...]:
    """What the classes are called, in the order of their labels."""
    if data.kind == "iris":
        return SPECIES
    if data.kind == "digits":
        return tuple(T(str(digit), str(digit)) for digit in range(data.classes))
    if data.kind == "table":
        return tuple(T(name, name) for name in labelled_rows(data.table.value, data.x1, data.x2, data.label)[2])
    return PALETTE[: class_count(data)]


def axis_titles(data: ClassificationData) -> tuple[T, T]:
    """What stands on the two axes."""
    if data.kind in ("iris", "digits"):
        return T("First principal component", "第一主成分"), T("Second principal component", "第二主成分")
    if data.kind == "table":
        return T(f"{data.x1} (scaled)", f"{data.x1} (已缩放)"), T(f"{data.x2} (scaled)", f"{data.x2} (已缩放)")
    return T("x₁", "x₁"), T("x₂", "x₂")


def labelled_rows(table: Table | None, x1: str, x2: str, label: str) -> tuple[Tensor, Tensor, tuple[str, ...]]:
    """The complete rows of a table: x (n, 2) with each column scaled to [-5.5, 5.5], label (n,), names of the classes.

    Classes are in the order of their values. Raises `Refused` when the table is absent, a column is unknown or named
    twice, an input is a column of words, fewer than 2 rows are complete or more than 5000, or there are not 2 to 10 classes.
    """
    if table is None:
        raise Refused(T("the table is not loaded", "表格未载入"))
    if len({x1, x2, label}) < 3:
        raise Refused(
            T(
                f"x1 ({x1!r}), x2 ({x2!r}) and the class ({label!r}) must be three different columns",
                f"x1 (“{x1}”)、x2 (“{x2}”) 和类别 (“{label}”) 须为三个不同的列",
            )
        )
    for name in (x1, x2, label):
        if name not in table.columns:
            raise Refused(
                T(
                    f"the table has no column {name!r}; its columns are {', '.join(table.columns)}",
                    f"表格没有列“{name}”；它的列有 {', '.join(table.columns)}",
                )
            )
    for name in (x1, x2):
        if name in table.classes:
            raise Refused(
                T(
                    f"column {name!r} holds words; an input must be a column of numbers",
                    f"列“{name}”是文字；输入须为数值列",
                )
            )
    rows = table.values[:, [table.columns.index(name) for name in (x1, x2, label)]]  # (rows, 3)
    rows = rows[torch.isfinite(rows).all(dim=1)]  # (n, 3)
    if not 2 <= len(rows) <= MOST_ROWS:
        raise Refused(
            T(
                f"{len(rows)} rows are complete in {x1!r}, {x2!r} and {label!r}; 2 to {MOST_ROWS} are allowed",
                f"“{x1}”、“{x2}”和“{label}”有 {len(rows)} 个完整的行；允许 2 到 {MOST_ROWS} 行",
            )
        )
    values, index = torch.unique(rows[:, 2], return_inverse=True)  # (K,), (n,)
    if not 2 <= len(values) <= MOST_CLASSES:
        raise Refused(
            T(
                f"column {label!r} has {len(values)} different values; 2 to {MOST_CLASSES} are allowed",
                f"列“{label}”有 {len(values)} 个不同的值；允许 2 到 {MOST_CLASSES} 个",
            )
        )
    words = table.classes.get(label)
    names = tuple(words[int(value)] if words else f"{value:g}" for value in values.tolist())
    low, high = rows[:, :2].double().aminmax(dim=0)
    half = (high - low) / 2
    x = (rows[:, :2].double() - low - half) * (REACH / half.clamp(min=1e-30))
    return x.float(), index, names
