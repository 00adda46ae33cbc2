"""A line for each schedule, in the colour that it has in both pictures."""

from __future__ import annotations

import plotly.graph_objects as go

from lossland.lab.views import painted
from lossland.labs.optimizers.learning_rate.params import SCHEDULE_TITLES, SCHEDULES

SCHEDULE_ROLES = ("ink-3", "class-0", "class-1", "class-2", "class-3", "class-4")


def schedule_traces(step: bool) -> list[go.Scatter]:
    """A line for each schedule."""
    return [
        go.Scatter(
            uid=name,
            name=SCHEDULE_TITLES[name],
            mode="lines",
            line={"width": 2, "shape": "hv" if step else "linear", "dash": "dash" if name == "constant" else "solid"},
            meta=painted(line=role),
        )
        for name, role in zip(SCHEDULES, SCHEDULE_ROLES, strict=True)
    ]
