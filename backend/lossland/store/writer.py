"""The single writer: one thread that turns everything queued into one transaction.

Jobs are synchronous functions on a connection. Awaiting one resolves after COMMIT, so whoever publishes afterwards
publishes only what is stored.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from lossland.store.errors import StoreError, is_full, told
from lossland.store.reserve import Reserve

R = TypeVar("R")


@dataclass
class Transaction:
    """What a job works on."""

    connection: Connection
    obsolete: list[Path] = field(default_factory=list)
    """Files to remove once the transaction has committed: until then the old rows still name them."""
    written: list[Path] = field(default_factory=list)
    """New files, which go again if the transaction fails: no row names them."""
    then: list[Callable[[], None]] = field(default_factory=list)
    """What else to do once it has committed."""


Job = Callable[[Transaction], R]


@dataclass
class _Queued:
    job: Job[Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    frees: bool
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Runs jobs in the order in which they were handed in."""

    def __init__(self, engine: Engine, data_dir: Path, reserve: Reserve, batch: int = 256) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self._reserve = reserve
        self._batch = batch
        self._queue: queue.SimpleQueue[_Queued | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
        self._thread.start()

    async def do(self, job: Job[R], *, frees: bool = False) -> R:
        """Runs `job` inside the next transaction; resolves after COMMIT. One that `frees` room may use the reserve."""
        if self._closed:
            raise StoreError("the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        self._queue.put(_Queued(job, loop, future, frees))
        return await future

    async def close(self) -> None:
        """Finishes what is queued and stops."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        open_ = True
        while open_:
            batch: list[_Queued] = []
            item = self._queue.get()
            while item is not None:
                batch.append(item)
                if len(batch) == self._batch:
                    break
                try:
                    item = self._queue.get_nowait()
                except queue.Empty:
                    break
            open_ = item is not None
            self._write(batch)
            for loop in {id(entry.loop): entry.loop for entry in batch}.values():
                own = [entry for entry in batch if entry.loop is loop]
                if not loop.is_closed():
                    loop.call_soon_threadsafe(_deliver, own)
            self._reserve.take()

    def _write(self, batch: list[_Queued]) -> None:
        """All in one transaction; where that fails, each in its own, so that a bad job fails alone."""
        try:
            self._commit(batch)
        except Exception:  # noqa: BLE001 - whatever it was, its job meets it again alone
            for entry in batch:
                try:
                    self._commit_alone(entry)
                except Exception as error:  # noqa: BLE001 - goes to whoever awaits the job
                    entry.error = told(error, self._data_dir)

    def _commit_alone(self, entry: _Queued) -> None:
        try:
            self._commit([entry])
        except Exception as error:
            if not (entry.frees and is_full(error)):
                raise
            with self._reserve.lent():
                self._commit([entry])
                with self._engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint")  # the next deletion writes where this one did

    def _commit(self, batch: list[_Queued]) -> None:
        if not batch:
            return
        written: list[Path] = []
        try:
            with self._engine.begin() as connection:
                transaction = Transaction(connection, written=written)
                for entry in batch:
                    entry.result = entry.job(transaction)
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise
        for path in transaction.obsolete:
            path.unlink(missing_ok=True)
        for after in transaction.then:
            after()


def _deliver(batch: list[_Queued]) -> None:
    for entry in batch:
        if entry.future.done():
            continue  # the waiter was cancelled; the work is done all the same
        if entry.error is not None:
            entry.future.set_exception(entry.error)
        else:
            entry.future.set_result(entry.result)
