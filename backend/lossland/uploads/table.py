"""A table that a user uploaded, and the parameter type that refers to one by its content hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor

from lossland.lab.references import Ref
from lossland.lab.text import Refused, T


@dataclass(frozen=True)
class Table:
    """Named columns of numbers or of a few words; a missing value is NaN."""

    columns: tuple[str, ...]
    values: Tensor
    """float32, rows x columns; in a column of words, the index of the word."""
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words of each column of words, in alphabetical order."""


class TableRef(Ref[Table]):
    """An uploaded table."""

    kind = "table"


def two_columns(table: Table | None, x: str, y: str, most: int) -> tuple[Tensor, Tensor]:
    """Columns `x` and `y` as two (n,) tensors, without the rows in which one of them is missing.

    Raises `Refused` when the table is absent, a column is unknown or holds words, fewer than 4 rows are complete, or more than
    `most` are.
    """
    if table is None:
        raise Refused(T("the table is not loaded", "表格未载入"))
    for name in (x, y):
        if name not in table.columns:
            raise Refused(
                T(
                    f"the table has no column {name!r}; its columns are {', '.join(table.columns)}",
                    f"表格没有列“{name}”；它的列有 {', '.join(table.columns)}",
                )
            )
        if name in table.classes:
            raise Refused(
                T(f"column {name!r} holds words; a column of numbers is needed", f"列“{name}”是文字；需要数值列")
            )
    pairs = table.values[:, [table.columns.index(x), table.columns.index(y)]]  # (rows, 2)
    pairs = pairs[torch.isfinite(pairs).all(dim=1)]  # (n, 2)
    if not 4 <= len(pairs) <= most:
        raise Refused(
            T(
                f"columns {x!r} and {y!r} have {len(pairs)} complete rows; 4 to {most} are allowed",
                f"列“{x}”和“{y}”有 {len(pairs)} 个完整的行；允许 4 到 {most} 行",
            )
        )
    return pairs[:, 0].contiguous(), pairs[:, 1].contiguous()
