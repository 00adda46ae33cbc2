"""A run in this process, without cluster and store: what opens it, what drives it on, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from lossland.engine.numerics import fix_numerics
from lossland.engine.session import Session
from lossland.registry import AnyLab
from lossland.runs.blocks import rows
from lossland.runs.messages import Block, Control, LogEntry, Opening, Order, Slice, Upload
from lossland.uploads.loaded import loaded

STEPS = 24
"""Of a run that a contract test looks at."""
LONG = 60.0
"""Seconds of a slice that ends for its steps, not for its time."""

Numbers = dict[str, list[float]]
"""Values by metric, one a step; NaN at steps without one."""
Change = tuple[int, str, Mapping[str, Any]]
"""After this step: "params" and those that change, or "action" and the action."""


def complete(lab: AnyLab, params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as a run stores them."""
    plain: dict[str, Any] = lab.Params.model_validate(params).model_dump(mode="json")
    return plain


def played(lab: AnyLab) -> Mapping[str, Any]:
    """Parameters with which there is something to play: the defaults, else those of the first such preset."""
    tried: list[Mapping[str, Any]] = [{}, *(preset.params for preset in lab.presets)]
    return next(params for params in tried if not nothing_to_play(lab, params))


def nothing_to_play(lab: AnyLab, params: Mapping[str, Any]) -> bool:
    """Whether a run of a lab that has steps is over as it starts."""
    p = complete(lab, params)
    return bool(lab.at_once) and all(p[name] in values for name, values in lab.at_once.items())


def opening(lab: AnyLab, seed: int = 0, params: Mapping[str, Any] | None = None, **changes: Any) -> Opening:
    """A run's opening message."""
    return Opening(
        "r", lab.slug, seed, "cpu", start_params=complete(lab, played(lab) if params is None else params), **changes
    )


def session(
    lab: AnyLab,
    seed: int = 0,
    params: Mapping[str, Any] | None = None,
    uploads: Mapping[str, Upload] = MappingProxyType({}),
    **changes: Any,
) -> Session:
    """A run that has been opened, computing as a worker does."""
    fix_numerics()
    assets = {name: loaded(upload) for name, upload in uploads.items()}
    return Session(lab, opening(lab, seed, params, **changes), assets)


def advance(run: Session, steps: int, **changes: Any) -> Slice:
    """Makes so many steps; fails if the run does."""
    part = run.advance(Order("r", run.generation, LONG, steps, **changes))
    assert part.failure is None, part.failure
    return part


def log_of(lab: AnyLab, params: Mapping[str, Any], changes: Sequence[Change]) -> list[LogEntry]:
    """The log of a run."""
    log, now = [], complete(lab, params)
    for index, (step, kind, value) in enumerate(changes):
        if kind == "params":
            now = complete(lab, {**now, **value})
            log.append(LogEntry(step, Control(str(index), "params", {name: now[name] for name in value})))
        else:
            log.append(LogEntry(step, Control(str(index), "action", dict(value))))
    return log


def driven(
    run: Session, steps: int, log: Sequence[LogEntry] = (), *, at_a_time: int = 1, **changes: Any
) -> list[Slice]:
    """Makes steps up to `steps` with the changes of a log on the way; stops early where the run is done."""
    parts: list[Slice] = []
    while run.step < steps:
        run.post(tuple(entry.control for entry in log if entry.step == run.step), run.generation)
        ahead = [entry.step for entry in log if entry.step > run.step]
        until = min([steps, run.step + at_a_time, *ahead])
        part = advance(run, until - run.step, **changes)
        assert part.refused == (), part.refused
        parts.append(part)
        if part.finished:
            break
    return parts


def numbers(*parts: Slice) -> Numbers:
    """Every metric's values."""
    blocks = [part.block for part in parts if part.block is not None]
    names = sorted({name for block in blocks for name in block.names})
    return {name: [value for block in blocks for value in _column(block, name)] for name in names}


def _column(block: Block, name: str) -> Iterator[float]:
    if name not in block.names:
        return iter([float("nan")] * block.n)
    column: list[float] = rows(block)[name].tolist()
    return iter(column)


def equal(a: Numbers, b: Numbers) -> bool:
    """Bit for bit."""
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name], equal_nan=True) for name in a)


@cache
def straight(lab: AnyLab, steps: int = STEPS) -> Numbers:
    """A run of the defaults, or of what can be played, that nothing disturbs: computed once."""
    return numbers(advance(session(lab), steps))
