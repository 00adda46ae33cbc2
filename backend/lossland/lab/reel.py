"""The few small pictures of a lab that its card in the catalogue plays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Still:
    """One of them: the main picture after so many steps of a run with seed 0 and these parameters over the defaults."""

    step: int = 0
    params: Mapping[str, Any] = field(default_factory=dict)


def stills(*steps: int, **params: Any) -> tuple[Still, ...]:
    """One run at several steps."""
    return tuple(Still(step, params) for step in steps)


def sweep(name: str, values: Iterable[Any], step: int = 0, **params: Any) -> tuple[Still, ...]:
    """The same step for several values of one parameter."""
    return tuple(Still(step, {**params, name: value}) for value in values)
