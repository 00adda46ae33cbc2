"""Driving a run: play, pause, step, stop, speed, parameters, actions, forks."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from lossland.api.holders import NewHolderDep, ServicesDep
from lossland.api.parameters import action_of, plain, refuse_structural, validated
from lossland.api.problems import Problem
from lossland.api.runs import LIVE, OwnedDep, RunDep, check_limits, lab_named, shown_run
from lossland.api.schemas import ActionRequest, ControlRequest, ForkRequest, JsonObject, ParamsRequest, Run
from lossland.api.services import Services
from lossland.lab.text import T
from lossland.runs.errors import EngineError
from lossland.runs.messages import ENDED
from lossland.runs.reasons import ended
from lossland.runs.rows import RunRow
from lossland.store.errors import StoreError

router = APIRouter(tags=["runs"])


def ended_words(row: RunRow) -> T:
    """Why a run that is over is not driven on, and why it ended."""
    said, reason = ended(row.id, row.state), row.message or {"en": "", "zh": ""}
    return T(f"{said}. {reason['en']}".rstrip(". ") + ".", f"{said.zh}。{reason['zh']}".rstrip("。") + "。")


def check_going(row: RunRow) -> None:
    """409 if the run is over."""
    if row.state in ENDED:
        raise Problem(409, "run-ended", ended_words(row))


async def going_row(row: OwnedDep) -> RunRow:
    """The run of the path if it is not over; 409 otherwise."""
    check_going(row)
    return row


GoingDep = Annotated[RunRow, Depends(going_row)]


@router.post("/runs/{run_id}/control", response_model=Run)
async def control(row: OwnedDep, request: ControlRequest, services: ServicesDep) -> Any:
    """Plays, pauses, steps or stops a run, or sets its speed; answers when that holds.

    A run that is over rests and has no speed: `pause`, `stop` and `speed`, which may be on their way when it ends, leave it
    as it is.
    """
    given = request.model_fields_set
    if request.action is None and "speed" not in given:
        raise Problem(
            422, "invalid", T("the body must have `action`, `speed` or both", "请求体须有 `action`、`speed` 或两者")
        )
    if request.action in ("play", "step"):
        check_going(row)
    engine = await services.engine()
    speed = request.speed if "speed" in given else "keep"
    # a run that plays counts: no other may begin between counting and playing
    alone: AbstractAsyncContextManager[None] = services.creating if request.action == "play" else nullcontext()
    async with alone:
        if request.action in ("play", "step") and row.state not in LIVE:
            await check_limits(services, row.holder, opening=False)
        changed = await engine.control(row.id, request.action, request.steps, speed)  # type: ignore[arg-type]
    return await shown_run(services, changed)


@router.patch("/runs/{run_id}/params", response_model=Run)
async def change_params(row: GoingDep, request: ParamsRequest, services: ServicesDep) -> Any:
    """Sets live and view parameters; 409 names those that need a new start. Answers when they are in force."""
    params = await changed_params(services, row, row.params, request.params)
    return await shown_run(services, await (await services.engine()).change(row.id, params))


@router.post("/runs/{run_id}/actions", response_model=Run)
async def act(row: GoingDep, request: ActionRequest, services: ServicesDep) -> Any:
    """Applies one of the lab's actions; answers when it is stored."""
    action = action_of(await lab_named(services, row.lab), request.action)
    return await shown_run(services, await (await services.engine()).act(row.id, action))


@router.post("/runs/{run_id}/fork", status_code=201, response_model=Run)
async def fork(row: RunDep, request: ForkRequest, services: ServicesDep, holder: NewHolderDep) -> Any:
    """A paused child of a run from its keyframe at or before `step`, with live or view parameters changed."""
    engine = await services.engine()
    await engine.begun(row.id)
    params: dict[str, Any] = {}
    if request.params:
        found = await services.store.keyframe(row.id, request.step)
        before = row.params if found is None else found.checkpoint.params
        params = await changed_params(services, row, before, request.params)
    async with services.creating:
        await check_limits(services, holder, opening=True)
        child = await engine.fork(row.id, request.step, holder)
    # others may make runs while a worker takes the change up; a child without the change was not asked for
    if not params.items() <= child.params.items():
        try:
            child = await engine.change(child.id, params)
        except (EngineError, StoreError):
            await engine.delete(child.id)
            raise
    return await shown_run(services, child)


async def changed_params(services: Services, row: RunRow, before: dict[str, Any], given: JsonObject) -> dict[str, Any]:
    """The `given` parameters, checked beside the others; 422 or 409 where they cannot be."""
    lab = await lab_named(services, row.lab)
    new = validated(lab, {**before, **given})
    refuse_structural(row.id, validated(lab, before), new)
    complete = plain(new)
    return {name: complete[name] for name in given}
