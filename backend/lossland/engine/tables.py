"""Puts uploaded tables where parameters refer to them: `start` receives tensors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import torch
from pydantic import BaseModel

from lossland.lab.text import Refused, T
from lossland.runs.messages import Table
from lossland.uploads.table import DatasetRef
from lossland.uploads.table import Table as TensorTable

M = TypeVar("M", bound=BaseModel)


def references(value: object) -> Iterator[DatasetRef]:
    """Every `DatasetRef` in a parameter model, nested ones too."""
    if isinstance(value, DatasetRef):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from references(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)


def resolve(p: M, tables: Mapping[str, Table]) -> M:
    """`p` with the table of every `DatasetRef` filled in. Raises `Refused` naming a data set that is not there."""
    for reference in references(p):
        table = tables.get(str(reference))
        if table is None:
            raise Refused(
                T(
                    f"data set {str(reference)!r} is not there: it was deleted or never uploaded",
                    f"没有数据集 {str(reference)!r}：已被删除或从未上传",
                )
            )
        values = torch.frombuffer(bytearray(table.values), dtype=torch.float32).reshape(table.rows, len(table.columns))
        reference.table = TensorTable(columns=table.columns, values=values, classes=table.classes)
    return p
