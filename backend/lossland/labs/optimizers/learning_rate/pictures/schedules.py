"""A line for each schedule, in the colour that it has in both pictures."""

from __future__ import annotations

from typing import Any

from lossland.lab.marks import line
from lossland.labs.optimizers.learning_rate.params import SCHEDULE_TITLES, SCHEDULES

SCHEDULE_ROLES = ("ink-3/50", "class-0", "class-1", "class-2", "class-3", "class-4")


WIDTHS = (8, 6, 4.5, 3, 1.8, 1.8)
"""Schedules that are equal for a while lie on each other: each is wider than the next, and the last has gaps."""


def schedule_lines(shape: str) -> list[Any]:
    """A line for each schedule, in steps ("hv") or straight from point to point ("linear")."""
    return [
        line(
            name,
            SCHEDULE_TITLES[name],
            role,
            line={"width": width, "shape": shape, "dash": "6px,6px" if name == SCHEDULES[-1] else "solid"},
        )
        for name, role, width in zip(SCHEDULES, SCHEDULE_ROLES, WIDTHS, strict=True)
    ]
