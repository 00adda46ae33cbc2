"""A run's events as they happen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from lossland.api.holders import ServicesDep
from lossland.api.problems import one_field
from lossland.api.schemas import RunId
from lossland.lab.text import T

router = APIRouter(tags=["runs"])
EVENTS = "Server-sent events `state`, `metrics` (id = last step), `frame`, `deleted`, `end`"


@router.get(
    "/runs/{run_id}/events",
    response_class=StreamingResponse,
    responses={200: {"description": EVENTS, "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def events(
    run_id: RunId,
    services: ServicesDep,
    after: Annotated[int | None, Query(ge=0, le=2**53, description="Metrics later than this step only.")] = None,
    last_event_id: Annotated[str | None, Header(description="Sent by browsers when they reconnect.")] = None,
) -> StreamingResponse:
    """State, every metric exactly once and in order, the newest frames; ends with the run."""
    if last_event_id:
        if not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 17):
            raise one_field(
                422,
                "invalid",
                "Last-Event-ID",
                last_event_id,
                T("must be the id of a metrics event: a step", "须为 metrics 事件的 id，即步数"),
            )
        after = max(after or 0, int(last_event_id))
    hub = await (await services.engine()).hub(run_id)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(hub.subscribe(after), media_type="text/event-stream", headers=headers)
