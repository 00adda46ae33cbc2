"""Families of metrics: the same number of several trainings, layers or classes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from lossland.lab.lab import Metric
from lossland.lab.text import T

if TYPE_CHECKING:
    from torch import Tensor


def family(
    prefix: str,
    title: T,
    rows: Mapping[str, T],
    *,
    headline: Collection[str] = (),
    percent: bool = False,
    when: Mapping[str, list[str]] | None = None,
) -> dict[str, Metric]:
    """A metric `prefix_row` for every row, called by both titles; `headline` names the rows that are shown large, `when` where."""
    return {
        f"{prefix}_{name}": Metric(
            T(f"{title} {row}", f"{title.zh} {row.zh}"), name in headline, percent, when=when or {}
        )
        for name, row in rows.items()
    }


def spread(prefix: str, names: Iterable[str], values: Tensor) -> dict[str, Tensor]:
    """What `step` reports of a family: values (k,), one for each of the k rows named."""
    return {f"{prefix}_{name}": value for name, value in zip(names, values.unbind(), strict=True)}
