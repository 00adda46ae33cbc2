"""What the store promises: whole slices, exactly once, in order; nothing half written; room for what comes."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lossland.runs.blocks import rows
from lossland.runs.messages import Block, Keyframe, Slice, Table, about
from lossland.runs.rows import DatasetRow, RunRow
from lossland.store import Store, StoreError
from lossland.store.errors import NoSuchRun
from tests.store.made import block, checkpoint, entry, run_row, slice_of, steps_of, with_store


def test_a_run_comes_back_as_it_was_stored_also_after_reopening(tmp_path: Path) -> None:
    row = run_row(message={"en": "why", "zh": "为什么"}, speed=2.5, datasets=["abc"], name="mine")

    async def write(store: Store) -> None:
        await store.create(row)
        assert await store.run("r1") == row

    async def read(store: Store) -> None:
        assert await store.run("r1") == row
        assert await store.run("r2") is None

    with_store(tmp_path, write)
    with_store(tmp_path, read)


def test_runs_are_listed_newest_first_by_holder_and_state(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        for index, state in enumerate(("playing", "done", "paused")):
            created = run_row().created.replace(year=2020 + index)
            await store.create(run_row(f"r{index}", state=state, created=created, holder="h" if index else "other"))
        assert [row.id for row in await store.runs(None)] == ["r2", "r1", "r0"]
        assert [row.id for row in await store.runs("h")] == ["r2", "r1"]
        assert [row.id for row in await store.runs("h", states=["paused"])] == ["r2"]
        assert [row.id for row in await store.runs(None, limit=1)] == ["r2"]
        assert [row.id for row in await store.unfinished()] == ["r0", "r2"]
        assert await store.count("h", states=["paused", "done"]) == 2

    with_store(tmp_path, work)


def test_update_sets_columns_and_refuses_what_is_not_there(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        changed = await store.update("r1", state="paused", step=7)
        assert (changed.state, changed.step) == ("paused", 7)
        assert changed.updated > changed.created
        with pytest.raises(StoreError, match="colour"):
            await store.update("r1", colour="red")
        with pytest.raises(StoreError, match="r9"):
            await store.update("r9", state="paused")

    with_store(tmp_path, work)


def test_a_slice_is_stored_as_a_whole(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        piece = slice_of(
            "r1",
            1,
            5,
            applied=(entry(2, "a"), entry(3, "b", "action")),
            keyframes=(Keyframe(checkpoint(5, 2), b'{"step":5}'),),
            recovery=checkpoint(5, 2),
        )
        await store.commit(piece, state="playing")
        row = await store.run("r1")
        assert row is not None
        assert (row.step, row.state) == (5, "playing")
        assert await steps_of(store, "r1") == [1, 2, 3, 4, 5]
        assert await store.log("r1") == list(piece.applied)
        assert await store.log("r1", after=2) == [piece.applied[1]]
        assert await store.keyframes("r1") == [5]
        assert await store.keyframe("r1", 9) == piece.keyframes[0]
        assert await store.keyframe("r1", 4) is None
        assert await store.frame("r1", 5) == b'{"step":5}'
        assert await store.recovery("r1") == checkpoint(5, 2)

    with_store(tmp_path, work)


def test_a_slice_that_fails_leaves_no_trace_and_fails_alone(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        bad = slice_of("r1", 3, 2, applied=(entry(3, "x"),))  # steps 1 and 2 are missing
        results = await asyncio.gather(
            store.commit(slice_of("unknown", 1, 2)),
            store.commit(bad, state="playing"),
            store.commit(slice_of("r1", 1, 2)),
            return_exceptions=True,
        )
        assert [type(result) for result in results] == [NoSuchRun, StoreError, RunRow]
        assert await steps_of(store, "r1") == [1, 2]
        assert await store.log("r1") == []
        row = await store.run("r1")
        assert row is not None
        assert (row.state, row.step) == ("queued", 2)

    with_store(tmp_path, work)


def test_replayed_metrics_and_controls_are_not_stored_twice(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 4, applied=(entry(2, "a"),)))
        await store.commit(slice_of("r1", 3, 4, applied=(entry(2, "a"), entry(5, "b"))))
        await store.commit(slice_of("r1", 2, 3))
        assert await steps_of(store, "r1") == [1, 2, 3, 4, 5, 6]
        assert [item.control.id for item in await store.log("r1")] == ["a", "b"]

    with_store(tmp_path, work)


def test_compaction_keeps_every_number(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        for step in range(1, 200, 2):
            names = ("loss", "extra") if step % 3 == 0 else ("loss",)
            await store.commit(Slice("r1", step + 1, {}, block=block(step, 2, names)))
        before = {step: value async for step, value in losses(store)}
        await store.compact("r1")
        blocks = [part async for part in store.blocks("r1")]
        assert len(blocks) == 1
        assert {step: value async for step, value in losses(store)} == before
        assert await steps_of(store, "r1", after=150) == list(range(151, 201))

    async def losses(store: Store) -> Any:
        async for part in store.blocks("r1"):
            for offset, value in enumerate(rows(part)["loss"]):
                yield part.first + offset, float(value)

    with_store(tmp_path, work)


def test_deleting_a_run_removes_all_of_it(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        for run in ("r1", "r2"):
            await store.create(run_row(run))
            keyframes = (Keyframe(checkpoint(2), b"{}"),)
            await store.commit(slice_of(run, 1, 2, applied=(entry(1, "a"),), keyframes=keyframes))
        await store.delete("r1")
        assert await store.run("r1") is None
        assert not await steps_of(store, "r1")
        assert not await store.log("r1")
        assert not await store.keyframes("r1")
        assert not (store.data_dir / "runs" / "r1").exists()
        assert await steps_of(store, "r2") == [1, 2]

    with_store(tmp_path, work)


def test_the_oldest_unpinned_ended_runs_go_when_over_budget(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        states = {"pinned": "done", "live": "paused", "old": "done", "new": "failed"}
        for run, state in states.items():
            await store.create(run_row(run, pinned=run == "pinned"))
            big = (Keyframe(checkpoint(1, size=1_000_000), b"{}"),)
            await store.commit(slice_of(run, 1, 1, keyframes=big), state=state)
        assert await store.evict() == ["old"]
        assert await store.fits()
        assert await store.evict() == []
        store.budget_bytes = 2_500_000
        assert await store.evict() == ["new"]
        assert {row.id for row in await store.runs()} == {"pinned", "live"}

    with_store(tmp_path, work, budget_bytes=3_500_000)


def test_nothing_goes_where_that_would_not_be_enough(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        states = {"pinned": "done", "paused": "paused", "ended": "done"}
        for run, state in states.items():
            await store.create(run_row(run, pinned=run == "pinned"))
            big = (Keyframe(checkpoint(1, size=1_000_000), b"{}"),)
            await store.commit(slice_of(run, 1, 1, keyframes=big), state=state)
        await store.add_dataset(DatasetRow("a", "h", "n", "table", {}), Table(("x",), 250_000, bytes(1_000_000)))
        used = await store.usage("h")
        for part in (used.ended, used.pinned, used.open, used.tables, used.own / 3):
            assert part == pytest.approx(1_000_000, rel=0.01)
        assert (await store.usage("other")).own == 0
        assert await store.evict() == []
        assert not await store.fits()
        store.budget_bytes = 3_500_000
        assert await store.evict() == ["ended"]
        assert await store.fits()

    with_store(tmp_path, work, budget_bytes=2_500_000)


def test_tables_are_kept_once_by_content_and_owned(tmp_path: Path) -> None:
    table = Table(("x", "y"), 2, np.arange(4, dtype="<f4").tobytes(), {"y": ("cat", "dog")})
    row = DatasetRow("abc", "h", "points", "table", about(table))

    async def work(store: Store) -> None:
        await store.add_dataset(row, table)
        await store.add_dataset(dataclasses.replace(row, name="again"), table)
        assert await store.datasets("h") == [row]
        assert await store.datasets("other") == []
        found = await store.dataset("abc")
        assert found is not None
        assert (found.row, found.upload) == (row, table)
        await store.create(run_row(datasets=["abc"]))
        await store.create(run_row("r2", holder="other", datasets=["abc"]))
        assert await store.runs_with_dataset("abc", "h") == (["r1"], 1)
        await store.add_dataset(dataclasses.replace(row, holder="third"), table)
        assert await store.runs_with_dataset("abc", "h") == (["r1"], 0)  # the others keep a copy
        assert await store.delete_dataset("abc", "third")
        assert not await store.delete_dataset("abc", "other")
        assert await store.delete_dataset("abc", "h")
        assert await store.dataset("abc") is None

    with_store(tmp_path, work)


def test_thirty_runs_write_at_once_and_every_reader_sees_all(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        ids = [f"r{index}" for index in range(30)]
        await asyncio.gather(*(store.create(run_row(run)) for run in ids))

        async def train(run: str) -> None:
            for first in range(1, 101, 10):
                await store.commit(slice_of(run, first, 10))

        await asyncio.gather(*(train(run) for run in ids))
        for run in ids:
            assert await steps_of(store, run) == list(range(1, 101))

    with_store(tmp_path, work)


def test_a_closed_store_takes_nothing_more(tmp_path: Path) -> None:
    async def main() -> None:
        store = await Store.open(tmp_path)
        await store.close()
        with pytest.raises(StoreError, match="closed"):
            await store.create(run_row())

    asyncio.run(main())


def test_the_values_of_a_step_are_the_last_ones_by_then(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(Slice(run="r1", step=3, params={}, block=block(1, 3, ("loss", "epoch", "other"))))
        rows = np.array([[4, 5, np.nan], [np.nan, np.inf, np.nan]], "<f4")
        await store.commit(Slice(run="r1", step=6, params={}, block=Block(4, 3, ("loss", "epoch"), rows.tobytes())))
        for first in range(7, 107):  # more blocks than are read at once
            await store.commit(slice_of("r1", first, 1))
        names = ["loss", "epoch", "never"]
        assert await store.latest("r1", 0, names) == {}
        for step, loss, epoch in ((2, 2, 2.1), (5, 5, 3.1), (6, 5, 3.1), (106, 106, 3.1)):
            assert await store.latest("r1", step, names) == {"loss": loss, "epoch": pytest.approx(epoch)}

    with_store(tmp_path, work)
