"""A run as a script, a notebook, or a zip of both with what they read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem
from lossland.api.runs import RunDep, lab_named
from lossland.api.services import Services
from lossland.assets.here import within
from lossland.lab.numbers import told
from lossland.lab.text import T
from lossland.runs.reasons import changed_source
from lossland.runs.rows import RunRow

if TYPE_CHECKING:
    from lossland.export.script import Experiment

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


@router.get("/runs/{run_id}/export.zip", response_class=Response, responses={200: {"content": {"application/zip": {}}}})
async def export_archive(row: RunDep, services: ServicesDep) -> Response:
    """Script and notebook, and the weights and pictures that they read where those do not fit into their text."""
    from lossland.export.archive import archive

    experiment = await _experiment(services, row)
    with within(services.settings.data_dir):
        packed = await asyncio.to_thread(archive, experiment)
    return _file(packed, row, "zip", "application/zip")


async def _exported(services: Services, row: RunRow, form: str) -> str:
    """The text of a script or a notebook. 409 where it would need a file beside it."""
    from lossland.export.notebook import notebook_of
    from lossland.export.script import cells, script_of

    experiment = await _experiment(services, row)
    with within(services.settings.data_dir):
        texts, data = await asyncio.to_thread(cells, experiment)
    if data is not None:
        whole = f"/api/v1/runs/{row.id}/export.zip"
        raise Problem(
            409,
            "export-large",
            T(
                f"run {row.id} works on {told(len(data) / 1e6)} MB of weights and pictures, which no script holds: {whole} has "
                "the script and them",
                f"运行 {row.id} 使用 {told(len(data) / 1e6)} MB 的权重和图片，脚本容纳不下：{whole} 含脚本及这些文件",
            ),
        )
    return script_of(texts) if form == "py" else notebook_of(texts)


async def _experiment(services: Services, row: RunRow) -> Experiment:
    from lossland.export.script import Experiment

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
    return Experiment(
        row.id, lab, row.seed, row.start_params, log, row.step, str(row.numerics or "torch"), device, uploads
    )


def _file(text: str | bytes, row: RunRow, form: str, media_type: str) -> Response:
    named = {"content-disposition": f'attachment; filename="{row.lab}-{row.id}.{form}"'}
    return Response(text, media_type=media_type, headers=named)
