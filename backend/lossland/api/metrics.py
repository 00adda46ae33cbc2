"""A run's metrics as JSON, CSV or typed arrays."""

from __future__ import annotations

import asyncio
import base64
import json
import math
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem
from lossland.api.runs import RunDep
from lossland.api.schemas import Metrics, MetricsAt, StepPath
from lossland.lab.text import T
from lossland.runs.blocks import Series, Steps, sampled, typed

router = APIRouter(tags=["runs"])
MOST_STEPS = 1_000_000
_CHUNK = 10_000


@router.get(
    "/runs/{run_id}/metrics",
    response_model=Metrics,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The metrics"}},
)
async def get_metrics(
    row: RunDep,
    services: ServicesDep,
    after: Annotated[int, Query(ge=0, le=2**53, description="Steps later than this one.")] = 0,
    every: Annotated[int, Query(ge=1, le=2**31, description="Only steps that this number divides.")] = 1,
    format: Annotated[Literal["json", "csv", "bdata"], Query()] = "json",
) -> Response:
    """All stored metrics of a run."""
    if (row.step - after) // every > MOST_STEPS:
        raise Problem(
            422,
            "too-many",
            T(
                f"more than {MOST_STEPS} steps; ask for fewer with `after` and `every`",
                f"超过 {MOST_STEPS} 步；请用 `after` 和 `every` 减少",
            ),
        )
    parts = [block async for block in services.store.blocks(row.id, after)]
    steps, series = await asyncio.to_thread(sampled, parts, every)
    if format == "csv":
        named = {"content-disposition": f'attachment; filename="{row.lab}-{row.id}.csv"'}
        return StreamingResponse(csv_lines(steps, series), media_type="text/csv; charset=utf-8", headers=named)
    if format == "json":
        return StreamingResponse(json_pieces(steps, series), media_type="application/json")
    body = await asyncio.to_thread(lambda: json.dumps(as_arrays(steps, series), separators=(",", ":")))
    return Response(body, media_type="application/json")


@router.get("/runs/{run_id}/metrics/{step}", response_model=MetricsAt)
async def get_metrics_at(row: RunDep, step: StepPath, services: ServicesDep) -> Any:
    """What was measured by `step`: of each metric the last value. The steps before a fork are its parent's."""
    last = await services.store.last_metric(row.id)
    lab = (await (await services.engine()).library.labs()).get(row.lab)
    metrics = await services.store.latest(row.id, step, list(lab.metrics)) if lab else {}
    return {"step": min(step, row.fork_step or 0 if last is None else last), "metrics": metrics}


def json_pieces(steps: Steps, series: Series) -> Iterator[str]:
    """Lists; null where a metric is absent. In pieces, since writing a number takes the interpreter from all others."""
    yield '{"steps":['
    yield from _numbers(steps)
    yield '],"series":{'
    for index, (name, row) in enumerate(series.items()):
        yield f"{',' if index else ''}{json.dumps(name)}:["
        yield from _numbers(row)
        yield "]"
    yield "}}"


def _numbers(row: npt.NDArray[Any]) -> Iterator[str]:
    for start in range(0, len(row), _CHUNK):
        part = [None if math.isnan(number) else number for number in row[start : start + _CHUNK].tolist()]
        yield ("," if start else "") + json.dumps(part, separators=(",", ":"))[1:-1]


def as_arrays(steps: Steps, series: Series) -> dict[str, Any]:
    """Typed arrays: `steps` i4, each metric f4 with NaN where it is absent."""
    return {
        "first": int(steps[0]) if len(steps) else None,
        "n": len(steps),
        "steps": {"dtype": "i4", "bdata": base64.b64encode(steps.astype("<i4").tobytes()).decode()},
        "series": typed(series),
    }


def csv_lines(steps: Steps, series: Series) -> Iterator[str]:
    """Header and rows; an absent metric is an empty cell. Numbers have the digits that give the same float32 back."""
    yield ",".join(["step", *series]) + "\n"
    for start in range(0, len(steps), _CHUNK):
        part = slice(start, start + _CHUNK)
        columns = [
            steps[part].astype(str),
            *(np.where(np.isnan(row[part]), "", row[part].astype(str)) for row in series.values()),
        ]
        yield "".join(",".join(cells) + "\n" for cells in zip(*columns, strict=True))
