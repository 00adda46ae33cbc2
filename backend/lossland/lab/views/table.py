"""Rows of numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import Model, View


class Column(Model):
    """A column of a `Table`: the array that fills it, its heading, and how its numbers are written."""

    name: str
    title: T
    digits: int = Num(3, ge=0, le=9, description="significant digits; 0 writes whole numbers")
    percent: bool = False


class Table(View):
    """Rows of numbers. Frame: one array (rows,) for each column, NaN where there is none, shorter where the last rows have
    nothing; `key` (rows,) i4 if linked."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[T, ...] = ()
    """Headings of the rows; there may be fewer rows than these."""
    missing: str = "–"
    """What is written where there is no number."""
