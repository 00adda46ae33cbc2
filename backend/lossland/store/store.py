"""Everything that outlives the process: runs, metrics, control log, checkpoints, data sets.

Writes go through one thread (`writer`), reads through a few others; the event loop never waits for the disk. What a
slice brought is committed as a whole: its metrics, the controls applied in it, its checkpoints and the run's new row.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from lossland.runs import blocks as metric_blocks
from lossland.runs.messages import ENDED, Block, Checkpoint, Keyframe, LogEntry, RunState, Slice, Upload
from lossland.runs.rows import Dataset, DatasetRow, RunRow
from lossland.store import changes, datasets, queries, tables, usage
from lossland.store.database import open_database
from lossland.store.errors import DATABASE, StoreError, is_full, told
from lossland.store.files import CheckpointFiles, Kind, Written
from lossland.store.place import check_place, lock
from lossland.store.reader import Reader
from lossland.store.reserve import Reserve
from lossland.store.writer import Writer

_PAGE = 64
"""Blocks read at once."""


class Store:
    """The store of one data directory. `open` it, and `close` it."""

    def __init__(self, data_dir: Path, engine: Engine, reserve: Reserve, budget_bytes: int, lock: BinaryIO) -> None:
        self.data_dir = data_dir
        self._lock = lock
        self.budget_bytes = budget_bytes
        self.files = CheckpointFiles(data_dir / "runs")
        self._engine = engine
        self._writer = Writer(engine, data_dir, reserve)
        self._reader = Reader(engine, data_dir)

    @classmethod
    async def open(cls, data_dir: Path, *, budget_bytes: int = 10 * 2**30) -> Store:
        """Opens or creates the store; raises `StoreError` where the directory cannot hold one or another process has it."""
        return await asyncio.to_thread(cls._open, data_dir, budget_bytes)

    @classmethod
    def _open(cls, data_dir: Path, budget_bytes: int) -> Store:
        check_place(data_dir)
        with ExitStack() as held, _one_line(data_dir):
            locked = held.enter_context(lock(data_dir))
            reserve = Reserve(data_dir / "reserve")
            try:
                engine = open_database(data_dir / DATABASE)
            except StoreError as error:
                if not is_full(error):
                    raise
                with reserve.lent():  # so that somebody can delete something
                    engine = open_database(data_dir / DATABASE)
            store = cls(data_dir, engine, reserve, budget_bytes, locked)
            store.files.root.mkdir(exist_ok=True)
            with engine.connect() as connection:
                store.files.remove_all_but(queries.all_checkpoints(connection))
            held.pop_all()  # it is the store's now
        return store

    async def close(self) -> None:
        """Writes what is queued and closes the database."""
        await self._writer.close()
        await self._reader.close()
        await asyncio.to_thread(self._engine.dispose)
        self._lock.close()

    # runs

    async def create(self, run: RunRow) -> None:
        """Stores a new run."""
        await self._writer.do(lambda transaction: queries.insert_run(transaction.connection, run))

    async def run(self, run_id: str) -> RunRow | None:
        """One run, None where there is none of that id."""
        return await self._reader.ask(lambda connection: queries.find_run(connection, run_id))

    async def runs(
        self, holder: str | None = None, *, states: Sequence[RunState] | None = None, limit: int = 100
    ) -> list[RunRow]:
        """The newest runs of one holder (of all where None), in certain states (in any where None)."""
        query = select(tables.runs).order_by(tables.runs.c.created.desc(), tables.runs.c.id).limit(limit)
        if holder is not None:
            query = query.where(tables.runs.c.holder == holder)
        if states is not None:
            query = query.where(tables.runs.c.state.in_(states))
        return await self._reader.ask(lambda connection: queries.find_runs(connection, query))

    async def count(self, holder: str | None, *, states: Sequence[RunState]) -> int:
        """How many runs a holder (all, where None) has in certain states."""
        query = select(func.count()).select_from(tables.runs).where(tables.runs.c.state.in_(states))
        if holder is not None:
            query = query.where(tables.runs.c.holder == holder)
        return await self._reader.ask(lambda connection: connection.execute(query).scalar_one())

    async def unfinished(self) -> list[RunRow]:
        """The runs that a starting server takes up again, oldest first."""
        query = select(tables.runs).where(tables.runs.c.state.not_in(ENDED)).order_by(tables.runs.c.created)
        return await self._reader.ask(lambda connection: queries.find_runs(connection, query))

    async def update(self, run_id: str, **columns: Any) -> RunRow:
        """Sets columns of a run and returns the new row; `NoSuchRun` where there is none."""
        return await self._writer.do(lambda transaction: queries.set_columns(transaction.connection, run_id, columns))

    # what slices bring

    async def commit(self, slice: Slice, **columns: Any) -> RunRow:
        """Stores a slice and sets columns of its run, all or nothing; the new row, once it is stored.

        Metrics already stored (a replay after a fault) are not stored twice; a gap is refused with `StoreError`.
        """
        return await self._writer.do(lambda transaction: changes.commit_slice(transaction, self.files, slice, columns))

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
            page = await self._reader.ask(partial(queries.find_blocks, query=query))
            for stored in page:
                rest = metric_blocks.after(stored, after)
                if rest is not None:
                    yield rest
                    after = rest.last
            if len(page) < _PAGE:
                return

    async def latest(self, run_id: str, step: int, names: Collection[str]) -> dict[str, float]:
        """The value of each of these metrics as it was last measured by a step; one that never was is left out."""
        block = tables.blocks.c
        found: dict[str, float] = {}
        while len(found) < len(names):
            query = (
                select(tables.blocks)
                .where(block.run == run_id, block.first <= step)
                .order_by(block.first.desc())
                .limit(_PAGE)
            )
            page = await self._reader.ask(partial(queries.find_blocks, query=query))
            for stored in page:
                found = metric_blocks.latest(stored, step) | found
                step = stored.first - 1
            if len(page) < _PAGE:
                break
        return {name: found[name] for name in names if name in found}

    async def last_metric(self, run_id: str) -> int | None:
        """The last step with stored metrics, None where there is none yet."""
        return await self._reader.ask(lambda connection: queries.last_metric(connection, run_id))

    async def log(self, run_id: str, after: int = -1) -> list[LogEntry]:
        """The controls applied after steps > `after`, in the order in which they were applied."""
        query = (
            select(tables.log)
            .where(tables.log.c.run == run_id, tables.log.c.step > after)
            .order_by(tables.log.c.position)
        )
        return await self._reader.ask(lambda connection: queries.find_log(connection, query))

    async def keyframes(self, run_id: str) -> list[int]:
        """The steps at which keyframes are kept."""
        return sorted(
            await self._reader.ask(lambda connection: queries.find_checkpoints(connection, run_id, "keyframe"))
        )

    async def keyframe(self, run_id: str, step: int) -> Keyframe | None:
        """The keyframe at or before `step`."""
        return await self._reader.ask_file(
            lambda connection: queries.newest_checkpoint(connection, run_id, "keyframe", step), self.files.read
        )

    async def frame(self, run_id: str, step: int) -> bytes | None:
        """The picture of the keyframe at or before `step`, as JSON."""
        return await self._reader.ask_file(
            lambda connection: queries.newest_checkpoint(connection, run_id, "keyframe", step), self.files.frame
        )

    async def recovery(self, run_id: str) -> Checkpoint | None:
        """The newest state there is, from the recovery checkpoint or a keyframe."""

        def newest(connection: Connection) -> Written | None:
            kinds: tuple[Kind, Kind] = ("keyframe", "recovery")
            return max(
                filter(None, (queries.newest_checkpoint(connection, run_id, kind) for kind in kinds)), default=None
            )

        return await self._reader.ask_file(newest, lambda found: self.files.read(found).checkpoint)

    # forks, ends

    async def copy_fork(self, parent_id: str, child: RunRow, step: int) -> Checkpoint:
        """Stores `child` as a fork of `parent_id` at the newest keyframe at or before `step`; returns its state.

        The child gets the keyframe and the part of the parent's log that led to it; its `step` and `fork_step` become
        the keyframe's.
        """
        return await self._writer.do(
            lambda transaction: changes.copy_fork(transaction, self.files, parent_id, child, step)
        )

    async def compact(self, run_id: str) -> None:
        """Joins the small blocks of an ended run and drops its recovery checkpoint where a keyframe is as new."""
        await self._writer.do(lambda transaction: changes.compact_run(transaction, self.files, run_id))

    async def delete(self, run_id: str) -> None:
        """Removes a run and all that belongs to it."""
        await self._writer.do(lambda transaction: changes.delete_run(transaction, self.files, run_id), frees=True)

    async def evict(self) -> list[str]:
        """Removes the oldest unpinned ended runs until the store fits its budget; returns their ids.

        None goes where that would not bring it there: they would go for nothing.
        """
        gone: list[str] = []
        while not await self.fits():
            if not gone:
                used = await self.usage()
                if used.total - used.ended > self.budget_bytes:
                    break
            # chosen where it is removed: nobody can pin it in between
            oldest = await self._writer.do(
                lambda transaction: changes.delete_oldest(transaction, self.files), frees=True
            )
            if oldest is None:
                break
            gone.append(oldest)
        return gone

    async def fits(self) -> bool:
        """Whether all that is stored is within the budget."""
        return await self._reader.ask(usage.size) <= self.budget_bytes

    async def usage(self, holder: str | None = None) -> usage.Usage:
        """What takes the room, and how much of it a holder could give back. It looks at every row."""
        return await self._reader.ask(lambda connection: usage.usage(connection, holder))

    # data sets

    async def add_dataset(self, row: DatasetRow, upload: Upload) -> None:
        """Stores an upload; the same content again keeps the first."""
        await self._writer.do(lambda transaction: datasets.insert_dataset(transaction.connection, row, upload))

    async def dataset(self, dataset_id: str) -> Dataset | None:
        """An upload by its content hash, whoever sent it: who knows the hash has the content."""
        return await self._reader.ask(lambda connection: datasets.find_dataset(connection, dataset_id))

    async def kind_of(self, dataset_id: str) -> str | None:
        """What the upload of this content is; None where there is none."""
        return await self._reader.ask(lambda connection: datasets.find_kind(connection, dataset_id))

    async def datasets(self, holder: str) -> list[DatasetRow]:
        """What a holder uploaded, newest first."""
        return await self._reader.ask(lambda connection: datasets.find_datasets(connection, holder))

    async def runs_with_dataset(self, dataset_id: str, holder: str) -> tuple[list[str], int]:
        """The holder's runs that start from an upload, and how many of others would lose its last copy."""
        return await self._reader.ask(lambda connection: datasets.find_users(connection, dataset_id, holder))

    async def delete_dataset(self, dataset_id: str, holder: str) -> bool:
        """Removes a holder's upload; False where the holder has none of that id."""
        return await self._writer.do(
            lambda transaction: datasets.delete_dataset(transaction.connection, dataset_id, holder), frees=True
        )


@contextmanager
def _one_line(data_dir: Path) -> Iterator[None]:
    """Whatever the system or the database refuses in `data_dir` is a `StoreError`."""
    try:
        yield
    except OSError as error:
        where = error.filename or data_dir
        raise StoreError(f"data directory {data_dir} cannot be used: {where}: {error.strerror or error}") from error
    except DatabaseError as error:
        raise told(error, data_dir) from error
