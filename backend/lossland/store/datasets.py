"""Uploaded tables: what the store asks and changes of them, on a connection that somebody else opened."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from lossland.engine.messages import Table
from lossland.store import tables
from lossland.store.rows import Dataset, DatasetRow


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


def find_datasets(connection: Connection, holder: str) -> list[DatasetRow]:
    """The tables a holder uploaded, newest first, without their values."""
    column = tables.datasets.c
    query = (
        select(column.id, column.holder, column.name, column.columns, column.rows, column.created, column.classes)
        .where(column.holder == holder)
        .order_by(column.created.desc(), column.id)
    )
    return [_row(row) for row in connection.execute(query).mappings()]


def find_users(connection: Connection, dataset_id: str, holder: str) -> list[str]:
    """The ids of a holder's runs that start from a table."""
    run = tables.runs.c
    query = select(run.id, run.datasets).where(
        run.holder == holder, run.datasets.cast(run.id.type).contains(dataset_id)
    )
    return [row.id for row in connection.execute(query) if dataset_id in row.datasets]


def delete_dataset(connection: Connection, dataset_id: str, holder: str) -> bool:
    """Removes a holder's table; False where the holder has none of that id."""
    column = tables.datasets.c
    statement = delete(tables.datasets).where(column.id == dataset_id, column.holder == holder)
    return connection.execute(statement).rowcount > 0


def _row(row: RowMapping) -> DatasetRow:
    words = {name: tuple(listed) for name, listed in row["classes"].items()}
    return DatasetRow(row["id"], row["holder"], row["name"], tuple(row["columns"]), row["rows"], row["created"], words)
