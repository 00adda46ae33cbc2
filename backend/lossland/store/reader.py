"""The readers: a few threads, each question on a connection of its own, so that the event loop never waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from lossland.store.errors import told
from lossland.store.files import Written

R = TypeVar("R")

THREADS = 4


class Reader:
    """Asks what is stored. Reads go on while the writer writes."""

    def __init__(self, engine: Engine, data_dir: Path) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store reader")

    async def ask(self, query: Callable[[Connection], R]) -> R:
        """What a query finds."""

        def attempt() -> R:
            with self._engine.connect() as connection:
                return query(connection)

        return await self._run(attempt)

    async def ask_file(self, find: Callable[[Connection], Written | None], read: Callable[[Written], R]) -> R | None:
        """Finds a checkpoint's row and reads its file. A file thinned away in between is looked for once more."""

        def attempt() -> R | None:
            with self._engine.connect() as connection:
                found = find(connection)
            return None if found is None else read(found)

        def twice() -> R | None:
            try:
                return attempt()
            except FileNotFoundError:
                return attempt()

        return await self._run(twice)

    async def _run(self, attempt: Callable[[], R]) -> R:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, attempt)
        except Exception as error:
            raise told(error, self._data_dir) from error

    async def close(self) -> None:
        """Waits for what is being read."""
        await asyncio.to_thread(self._threads.shutdown)
