"""Fills the disk on which a store lies, then deletes from it; to be run on a small file system of its own."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lossland.runs.messages import Keyframe, Table, about
from lossland.runs.rows import DatasetRow
from lossland.store import Store, reserve
from lossland.store.errors import DiskFull
from tests.store.made import checkpoint, run_row, slice_of


def fill(folder: Path) -> None:
    """Takes whatever room is left."""
    with (folder / "of others").open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


async def stored(store: Store, run: str, first: int) -> bool:
    """Whether the next slice, with a keyframe, finds room."""
    keyframes = (Keyframe(checkpoint(first, size=100_000), b"{}"),)
    try:
        await store.commit(slice_of(run, first, 1, keyframes=keyframes))
    except DiskFull:
        return False
    return True


async def main(folder: Path) -> None:
    """Each step says what it finds wrong."""
    store = await Store.open(folder)
    table = Table(("x",), 100_000, bytes(400_000))
    for dataset in ("t1", "t2"):
        await store.add_dataset(DatasetRow(dataset, "h", "n", "table", about(table)), table)
    for run in ("r1", "r2", "r3"):
        await store.create(run_row(run))
        await asyncio.gather(*(store.commit(slice_of(run, first, 1)) for first in range(1, 301)))
    assert await stored(store, "r1", 301)
    assert await stored(store, "r2", 301)
    fill(folder)
    assert (folder / "reserve").stat().st_size == reserve.BYTES
    step = 301
    while await stored(store, "r3", step):
        step += 1
    await store.close()
    fill(folder)
    store = await Store.open(folder)  # a server that is started on a full disk serves those who make room
    assert not await stored(store, "r3", step)
    await store.delete("r1")
    assert not (folder / "runs" / "r1").exists()
    assert await store.delete_dataset("t1", "h")
    await store.add_dataset(DatasetRow("t3", "h", "n", "table", about(table)), table)  # in the room of the other
    await store.delete("r2")
    assert await stored(store, "r3", step)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
