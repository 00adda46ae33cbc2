"""Uploaded tables: what the store asks and changes of them, on a connection that somebody else opened."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from lossland.runs.messages import Table
from lossland.runs.rows import Dataset, DatasetRow
from lossland.store import tables


def insert_dataset(connection: Connection, row: DatasetRow, table: Table) -> None:
    """Stores a table; the same content again keeps the first."""
    columns = {
        "id": row.id,
        "holder": row.holder,
        "name": row.name,
        "columns": list(table.columns),
        "rows": table.rows,
        "values": table.values,
        "created": row.created,
        "classes": table.classes,
    }
    connection.execute(upsert(tables.datasets).values(columns).on_conflict_do_nothing())


def find_dataset(connection: Connection, dataset_id: str) -> Dataset | None:
    """A table by its content hash, whoever uploaded it."""
    query = select(tables.datasets).where(tables.datasets.c.id == dataset_id).limit(1)
    found = connection.execute(query).mappings().first()
    if found is None:
        return None
    row = _row(found)
    return Dataset(row, Table(row.columns, row.rows, found["values"], row.words))


def is_there(connection: Connection, dataset_id: str) -> bool:
    """Whether there is a table of this content, without reading it."""
    query = select(tables.datasets.c.id).where(tables.datasets.c.id == dataset_id).limit(1)
    return connection.execute(query).first() is not None


def find_datasets(connection: Connection, holder: str) -> list[DatasetRow]:
    """The tables a holder uploaded, newest first, without their values."""
    column = tables.datasets.c
    query = (
        select(column.id, column.holder, column.name, column.columns, column.rows, column.created, column.classes)
        .where(column.holder == holder)
        .order_by(column.created.desc(), column.id)
    )
    return [_row(row) for row in connection.execute(query).mappings()]


def find_users(connection: Connection, dataset_id: str, holder: str) -> tuple[list[str], int]:
    """The runs that keep a holder from removing a table: the ids of the holder's own that start from it, and how many of
    others do, where nobody else has a copy."""
    run, copy = tables.runs.c, tables.datasets.c
    query = select(run.id, run.holder, run.datasets).where(run.datasets.cast(run.id.type).contains(dataset_id))
    users = [row for row in connection.execute(query) if dataset_id in row.datasets]
    own = [row.id for row in users if row.holder == holder]
    elsewhere = select(copy.holder).where(copy.id == dataset_id, copy.holder != holder).limit(1)
    copied = connection.execute(elsewhere).first() is not None
    return own, 0 if copied else len(users) - len(own)


def delete_dataset(connection: Connection, dataset_id: str, holder: str) -> bool:
    """Removes a holder's table; False where the holder has none of that id."""
    column = tables.datasets.c
    statement = delete(tables.datasets).where(column.id == dataset_id, column.holder == holder)
    return connection.execute(statement).rowcount > 0


def _row(row: RowMapping) -> DatasetRow:
    words = {name: tuple(listed) for name, listed in row["classes"].items()}
    return DatasetRow(row["id"], row["holder"], row["name"], tuple(row["columns"]), row["rows"], row["created"], words)
