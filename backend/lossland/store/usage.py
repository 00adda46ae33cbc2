"""What takes the room of the store: bytes, by what they belong to."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, case, func, select, text, union_all

from lossland.runs.messages import ENDED
from lossland.store import tables


class Usage(NamedTuple):
    """Bytes in use; only those of `ended` runs, which are not pinned, can be had by evicting."""

    total: int
    ended: int
    pinned: int
    open: int
    """Runs that have not ended."""
    tables: int
    own: int
    """Of pinned and open runs and of tables, those of the holder who asks."""


def size(connection: Connection) -> int:
    """Bytes in use: checkpoint files and the database's occupied pages."""
    pages: dict[str, int] = {
        name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
        for name in ("page_count", "freelist_count", "page_size")
    }
    files = connection.execute(select(func.coalesce(func.sum(tables.checkpoints.c.size), 0))).scalar_one()
    return int(files) + (pages["page_count"] - pages["freelist_count"]) * pages["page_size"]


def usage(connection: Connection, holder: str | None = None) -> Usage:
    """What takes the room. It looks at every row."""
    run, block, checkpoint, table = (
        each.c for each in (tables.runs, tables.blocks, tables.checkpoints, tables.datasets)
    )
    parts = union_all(
        select(checkpoint.run, func.sum(checkpoint.size).label("size")).group_by(checkpoint.run),
        select(block.run, func.sum(func.length(block["values"]))).group_by(block.run),
    ).subquery()
    kind = case((run.state.not_in(ENDED), "open"), (run.pinned, "pinned"), else_="ended")
    own = func.coalesce(run.holder == holder, False)
    of_runs = (
        select(kind, own, func.sum(parts.c.size))
        .join_from(tables.runs, parts, parts.c.run == run.id)
        .group_by(kind, own)
    )
    found = {(row[0], bool(row[1])): int(row[2]) for row in connection.execute(of_runs)}
    own = func.coalesce(table.holder == holder, False)
    of_tables = select(own, func.sum(func.length(table["content"]))).group_by(own)
    found |= {("tables", bool(row[0])): int(row[1]) for row in connection.execute(of_tables)}
    sums = {name: found.get((name, False), 0) + found.get((name, True), 0) for name in ("ended", *_KEPT)}
    return Usage(size(connection), **sums, own=sum(found.get((name, True), 0) for name in _KEPT))


_KEPT = ("pinned", "open", "tables")
