"""A line for each schedule, in the colour that it has in both pictures."""

from __future__ import annotations

from typing import Any

from lossland.lab.marks import line
from lossland.labs.optimizers.learning_rate.params import SCHEDULE_TITLES, SCHEDULES

SCHEDULE_ROLES = ("ink-3", "class-0", "class-1", "class-2", "class-3", "class-4")


def schedule_lines(shape: str) -> list[Any]:
    """A line for each schedule, in steps ("hv") or straight from point to point ("linear")."""
    return [
        line(
            name,
            SCHEDULE_TITLES[name],
            role,
            line={"width": 2, "shape": shape, "dash": "dash" if name == "constant" else "solid"},
        )
        for name, role in zip(SCHEDULES, SCHEDULE_ROLES, strict=True)
    ]
