"""A run's past: keyframes, their pictures, the control log."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem
from lossland.api.runs import RunDep
from lossland.api.schemas import Frame, KeyframeStep, LogLine, StepPath
from lossland.runs.reasons import no_keyframe

router = APIRouter(tags=["runs"])


@router.get("/runs/{run_id}/keyframes", response_model=list[KeyframeStep])
async def keyframes(row: RunDep, services: ServicesDep) -> Any:
    """The steps that can be looked at and forked at."""
    await (await services.engine()).begun(row.id)
    return [{"step": step} for step in await services.store.keyframes(row.id)]


@router.get("/runs/{run_id}/frames/{step}", response_model=Frame)
async def frame(row: RunDep, step: StepPath, services: ServicesDep) -> Response:
    """The picture of the keyframe at or before `step`."""
    await (await services.engine()).begun(row.id)
    found = await services.store.frame(row.id, step)
    if found is None:
        raise Problem(404, "unknown-keyframe", no_keyframe(row.id, step))
    return Response(found, media_type="application/json")


@router.get("/runs/{run_id}/log", response_model=list[LogLine])
async def log(row: RunDep, services: ServicesDep) -> Any:
    """What was changed while the run went on, and after which step."""
    entries = await services.store.log(row.id)
    return [{"step": entry.step, "kind": entry.control.kind, "value": entry.control.value} for entry in entries]
