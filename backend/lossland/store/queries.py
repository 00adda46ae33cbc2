"""What the store asks of its tables, on a connection that somebody else opened."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from lossland.runs import blocks as metric_blocks
from lossland.runs.messages import Block, Control, LogEntry
from lossland.runs.rows import RunRow, now
from lossland.store import tables
from lossland.store.errors import NoSuchRun, StoreError
from lossland.store.files import Kind, Written

_COLUMNS = frozenset(field.name for field in dataclasses.fields(RunRow))


def _run_columns(run: RunRow) -> dict[str, Any]:
    return {field.name: getattr(run, field.name) for field in dataclasses.fields(run)}


def insert_run(connection: Connection, run: RunRow) -> None:
    """Stores a new run."""
    connection.execute(insert(tables.runs).values(_run_columns(run)))


def find_runs(connection: Connection, query: Select[Any]) -> list[RunRow]:
    """The runs of a query."""
    return [RunRow(**row) for row in connection.execute(query).mappings()]


def find_run(connection: Connection, run_id: str) -> RunRow | None:
    """The run of that id."""
    found = find_runs(connection, select(tables.runs).where(tables.runs.c.id == run_id))
    return found[0] if found else None


def set_columns(connection: Connection, run_id: str, columns: dict[str, Any]) -> RunRow:
    """Sets columns of a run and returns the new row; `NoSuchRun` where there is none."""
    unknown = columns.keys() - _COLUMNS | columns.keys() & {"id"}
    if unknown:
        raise StoreError(f"a run has no columns {sorted(unknown)} to set")
    values = {"updated": now(), "revision": tables.runs.c.revision + 1, **columns}
    connection.execute(update(tables.runs).where(tables.runs.c.id == run_id).values(values))
    run = find_run(connection, run_id)
    if run is None:
        raise NoSuchRun(f"run {run_id} is not in the store")
    return run


def find_blocks(connection: Connection, query: Select[Any]) -> list[Block]:
    """The blocks of a query."""
    return [
        Block(row["first"], row["n"], tuple(row["names"]), row["values"])
        for row in connection.execute(query).mappings()
    ]


def block_columns(run: str, block: Block) -> dict[str, Any]:
    """A block as the columns of its row."""
    return {
        "run": run,
        "first": block.first,
        "n": block.n,
        "names": list(block.names),
        "values": block.values,
    }


def last_metric(connection: Connection, run: str) -> int | None:
    """The last step that has metrics."""
    block = tables.blocks.c
    query = select(block.first + block.n - 1).where(block.run == run).order_by(block.first.desc()).limit(1)
    last: int | None = connection.execute(query).scalar()
    return last


def append_block(connection: Connection, run: RunRow, block: Block) -> None:
    """Stores what a block adds to a run's metrics; `StoreError` where steps would be missing."""
    last = last_metric(connection, run.id)
    stored = (run.fork_step or 0) if last is None else last
    if block.first > stored + 1:
        raise StoreError(f"run {run.id}: metrics of steps {stored + 1} to {block.first - 1} are missing")
    fresh = metric_blocks.after(block, stored)
    if fresh is not None:
        connection.execute(insert(tables.blocks).values(block_columns(run.id, fresh)))


def append_log(connection: Connection, run: str, entries: Sequence[LogEntry]) -> None:
    """Stores entries of the control log that are not there yet."""
    for entry in entries:
        values = {
            "run": run,
            "step": entry.step,
            "control": entry.control.id,
            "kind": entry.control.kind,
            "value": entry.control.value,
        }
        connection.execute(upsert(tables.log).values(values).on_conflict_do_nothing())


def find_log(connection: Connection, query: Select[Any]) -> list[LogEntry]:
    """The log entries of a query."""
    return [
        LogEntry(row["step"], Control(row["control"], row["kind"], row["value"]))
        for row in connection.execute(query).mappings()
    ]


class Stored(NamedTuple):
    """A checkpoint's row."""

    written: Written
    size: int


def put_checkpoint(connection: Connection, written: Written, size: int) -> None:
    """Stores the row of a checkpoint whose file is written."""
    statement = upsert(tables.checkpoints).values(**written._asdict(), size=size)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["run", "kind", "step"], set_={"size": size, "applied": written.applied}
        )
    )


def find_checkpoints(connection: Connection, run: str, kind: Kind) -> dict[int, Stored]:
    """A run's checkpoints of a kind by step."""
    checkpoint = tables.checkpoints.c
    query = select(tables.checkpoints).where(checkpoint.run == run, checkpoint.kind == kind)
    return {row.step: Stored(Written(run, row.step, row.applied, kind), row.size) for row in connection.execute(query)}


def all_checkpoints(connection: Connection) -> set[Written]:
    """Every checkpoint that has a row."""
    rows = connection.execute(select(tables.checkpoints)).mappings()
    return {Written(row["run"], row["step"], row["applied"], row["kind"]) for row in rows}


def newest_checkpoint(connection: Connection, run: str, kind: Kind, step: int | None = None) -> Written | None:
    """The newest checkpoint of a kind, at or before `step` if given."""
    checkpoint = tables.checkpoints.c
    query = (
        select(tables.checkpoints)
        .where(checkpoint.run == run, checkpoint.kind == kind)
        .order_by(checkpoint.step.desc())
        .limit(1)
    )
    if step is not None:
        query = query.where(checkpoint.step <= step)
    newest = connection.execute(query).first()
    return None if newest is None else Written(run, newest.step, newest.applied, kind)
