"""Uploads: tables, pictures, labelled pictures, vectors of words, pairs of sentences and texts."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Response, UploadFile

from lossland.api.holders import HolderDep, NewHolderDep, ServicesDep
from lossland.api.problems import FieldError, Problem, one_field, text_of
from lossland.api.runs import check_room
from lossland.api.services import Services
from lossland.api.uploaded import DatasetInfo
from lossland.lab.text import T
from lossland.runs.messages import Pictures, Upload, about
from lossland.runs.rows import DatasetRow
from lossland.uploads.archive import ArchiveError
from lossland.uploads.cells import CsvError
from lossland.uploads.image import ImageError
from lossland.uploads.pairs import PairsError
from lossland.uploads.pictures import as_zip
from lossland.uploads.received import Received, TooLarge, received
from lossland.uploads.vectors import VectorsError

router = APIRouter(prefix="/datasets", tags=["datasets"])
DatasetId = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get("", response_model=list[DatasetInfo])
async def list_datasets(services: ServicesDep, holder: HolderDep) -> Any:
    """What you uploaded, the newest first."""
    rows = [] if holder is None else await services.store.datasets(holder)
    return [_told(row) for row in rows if row.kind != "model"]


@router.post("", status_code=201, response_model=DatasetInfo)
async def upload_dataset(
    file: UploadFile,
    services: ServicesDep,
    holder: NewHolderDep,
    name: Annotated[str | None, Form(max_length=200)] = None,
) -> Any:
    """A table, a picture, a zip of labelled pictures, vectors of words, pairs of sentences or a text, told by its content.

    A file of type `image/...` is a picture or refused, one of type `text/csv` a table.

    A table is a CSV with a line of column names: at most 2 MiB, 10,000 rows and 64 columns. Between cells stands a comma,
    a semicolon or a tab; a first line `sep=;` says which. A column holds numbers, or at most ten different words that name
    classes; one of free text is left out. The decimal sign is a point, or a comma where cells are not separated by
    commas; digits are not grouped.

    A picture is a PNG, JPEG or WebP of 8 x 8 to 30 million pixels and at most 20 MiB. It is turned as its EXIF says, laid
    on white where it is transparent, and kept with at most 1024 pixels a side, without anything else that the file held.

    Labelled pictures are a zip of at most 20 MiB and 10,000 PNG, JPEG or WebP, a folder for each of 2 to 100 classes; they
    are cut to a square in their middle and kept with at most 224 pixels a side, fewer where they are many. Or it holds two
    IDX files of bytes, perhaps packed by gzip: pictures of at most 224 pixels a side, and their labels.

    Vectors are UTF-8 text of at most 20 MiB, as GloVe and word2vec write it: a line is a word and its numbers, between single
    spaces; a first line `words dimension` may stand before. 2 to 50,000 different words of at most 64 characters, 3 to 300
    numbers each, all finite.

    Pairs are UTF-8 text of at most 16 MiB and 200,000 lines: a sentence, a tab and its translation, at most 1,000 characters
    each; most lines have one tab and no number beside it.

    A text is UTF-8 of at most 2 MiB and at least 20 words, mostly letters, that cannot be read as a table.

    `notes` say how it was read.
    """
    content = await file.read()
    try:
        kept = await keep(services, holder, content, name or file.filename, file.content_type or "")
    except ImageError as error:
        raise one_field(422, "image", "file", None, error.said) from error
    except ArchiveError as error:
        raise one_field(422, "pictures", "file", error.entry or None, error.said) from error
    except VectorsError as error:
        place = "file" if error.line is None else f"file.line {error.line}"
        raise one_field(422, "vectors", place, None, error.said) from error
    except PairsError as error:
        raise one_field(422, "pairs", "file", None, error.said) from error
    stored = next(stored for stored in await services.store.datasets(holder) if stored.id == kept.id)
    return {**_told(stored), "notes": [text_of(note) for note in kept.notes]}


async def keep(services: Services, holder: str, content: bytes, name: str | None, kind: str = "image/") -> Received:
    """Reads and stores what a holder sends as `kind`, a MIME type. Raises `ImageError`, or a `Problem` where it cannot be kept."""
    found = await _read(content, kind)
    upload = found.upload
    row = DatasetRow(found.id, holder, (name or upload.kind)[:200], upload.kind, about(upload))
    async with services.creating:
        await store(services, row, upload)
    return found


async def store(services: Services, row: DatasetRow, upload: Upload) -> None:
    """Stores what a holder has sent or kept, `services.creating` being held. Raises a `Problem` where there is no room."""
    holder = row.holder
    own = await services.store.datasets(holder)
    new = row.id not in {each.id for each in own}
    if new:
        await check_room(services, holder)
    if new and len(own) >= services.settings.datasets:
        raise Problem(
            429,
            "too-many-datasets",
            T(
                f"there are {len(own)} uploads, as many as are allowed; delete one (DELETE /api/v1/datasets/ID)",
                f"已有 {len(own)} 个上传内容，达到上限；请先删除一个 (DELETE /api/v1/datasets/ID)",
            ),
        )
    await services.store.add_dataset(row, upload)


async def _read(content: bytes, kind: str) -> Received:
    try:
        return await asyncio.to_thread(received, content, kind)
    except TooLarge as error:
        raise Problem(413, "too-large", error.said) from error
    except CsvError as error:
        place = ["file", *([f"line {error.line}"] if error.line else []), *([error.column] if error.column else [])]
        found = FieldError(
            field=".".join(place), value=error.value or None, detail=error.said, message=text_of(error.said)
        )
        raise Problem(422, "csv", error.said, [found]) from error


def _told(row: DatasetRow) -> dict[str, Any]:
    """An upload as it goes out, whose kind says what there is to know of it."""
    return {"id": row.id, "kind": row.kind, "name": row.name, "created": row.created, **row.about}


@router.get("/{dataset_id}/zip", response_class=Response, responses={200: {"content": {"application/zip": {}}}})
async def get_dataset_zip(dataset_id: DatasetId, services: ServicesDep) -> Response:
    """Labelled pictures as they are kept: a zip with a folder for each class, which can be uploaded again."""
    found = await services.store.dataset(dataset_id)
    if found is None or not isinstance(found.upload, Pictures):
        raise Problem(
            404, "unknown-dataset", T(f"there are no labelled pictures {dataset_id}", f"没有带标签的图片 {dataset_id}")
        )
    content = await asyncio.to_thread(as_zip, found.upload)
    headers = {"cache-control": "private, max-age=86400", "content-disposition": 'attachment; filename="pictures.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


@router.delete("/{dataset_id}", status_code=204)
async def delete_dataset(dataset_id: DatasetId, services: ServicesDep, holder: HolderDep) -> None:
    """Removes an upload from which no run starts, of yours or, where yours is the last copy, of others."""
    await remove(services, holder, dataset_id)


async def remove(services: Services, holder: str | None, dataset_id: str) -> None:
    """Removes what a holder has sent or kept; 409 where a run starts from it, 404 where the holder has none."""
    async with services.creating:
        if holder is not None:
            own, others = await services.store.runs_with_dataset(dataset_id, holder)
            if own:
                some = ", ".join(own[:5]) + (" ..." if len(own) > 5 else "")
                raise Problem(
                    409,
                    "dataset-used",
                    T(
                        f"{len(own)} of your runs start from this upload ({some}); delete them first",
                        f"你有 {len(own)} 次运行使用此上传内容 ({some})；请先删除它们",
                    ),
                )
            if others:
                raise Problem(
                    409,
                    "dataset-used",
                    T(
                        f"{others} runs of others, such as forks of yours, start from this upload; it stays while they do",
                        f"他人的 {others} 次运行 (例如你的运行的分支) 使用此上传内容；在此期间它会保留",
                    ),
                )
            if await services.store.delete_dataset(dataset_id, holder):
                return
    raise Problem(404, "unknown-dataset", T(f"you have no data set {dataset_id}", f"你没有数据集 {dataset_id}"))
