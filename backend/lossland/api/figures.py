"""A run's pictures as Plotly JSON: for the page without data, for everybody else complete."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from lossland.api.holders import ServicesDep
from lossland.api.labs import figures_of
from lossland.api.parameters import validated
from lossland.api.problems import Problem, one_field
from lossland.api.runs import RunDep, lab_named
from lossland.api.services import Services
from lossland.lab.text import T
from lossland.lab.views import Figure
from lossland.runs.blocks import sampled
from lossland.runs.rows import RunRow

router = APIRouter(tags=["runs"])


@router.get("/runs/{run_id}/figures", responses={200: {"model": dict[str, Figure]}})
async def get_figures(row: RunDep, services: ServicesDep) -> dict[str, Any]:
    """All views of a run, without data: frames carry it."""
    return await _figures(services, row)


@router.get("/runs/{run_id}/figures/{view}")
async def get_figure(
    row: RunDep,
    view: str,
    services: ServicesDep,
    lang: Annotated[Literal["en", "zh"], Query()] = "en",
    step: Annotated[int | None, Query(ge=0, le=2**53, description="The keyframe at or before it.")] = None,
) -> dict[str, Any]:
    """One view as a complete Plotly figure (data, layout, light theme), ready for any Plotly."""
    from lossland.api import plotly_json, plotly_views

    figures = await _figures(services, row)
    if view not in figures:
        raise one_field(
            404,
            "unknown-view",
            "view",
            view,
            T(
                f"there is no such view; allowed: {', '.join(figures)}",
                f"没有这个视图；可用：{', '.join(figures)}",
            ),
        )
    figure = figures[view]
    if figure["kind"] == "curves":
        parts = [block async for block in services.store.blocks(row.id)]
        metrics = await asyncio.to_thread(sampled, parts)
        lab = await lab_named(services, row.lab)
        return await asyncio.to_thread(plotly_json.curves, figure, lab.metrics, metrics, lang)
    arrays = json.loads(await frame_of(services, row, step))["views"].get(view, {})
    if figure["kind"] == "plotly":
        return plotly_json.complete(figure["figure"], arrays, lang)
    if figure["kind"] not in plotly_views.KINDS:
        raise Problem(
            406,
            "no-plotly-figure",
            T(
                f"view {view!r} is drawn by the page alone: a {figure['kind']} has no form as a Plotly figure",
                f"视图 {view!r} 只由网页绘制：{figure['kind']} 没有对应的 Plotly 图",
            ),
        )
    return await asyncio.to_thread(plotly_views.drawn, figure, arrays, lang)


async def _figures(services: Services, row: RunRow) -> dict[str, Any]:
    lab = await lab_named(services, row.lab)
    uploads = await (await services.engine()).uploads(row.datasets)
    return await asyncio.to_thread(figures_of, lab, validated(lab, row.start_params), uploads)


async def frame_of(services: Services, row: RunRow, step: int | None) -> bytes:
    """The frame at `step`, or the newest there is; that of the start where none has been drawn yet."""
    engine = await services.engine()
    found = None if step is not None else (await engine.hub(row.id)).frame
    if found is None:
        found = await services.store.frame(row.id, row.step if step is None else step)
    if found is None:
        found = await engine.frame(row.lab, row.start_params, row.seed)
    return found
