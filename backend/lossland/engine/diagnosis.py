"""Where a run diverged or failed: found by repeating its last steps, one tensor at a time."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from lossland.engine import codec
from lossland.engine.trajectory import Row, Trajectory
from lossland.runs.messages import Checkpoint, Failure, LogEntry


def diagnose(run: Trajectory, anchor: Checkpoint, log: Sequence[LogEntry], bad: int | None) -> Failure | None:
    """Repeats the steps since `anchor` to find the first non-finite tensor; leaves the state before it.

    `log` are the controls since then, `bad` is the step whose metrics are not finite, or None if the lab raised.
    Returns None when all was finite.
    """
    until = bad if bad is not None else run.step + 1
    found: Failure | None = None
    run.begin(anchor, log)
    with run.randomness:
        while run.step < until and found is None:
            found = _try_update(run)
    if found is not None:
        run.begin(anchor, log)
        with run.randomness:
            while run.step < found.step - 1:
                run.update()
            run.apply_logged()
    return found


def _try_update(run: Trajectory) -> Failure | None:
    """One update, and what is wrong with it."""
    try:
        row = run.update()
    except Exception as error:  # noqa: BLE001 - it becomes the run's failure
        return Failure("failed", run.step + 1, None, f"{type(error).__name__}: {error}")
    measured = _nonfinite_metric(row)
    name = codec.first_nonfinite(run.state) or measured
    if not name:
        return None
    metric = run.lab.metrics.get(measured) if measured else None
    title = (str(metric.title), metric.title.zh) if metric else None
    falling = tuple(each for each, told in run.lab.metrics.items() if told.better == "less" or told is metric)
    return Failure("diverged", run.step, name, f"{name} is no longer finite", title, falling)


def _nonfinite_metric(row: Row) -> str | None:
    """As float32, the form in which metrics are kept."""
    return next((name for name, value in row.items() if not bool(torch.isfinite(value.to(torch.float32)))), None)
