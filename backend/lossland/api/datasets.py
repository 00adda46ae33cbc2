"""Uploaded tables."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, UploadFile

from lossland.api.holders import HolderDep, NewHolderDep, ServicesDep
from lossland.api.problems import FieldError, Problem, text_of
from lossland.api.runs import check_room
from lossland.api.schemas import DatasetInfo, UploadedDataset
from lossland.lab.text import T
from lossland.runs.rows import DatasetRow
from lossland.uploads.cells import CsvError
from lossland.uploads.csv import MOST_BYTES, content_hash, read_csv

router = APIRouter(prefix="/datasets", tags=["datasets"])
DatasetId = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get("", response_model=list[DatasetInfo])
async def list_datasets(services: ServicesDep, holder: HolderDep) -> Any:
    """Your tables, the newest first."""
    return [] if holder is None else await services.store.datasets(holder)


@router.post("", status_code=201, response_model=UploadedDataset)
async def upload_dataset(
    file: UploadFile,
    services: ServicesDep,
    holder: NewHolderDep,
    name: Annotated[str | None, Form(max_length=200)] = None,
) -> Any:
    """A CSV with a line of column names: at most 2 MiB, 10,000 rows and 64 columns.

    Between cells stands a comma, a semicolon or a tab; a first line `sep=;` says which. A column holds numbers, or at
    most ten different words that name classes; one of free text is left out. The decimal sign is a point, or a comma
    where cells are not separated by commas; digits are not grouped. `notes` say how the table was read.
    """
    content = await file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(
            413, "too-large", T(f"the table has more than {MOST_BYTES} bytes", f"表格超过 {MOST_BYTES} 字节的上限")
        )
    try:
        table, notes = await asyncio.to_thread(read_csv, content)
    except CsvError as error:
        place = ["file", *([f"line {error.line}"] if error.line else []), *([error.column] if error.column else [])]
        found = FieldError(
            field=".".join(place), value=error.value or None, detail=error.said, message=text_of(error.said)
        )
        raise Problem(422, "csv", error.said, [found]) from error
    row = DatasetRow(
        content_hash(table), holder, (name or file.filename or "table.csv")[:200], table.columns, table.rows
    )
    async with services.creating:
        own = await services.store.datasets(holder)
        new = row.id not in {table.id for table in own}
        if new:
            await check_room(services, holder)
        if new and len(own) >= services.settings.datasets:
            raise Problem(
                429,
                "too-many-datasets",
                T(
                    f"there are {len(own)} tables, as many as are allowed; delete one (DELETE /api/v1/datasets/ID)",
                    f"已有 {len(own)} 个表格，达到上限；请先删除一个 (DELETE /api/v1/datasets/ID)",
                ),
            )
        await services.store.add_dataset(row, table)
    stored = next(stored for stored in await services.store.datasets(holder) if stored.id == row.id)
    return {**asdict(stored), "notes": [text_of(note) for note in notes]}


@router.delete("/{dataset_id}", status_code=204)
async def delete_dataset(dataset_id: DatasetId, services: ServicesDep, holder: HolderDep) -> None:
    """Removes a table from which no run starts, of yours or, where yours is the last copy, of others."""
    async with services.creating:
        if holder is not None:
            own, others = await services.store.runs_with_dataset(dataset_id, holder)
            if own:
                some = ", ".join(own[:5]) + (" ..." if len(own) > 5 else "")
                raise Problem(
                    409,
                    "dataset-used",
                    T(
                        f"{len(own)} of your runs start from this table ({some}); delete them first",
                        f"你有 {len(own)} 次运行使用此表格 ({some})；请先删除它们",
                    ),
                )
            if others:
                raise Problem(
                    409,
                    "dataset-used",
                    T(
                        f"{others} runs of others, such as forks of yours, start from this table; it stays while they do",
                        f"他人的 {others} 次运行 (例如你的运行的分支) 使用此表格；在此期间它会保留",
                    ),
                )
            if await services.store.delete_dataset(dataset_id, holder):
                return
    raise Problem(404, "unknown-dataset", T(f"you have no data set {dataset_id}", f"你没有数据集 {dataset_id}"))
