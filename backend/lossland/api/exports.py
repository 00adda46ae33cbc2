"""A run as a script or a notebook."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response

from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem
from lossland.api.runs import RunDep, lab_named
from lossland.api.services import Services
from lossland.lab.text import T
from lossland.runs.reasons import changed_source
from lossland.runs.rows import RunRow

router = APIRouter(tags=["runs"])


@router.get("/runs/{run_id}/export.py", response_class=Response, responses={200: {"content": {"text/x-python": {}}}})
async def export_script(row: RunDep, services: ServicesDep) -> Response:
    """The same experiment as a script that needs only torch; on the same numerics it gives the same numbers."""
    return _file(await _exported(services, row, "py"), row, "py", "text/x-python; charset=utf-8")


@router.get(
    "/runs/{run_id}/export.ipynb",
    response_class=Response,
    responses={200: {"content": {"application/x-ipynb+json": {}}}},
)
async def export_notebook(row: RunDep, services: ServicesDep) -> Response:
    """The same experiment as a notebook that needs only torch and plotly."""
    return _file(await _exported(services, row, "ipynb"), row, "ipynb", "application/x-ipynb+json")


async def _exported(services: Services, row: RunRow, form: str) -> str:
    from lossland.export.notebook import notebook
    from lossland.export.script import Experiment, script

    lab = await lab_named(services, row.lab)
    if not await (await services.engine()).library.fits(row):
        raise Problem(409, "not-resumable", changed_source(row.lab, row.id))
    log = await services.store.log(row.id)
    found = {identity: await services.store.dataset(identity) for identity in row.datasets}
    uploads = {identity: dataset.upload for identity, dataset in found.items() if dataset is not None}
    if len(uploads) < len(row.datasets):
        raise Problem(
            409,
            "dataset-gone",
            T(f"what run {row.id} starts from has been deleted", f"运行 {row.id} 使用的上传内容已被删除"),
        )
    device = row.numerics.kind if row.numerics else "cpu"
    experiment = Experiment(
        row.id, lab, row.seed, row.start_params, log, row.step, str(row.numerics or "torch"), device, uploads
    )
    return await asyncio.to_thread(script if form == "py" else notebook, experiment)


def _file(text: str, row: RunRow, form: str, media_type: str) -> Response:
    named = {"content-disposition": f'attachment; filename="{row.lab}-{row.id}.{form}"'}
    return Response(text, media_type=media_type, headers=named)
