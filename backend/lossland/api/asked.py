"""Which network a request means: one of the house, one that the holder kept, or what a run has trained so far."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from lossland.api.problems import one_field
from lossland.api.services import Services
from lossland.lab.text import T
from lossland.lab.trained import Task
from lossland.models.card import cards
from lossland.runs.messages import Model, about
from lossland.runs.rows import DatasetRow

if TYPE_CHECKING:
    from lossland.engine.engine import Engine
    from lossland.runs.rows import RunRow

MOST_LENT = 16
RUN = "run:"
"""Before the id of a run whose network is asked without being kept."""


async def asked(services: Services, holder: str | None, name: str, task: Task) -> str:
    """What the engine knows the network by that a request names; 422 for one that does not do this task."""
    if name.startswith(RUN):
        return await _of_run(services, name, task)
    row = await kept_row(services, holder, name)
    if row is not None and row.about["task"] == task:
        return row.id
    card = cards().get(name)
    if row is None and card is not None and card.task == task:
        return name
    own = [each.name for each in await kept_rows(services, holder) if each.about["task"] == task]
    listed = ", ".join([*own, *(each.name for each in cards().values() if each.task == task)])
    raise one_field(422, "unknown-model", "model", name, T(f"there are {listed}", f"可用的有 {listed}"))


async def kept_rows(services: Services, holder: str | None) -> list[DatasetRow]:
    """What a holder kept, the newest first."""
    rows = [] if holder is None else await services.store.datasets(holder)
    return [row for row in rows if row.kind == "model"]


async def kept_row(services: Services, holder: str | None, name: str) -> DatasetRow | None:
    """The model that a holder kept under that name."""
    return next((row for row in await kept_rows(services, holder) if row.name == name), None)


async def model_of(services: Services, run: str, step: int | None, name: str) -> Model:
    """What a run has trained at its keyframe at or before `step` (at its newest), as a worker finds it there."""
    from lossland.engine.opening import opening_at

    engine = await services.engine()
    row = await _ready(engine, run)
    opening = await opening_at(row, services.store, row.step if step is None else step)
    gone = T("the worker was lost before it had read the run; try again", "计算进程在读取运行之前丢失；请再试一次")
    model: Model = await engine.anywhere("model", name, opening, unanswered=gone)
    return model


def identity(model: Model) -> str:
    """By which a model is known: SHA-256 of its content and of what there is to know of it."""
    what = json.dumps(about(model), sort_keys=True)
    return hashlib.sha256(b"model\0" + what.encode() + b"\0" + model.content).hexdigest()


async def _ready(engine: Engine, run: str) -> RunRow:
    row = await engine.row(run)
    await engine.library.check(row)
    await engine.begun(run)
    return row


async def _of_run(services: Services, name: str, task: Task) -> str:
    run = name.removeprefix(RUN)
    engine = await services.engine()
    row = await _ready(engine, run)
    newest = max((step for step in await services.store.keyframes(run) if step <= row.step), default=0)
    known = services.asked.get((run, newest))
    if known is None:
        model = await model_of(services, run, newest, name)
        known = identity(model), model.task
        engine.uploads.lend(known[0], model)
        services.asked[run, newest] = known
        while len(services.asked) > MOST_LENT:
            del services.asked[next(iter(services.asked))]
    if known[1] != task:
        said = T(f"what run {run} trains does not {task}", f"运行 {run} 训练的内容不能用于 {task}")
        raise one_field(422, "unknown-model", "model", name, said)
    return known[0]
