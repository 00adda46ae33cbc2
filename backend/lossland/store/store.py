"""Everything that outlives the process: runs, metrics, control log, checkpoints, data sets.

Writes go through one thread (`writer`), reads through a few others; the event loop never waits for the disk. What a
slice brought is committed as a whole: its metrics, the controls applied in it, its checkpoints and the run's new row.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from lossland.engine.messages import ENDED, Block, Checkpoint, Keyframe, LogEntry, RunState, Slice, Table
from lossland.store import blocks as metric_blocks
from lossland.store import queries, tables
from lossland.store.database import open_database
from lossland.store.errors import StoreError
from lossland.store.files import CheckpointFiles, Kind, Written
from lossland.store.place import check_place
from lossland.store.rows import Dataset, DatasetRow, RunRow
from lossland.store.thinning import dropped
from lossland.store.writer import Transaction, Writer

R = TypeVar("R")

MOST_KEYFRAMES = 200
KEYFRAME_BYTES = 64 * 2**20
COMPACT_STEPS = 8192
"""Steps in a block of an ended run: 32 kB a metric, so that reading a part stays cheap."""
_PAGE = 64


class Store:
    """The store of one data directory. `open` it, and `close` it."""

    def __init__(self, data_dir: Path, engine: Engine, budget_bytes: int) -> None:
        self.data_dir = data_dir
        self.budget_bytes = budget_bytes
        self.files = CheckpointFiles(data_dir / "runs")
        self._engine = engine
        self._writer = Writer(engine)
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="store reader")

    @classmethod
    async def open(cls, data_dir: Path, *, budget_bytes: int = 10 * 2**30) -> Store:
        """Opens or creates the store; raises `StoreError` where the directory cannot hold one."""
        return await asyncio.to_thread(cls._open, data_dir, budget_bytes)

    @classmethod
    def _open(cls, data_dir: Path, budget_bytes: int) -> Store:
        check_place(data_dir)
        store = cls(data_dir, open_database(data_dir / "lossland.db"), budget_bytes)
        store._remove_orphans()
        return store

    async def close(self) -> None:
        """Writes what is queued and closes the database."""
        await self._writer.close()
        await asyncio.to_thread(self._readers.shutdown)
        await asyncio.to_thread(self._engine.dispose)

    # runs

    async def create(self, run: RunRow) -> None:
        """Stores a new run."""
        await self._writer.do(lambda transaction: queries.insert_run(transaction.connection, run))

    async def run(self, run_id: str) -> RunRow | None:
        """One run, None where there is none of that id."""
        return await self._read(lambda connection: queries.find_run(connection, run_id))

    async def runs(
        self, holder: str | None = None, *, states: Sequence[RunState] | None = None, limit: int = 100
    ) -> list[RunRow]:
        """The newest runs of one holder (of all where None), in certain states (in any where None)."""
        query = select(tables.runs).order_by(tables.runs.c.created.desc(), tables.runs.c.id).limit(limit)
        if holder is not None:
            query = query.where(tables.runs.c.holder == holder)
        if states is not None:
            query = query.where(tables.runs.c.state.in_(states))
        return await self._read(lambda connection: queries.find_runs(connection, query))

    async def count(self, holder: str | None, *, states: Sequence[RunState]) -> int:
        """How many runs a holder (all, where None) has in certain states."""
        query = select(func.count()).select_from(tables.runs).where(tables.runs.c.state.in_(states))
        if holder is not None:
            query = query.where(tables.runs.c.holder == holder)
        return await self._read(lambda connection: connection.execute(query).scalar_one())

    async def unfinished(self) -> list[RunRow]:
        """The runs that a starting server takes up again, oldest first."""
        query = select(tables.runs).where(tables.runs.c.state.not_in(ENDED)).order_by(tables.runs.c.created)
        return await self._read(lambda connection: queries.find_runs(connection, query))

    async def update(self, run_id: str, **columns: Any) -> RunRow:
        """Sets columns of a run and returns the new row; `StoreError` where there is no such run."""
        return await self._writer.do(lambda transaction: queries.set_columns(transaction.connection, run_id, columns))

    # what slices bring

    async def commit(self, slice: Slice, **columns: Any) -> None:
        """Stores a slice and sets columns of its run, all or nothing; resolves once it is stored.

        Metrics already stored (a replay after a fault) are not stored twice; a gap is refused with `StoreError`.
        """
        await self._writer.do(lambda transaction: self._commit(transaction, slice, columns))

    def _commit(self, transaction: Transaction, slice: Slice, columns: dict[str, Any]) -> None:
        connection = transaction.connection
        run = queries.set_columns(connection, slice.run, {"step": slice.step, "params": slice.params, **columns})
        if slice.block is not None:
            queries.append_block(connection, run, slice.block)
        queries.append_log(connection, run.id, slice.applied)
        for keyframe in slice.keyframes:
            self._put(transaction, run.id, "keyframe", keyframe)
        if slice.keyframes:
            self._thin(transaction, run.id)
        if slice.recovery is not None:
            self._put(transaction, run.id, "recovery", Keyframe(slice.recovery, b""))
            older = queries.find_checkpoints(connection, run.id, "recovery").keys() - {slice.recovery.step}
            self._drop(transaction, run.id, "recovery", older)

    def _put(self, transaction: Transaction, run: str, kind: Kind, keyframe: Keyframe) -> None:
        checkpoint = keyframe.checkpoint
        written = Written(run, checkpoint.step, checkpoint.applied, kind)
        before = queries.find_checkpoints(transaction.connection, run, kind).get(checkpoint.step)
        size = self.files.write(written, keyframe)
        queries.put_checkpoint(transaction.connection, written, size)
        if before is not None and before.written != written:
            transaction.obsolete.append(self.files.path(before.written))

    def _thin(self, transaction: Transaction, run: str) -> None:
        sizes = {
            step: stored.size
            for step, stored in queries.find_checkpoints(transaction.connection, run, "keyframe").items()
        }
        gone = dropped(sizes, most=MOST_KEYFRAMES, bytes_budget=KEYFRAME_BYTES)
        self._drop(transaction, run, "keyframe", gone)

    def _drop(self, transaction: Transaction, run: str, kind: Kind, steps: Collection[int]) -> None:
        if not steps:
            return
        stored = queries.find_checkpoints(transaction.connection, run, kind)
        checkpoint = tables.checkpoints.c
        transaction.connection.execute(
            delete(tables.checkpoints).where(
                checkpoint.run == run, checkpoint.kind == kind, checkpoint.step.in_(list(steps))
            )
        )
        transaction.obsolete.extend(self.files.path(stored[step].written) for step in steps)

    # what readers ask for

    async def blocks(self, run_id: str, after: int = 0) -> AsyncIterator[Block]:
        """The run's metrics of steps > `after`, in order; the first block is cut where it began earlier."""
        block = tables.blocks.c
        while True:
            query = (
                select(tables.blocks)
                .where(block.run == run_id, block.first + block.n > after + 1)
                .order_by(block.first)
                .limit(_PAGE)
            )
            page = await self._read(partial(queries.find_blocks, query=query))
            for stored in page:
                rest = metric_blocks.after(stored, after)
                if rest is not None:
                    yield rest
                    after = rest.last
            if len(page) < _PAGE:
                return

    async def last_metric(self, run_id: str) -> int | None:
        """The last step with stored metrics, None where there is none yet."""
        return await self._read(lambda connection: queries.last_metric(connection, run_id))

    async def log(self, run_id: str, after: int = -1) -> list[LogEntry]:
        """The controls applied after steps > `after`, in the order in which they were applied."""
        query = (
            select(tables.log)
            .where(tables.log.c.run == run_id, tables.log.c.step > after)
            .order_by(tables.log.c.position)
        )
        return await self._read(lambda connection: queries.find_log(connection, query))

    async def keyframes(self, run_id: str) -> list[int]:
        """The steps at which keyframes are kept."""
        return sorted(await self._read(lambda connection: queries.find_checkpoints(connection, run_id, "keyframe")))

    async def keyframe(self, run_id: str, step: int) -> Keyframe | None:
        """The keyframe at or before `step`."""
        return await self._read_file(
            lambda connection: queries.newest_checkpoint(connection, run_id, "keyframe", step), self.files.read
        )

    async def frame(self, run_id: str, step: int) -> bytes | None:
        """The picture of the keyframe at or before `step`, as JSON."""
        return await self._read_file(
            lambda connection: queries.newest_checkpoint(connection, run_id, "keyframe", step), self.files.frame
        )

    async def recovery(self, run_id: str) -> Checkpoint | None:
        """The newest state there is, from the recovery checkpoint or a keyframe."""

        def newest(connection: Connection) -> Written | None:
            kinds: tuple[Kind, Kind] = ("keyframe", "recovery")
            return max(
                filter(None, (queries.newest_checkpoint(connection, run_id, kind) for kind in kinds)), default=None
            )

        return await self._read_file(newest, lambda found: self.files.read(found).checkpoint)

    # forks, ends

    async def copy_fork(self, parent_id: str, child: RunRow, step: int) -> Checkpoint:
        """Stores `child` as a fork of `parent_id` at the newest keyframe at or before `step`; returns its state.

        The child gets the keyframe and the part of the parent's log that led to it; its `step` and `fork_step` become
        the keyframe's.
        """
        return await self._writer.do(lambda transaction: self._copy_fork(transaction, parent_id, child, step))

    def _copy_fork(self, transaction: Transaction, parent_id: str, child: RunRow, step: int) -> Checkpoint:
        connection = transaction.connection
        found = queries.newest_checkpoint(connection, parent_id, "keyframe", step)
        if found is None:
            raise StoreError(f"run {parent_id} has no keyframe at or before step {step}")
        copy = found._replace(run=child.id)
        size = self.files.copy(found, copy)
        queries.insert_run(
            connection, dataclasses.replace(child, step=found.step, fork_step=found.step, parent=parent_id)
        )
        queries.put_checkpoint(connection, copy, size)
        entry = tables.log.c
        contained = select(tables.log).where(entry.run == parent_id).order_by(entry.position).limit(found.applied)
        queries.append_log(connection, child.id, queries.find_log(connection, contained))
        return self.files.read(copy).checkpoint

    async def compact(self, run_id: str) -> None:
        """Joins the small blocks of an ended run and drops its recovery checkpoint where a keyframe is as new."""
        await self._writer.do(lambda transaction: self._compact(transaction, run_id))

    def _compact(self, transaction: Transaction, run_id: str) -> None:
        connection = transaction.connection
        query = select(tables.blocks).where(tables.blocks.c.run == run_id).order_by(tables.blocks.c.first)
        old = queries.find_blocks(connection, query)
        new = list(metric_blocks.merged(old, COMPACT_STEPS))
        if len(new) < len(old):
            connection.execute(delete(tables.blocks).where(tables.blocks.c.run == run_id))
            connection.execute(insert(tables.blocks), [queries.block_columns(run_id, block) for block in new])
        recovery = queries.newest_checkpoint(connection, run_id, "recovery")
        keyframe = queries.newest_checkpoint(connection, run_id, "keyframe")
        if recovery and keyframe and recovery[:3] <= keyframe[:3]:
            self._drop(transaction, run_id, "recovery", [recovery.step])

    async def delete(self, run_id: str) -> None:
        """Removes a run and all that belongs to it."""
        await self._writer.do(lambda transaction: self._delete(transaction, run_id))

    def _delete(self, transaction: Transaction, run_id: str) -> None:
        transaction.connection.execute(delete(tables.runs).where(tables.runs.c.id == run_id))
        for table in (tables.blocks, tables.log, tables.checkpoints):
            transaction.connection.execute(delete(table).where(table.c.run == run_id))
        transaction.then.append(lambda: self.files.remove_run(run_id))

    async def evict(self) -> list[str]:
        """Removes the oldest unpinned ended runs until the store fits its budget; returns their ids."""
        gone: list[str] = []
        while await self.size() > self.budget_bytes:
            run = tables.runs.c
            evictable = select(tables.runs).where(run.state.in_(ENDED), run.pinned.is_(False))
            query = evictable.order_by(run.updated).limit(1)
            oldest = await self._read(partial(queries.find_runs, query=query))
            if not oldest:
                break
            await self.delete(oldest[0].id)
            gone.append(oldest[0].id)
        return gone

    async def size(self) -> int:
        """Bytes in use: checkpoint files and the database's occupied pages."""

        def used(connection: Connection) -> int:
            pages: dict[str, int] = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("page_count", "freelist_count", "page_size")
            }
            files = connection.execute(select(func.coalesce(func.sum(tables.checkpoints.c.size), 0))).scalar_one()
            return int(files) + (pages["page_count"] - pages["freelist_count"]) * pages["page_size"]

        return await self._read(used)

    # data sets

    async def add_dataset(self, row: DatasetRow, table: Table) -> None:
        """Stores an uploaded table; uploading the same content again keeps the first."""
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
        await self._writer.do(
            lambda transaction: transaction.connection.execute(
                upsert(tables.datasets).values(columns).on_conflict_do_nothing()
            )
        )

    async def dataset(self, dataset_id: str) -> Dataset | None:
        """A table by its content hash, whoever uploaded it: who knows the hash has the content."""
        query = select(tables.datasets).where(tables.datasets.c.id == dataset_id).limit(1)

        def read(connection: Connection) -> Dataset | None:
            found = connection.execute(query).mappings().first()
            if found is None:
                return None
            row = queries.dataset_row(found)
            classes = {name: tuple(words) for name, words in found["classes"].items()}
            return Dataset(row, Table(row.columns, row.rows, found["values"], classes))

        return await self._read(read)

    async def datasets(self, holder: str) -> list[DatasetRow]:
        """The tables a holder uploaded, newest first."""
        column = tables.datasets.c
        query = (
            select(column.id, column.holder, column.name, column.columns, column.rows, column.created)
            .where(column.holder == holder)
            .order_by(column.created.desc(), column.id)
        )
        return await self._read(
            lambda connection: [queries.dataset_row(row) for row in connection.execute(query).mappings()]
        )

    async def runs_with_dataset(self, dataset_id: str, holder: str) -> list[str]:
        """The ids of a holder's runs that start from a table."""
        query = select(tables.runs.c.id, tables.runs.c.datasets).where(
            tables.runs.c.holder == holder, tables.runs.c.datasets.cast(tables.runs.c.id.type).contains(dataset_id)
        )
        return await self._read(
            lambda connection: [row.id for row in connection.execute(query) if dataset_id in row.datasets]
        )

    async def delete_dataset(self, dataset_id: str, holder: str) -> bool:
        """Removes a holder's table; False where the holder has none of that id."""
        column = tables.datasets.c
        statement = delete(tables.datasets).where(column.id == dataset_id, column.holder == holder)
        return await self._writer.do(lambda transaction: transaction.connection.execute(statement).rowcount > 0)

    # inside

    async def _read(self, query: Callable[[Connection], R]) -> R:
        def read() -> R:
            with self._engine.connect() as connection:
                return query(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, read)

    async def _read_file(self, find: Callable[[Connection], Written | None], read: Callable[[Written], R]) -> R | None:
        """Finds a checkpoint's row and reads its file. A file thinned away in between is looked for once more."""

        def attempt() -> R | None:
            with self._engine.connect() as connection:
                found = find(connection)
            return None if found is None else read(found)

        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._readers, attempt)
        except FileNotFoundError:
            return await loop.run_in_executor(self._readers, attempt)

    def _remove_orphans(self) -> None:
        """Removes files that no row names: a crash came between a file and its row, or between deleting the two."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.checkpoints)).mappings()
            known = {Written(row["run"], row["step"], row["applied"], row["kind"]) for row in rows}
        for path, written in self.files.all():
            if written is None or written not in known:
                path.unlink(missing_ok=True)
        for folder in self.files.root.glob("*"):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
