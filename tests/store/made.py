"""What the tests of the store put into it."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np

from lossland.runs.messages import Block, Checkpoint, Control, LogEntry, Slice
from lossland.runs.rows import RunRow
from lossland.store import Store


def run_row(run_id: str = "r1", **columns: Any) -> RunRow:
    """A run that has just been made."""
    row = RunRow(id=run_id, lab="lab", holder="h", seed=1, device="cpu", start_params={"lr": 0.1}, params={"lr": 0.1})
    return dataclasses.replace(row, **columns)


def block(first: int, n: int, names: tuple[str, ...] = ("loss",)) -> Block:
    """Metric i of step s is s + i / 10."""
    values = np.arange(first, first + n, dtype="<f4") + np.arange(len(names), dtype="<f4")[:, None] / 10
    return Block(first, n, names, values.astype("<f4").tobytes())


def slice_of(run: str, first: int, n: int, **more: Any) -> Slice:
    """What a worker brings of so many steps."""
    return Slice(run=run, step=first + n - 1, params={"lr": 0.1}, block=block(first, n), **more)


def checkpoint(step: int, applied: int = 0, size: int = 10) -> Checkpoint:
    """A state of so many bytes."""
    return Checkpoint(step, bytes(size), {"lr": 0.1}, applied)


def entry(step: int, identity: str, kind: Any = "params") -> LogEntry:
    """A control that was applied after this step."""
    return LogEntry(step, Control(identity, kind, {"lr": step / 10}))


async def steps_of(store: Store, run: str, after: int = 0) -> list[int]:
    """The steps whose metrics are stored."""
    return [step async for part in store.blocks(run, after) for step in range(part.first, part.last + 1)]


def with_store(tmp_path: Path, work: Callable[[Store], Awaitable[None]], **options: Any) -> None:
    """Does `work` with the store in a folder, new or not, and closes it."""

    async def main() -> None:
        store = await Store.open(tmp_path / "data", **options)
        try:
            await work(store)
        finally:
            await store.close()

    asyncio.run(main())
