"""Uploads: what the store asks and changes of them, on a connection that somebody else opened."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from lossland.runs.messages import Image, Model, Pairs, Pictures, Prose, Table, Upload, Vectors
from lossland.runs.rows import Dataset, DatasetRow
from lossland.store import tables

_KINDS: dict[str, TypeAdapter[Upload]] = {
    kind.kind: TypeAdapter(kind) for kind in (Table, Image, Pictures, Model, Vectors, Prose, Pairs)
}


def insert_dataset(connection: Connection, row: DatasetRow, upload: Upload) -> None:
    """Stores an upload; the same content again keeps the first."""
    columns = {
        "id": row.id,
        "holder": row.holder,
        "name": row.name,
        "kind": row.kind,
        "about": row.about,
        "content": upload.content,
        "created": row.created,
    }
    connection.execute(upsert(tables.datasets).values(columns).on_conflict_do_nothing())


def find_dataset(connection: Connection, dataset_id: str) -> Dataset | None:
    """An upload by its content hash, whoever sent it."""
    query = select(tables.datasets).where(tables.datasets.c.id == dataset_id).limit(1)
    found = connection.execute(query).mappings().first()
    if found is None:
        return None
    values = dict(found)
    content = values.pop("content")
    row = DatasetRow(**values)
    return Dataset(row, _KINDS[row.kind].validate_python({**row.about, "content": content}))


def find_kind(connection: Connection, dataset_id: str) -> str | None:
    """What the upload of this content is, without reading it; None where there is none."""
    query = select(tables.datasets.c.kind).where(tables.datasets.c.id == dataset_id).limit(1)
    return connection.execute(query).scalar()


def find_datasets(connection: Connection, holder: str) -> list[DatasetRow]:
    """What a holder uploaded, newest first, without its content."""
    column = tables.datasets.c
    query = (
        select(column.id, column.holder, column.name, column.kind, column.about, column.created)
        .where(column.holder == holder)
        .order_by(column.created.desc(), column.id)
    )
    return [DatasetRow(**row) for row in connection.execute(query).mappings()]


def find_users(connection: Connection, dataset_id: str, holder: str) -> tuple[list[str], int]:
    """The runs that keep a holder from removing an upload: the ids of the holder's own that start from it, and how many
    of others do, where nobody else has a copy."""
    run, copy = tables.runs.c, tables.datasets.c
    query = select(run.id, run.holder, run.datasets).where(run.datasets.cast(run.id.type).contains(dataset_id))
    users = [row for row in connection.execute(query) if dataset_id in row.datasets]
    own = [row.id for row in users if row.holder == holder]
    elsewhere = select(copy.holder).where(copy.id == dataset_id, copy.holder != holder).limit(1)
    copied = connection.execute(elsewhere).first() is not None
    return own, 0 if copied else len(users) - len(own)


def delete_dataset(connection: Connection, dataset_id: str, holder: str) -> bool:
    """Removes a holder's upload; False where the holder has none of that id."""
    column = tables.datasets.c
    statement = delete(tables.datasets).where(column.id == dataset_id, column.holder == holder)
    return connection.execute(statement).rowcount > 0
