"""What the store promises: whole slices, exactly once, in order; nothing half written; room for what comes."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import create_engine, inspect

from lossland.runs.messages import Block, Checkpoint, Control, Keyframe, LogEntry, Slice, Table
from lossland.runs.rows import DatasetRow, RunRow
from lossland.store import Store, StoreError, changes, database, place, queries, tables


def run_row(run_id: str = "r1", **columns: Any) -> RunRow:
    row = RunRow(id=run_id, lab="lab", holder="h", seed=1, device="cpu", start_params={"lr": 0.1}, params={"lr": 0.1})
    return dataclasses.replace(row, **columns)


def block(first: int, n: int, names: tuple[str, ...] = ("loss",)) -> Block:
    """Metric i of step s is s + i / 10."""
    values = np.arange(first, first + n, dtype="<f4") + np.arange(len(names), dtype="<f4")[:, None] / 10
    return Block(first, n, names, values.astype("<f4").tobytes())


def slice_of(run: str, first: int, n: int, **more: Any) -> Slice:
    return Slice(run=run, step=first + n - 1, params={"lr": 0.1}, block=block(first, n), **more)


def checkpoint(step: int, applied: int = 0, size: int = 10) -> Checkpoint:
    return Checkpoint(step, bytes(size), {"lr": 0.1}, applied)


def entry(step: int, identity: str, kind: Any = "params") -> LogEntry:
    return LogEntry(step, Control(identity, kind, {"lr": step / 10}))


async def steps_of(store: Store, run: str, after: int = 0) -> list[int]:
    return [step async for part in store.blocks(run, after) for step in range(part.first, part.last + 1)]


def with_store(tmp_path: Path, work: Callable[[Store], Awaitable[None]], **options: Any) -> None:
    async def main() -> None:
        store = await Store.open(tmp_path / "data", **options)
        try:
            await work(store)
        finally:
            await store.close()

    asyncio.run(main())


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
        assert [type(result) for result in results] == [StoreError, StoreError, RunRow]
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


def test_a_newer_recovery_checkpoint_replaces_the_older_and_its_file(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 1, recovery=checkpoint(1)))
        await store.commit(slice_of("r1", 2, 1, recovery=checkpoint(2)))
        await store.commit(Slice("r1", 2, {}, recovery=checkpoint(2, applied=1)))
        assert await store.recovery("r1") == checkpoint(2, applied=1)
        assert [path.name for path in (store.data_dir / "runs" / "r1").iterdir()] == ["2-1.recovery"]

    with_store(tmp_path, work)


def test_a_crash_between_file_and_row_leaves_the_old_checkpoint_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of the new checkpoint is written, the transaction never commits."""

    async def crash(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 2, keyframes=(Keyframe(checkpoint(2), b"old"),)))

        def fail(*_: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        with monkeypatch.context() as patch:
            patch.setattr(queries, "put_checkpoint", fail)
            with pytest.raises(sqlite3.OperationalError):
                await store.commit(Slice("r1", 2, {}, keyframes=(Keyframe(checkpoint(2, 1), b"new"),)))
        orphan = store.data_dir / "runs" / "r1" / "2-1.keyframe"
        assert not orphan.exists()  # a server that goes on removes it; one that dies here leaves it
        orphan.write_bytes(b"new")
        (store.data_dir / "runs" / "r1" / "3-0.keyframe.tmp").write_bytes(b"half")

    async def after(store: Store) -> None:
        kept = await store.keyframe("r1", 2)
        assert kept == Keyframe(checkpoint(2), b"old")
        assert [path.name for path in (store.data_dir / "runs" / "r1").iterdir()] == ["2-0.keyframe"]

    with_store(tmp_path, crash)
    with_store(tmp_path, after)


def test_a_truncated_checkpoint_file_is_named(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 1, keyframes=(Keyframe(checkpoint(1), b"{}"),)))
        path = store.data_dir / "runs" / "r1" / "1-0.keyframe"
        path.write_bytes(path.read_bytes()[:-3])
        with pytest.raises(StoreError, match=r"1-0\.keyframe"):
            await store.keyframe("r1", 1)

    with_store(tmp_path, work)


def test_keyframes_are_thinned_and_their_files_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_KEYFRAMES", 8)

    async def work(store: Store) -> None:
        await store.create(run_row())
        for step in range(1, 31):
            await store.commit(slice_of("r1", step, 1, keyframes=(Keyframe(checkpoint(step), b"{}"),)))
        kept = await store.keyframes("r1")
        assert len(kept) <= 8
        assert (kept[0], kept[-1]) == (1, 30)
        files = sorted(int(path.name.split("-")[0]) for path in (store.data_dir / "runs" / "r1").iterdir())
        assert files == kept

    with_store(tmp_path, work)


def test_a_fork_starts_at_a_keyframe_with_the_log_that_led_to_it(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 4, applied=(entry(1, "a"), entry(4, "b"), entry(4, "c"))))
        await store.commit(Slice("r1", 4, {}, keyframes=(Keyframe(checkpoint(4, applied=2), b"{}"),)))
        state = await store.copy_fork("r1", run_row("r2", params={"lr": 9.0}), 6)
        assert state == checkpoint(4, applied=2)
        child = await store.run("r2")
        assert child is not None
        assert (child.parent, child.fork_step, child.step, child.params) == ("r1", 4, 4, {"lr": 9.0})
        assert [item.control.id for item in await store.log("r2")] == ["a", "b"]
        await store.commit(slice_of("r2", 5, 2))
        assert await steps_of(store, "r2") == [5, 6]
        await store.delete("r1")
        assert await store.recovery("r2") == checkpoint(4, applied=2)
        with pytest.raises(StoreError, match="no keyframe"):
            await store.copy_fork("r2", run_row("r3"), 3)

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
            row = part.names.index("loss")
            values = np.frombuffer(part.values, "<f4").reshape(len(part.names), part.n)[row]
            for offset, value in enumerate(values):
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
        assert await store.size() <= 3_500_000
        assert await store.evict() == []
        store.budget_bytes = 0
        assert await store.evict() == ["new"]
        assert {row.id for row in await store.runs()} == {"pinned", "live"}

    with_store(tmp_path, work, budget_bytes=3_500_000)


def test_tables_are_kept_once_by_content_and_owned(tmp_path: Path) -> None:
    table = Table(("x", "y"), 2, np.arange(4, dtype="<f4").tobytes(), {"y": ("cat", "dog")})
    row = DatasetRow("abc", "h", "points", table.columns, 2, words=table.classes)

    async def work(store: Store) -> None:
        await store.add_dataset(row, table)
        await store.add_dataset(dataclasses.replace(row, name="again"), table)
        assert await store.datasets("h") == [row]
        assert await store.datasets("other") == []
        found = await store.dataset("abc")
        assert found is not None
        assert (found.row, found.table) == (row, table)
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


def test_migrations_make_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    migrated = database.open_database(tmp_path / "migrated.db")
    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    tables.metadata.create_all(declared)

    def shape(engine: Any) -> dict[str, Any]:
        found = inspect(engine)
        return {
            table: (
                [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
                found.get_pk_constraint(table)["constrained_columns"],
                sorted(str(index["column_names"]) for index in found.get_indexes(table)),
            )
            for table in found.get_table_names()
            if table != "alembic_version"
        }

    assert shape(migrated) == shape(declared)
    with migrated.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == database.NEWEST


def test_tables_uploaded_before_words_were_allowed_are_still_there(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    engine = database.open_database(tmp_path / "data" / "lossland.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE datasets DROP COLUMN classes")
        connection.exec_driver_sql("ALTER TABLE runs DROP COLUMN revision")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        old = "INSERT INTO datasets VALUES ('abc', 'h', 'old', '[\"x\"]', 1, x'00000000', 0)"
        connection.exec_driver_sql(old)
    engine.dispose()

    async def work(store: Store) -> None:
        found = await store.dataset("abc")
        assert found is not None
        assert found.table == Table(("x",), 1, bytes(4))

    with_store(tmp_path, work)


def test_a_database_of_a_newer_version_is_refused_in_one_line(tmp_path: Path) -> None:
    engine = database.open_database(tmp_path / "lossland.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(StoreError, match="another version") as caught:
        asyncio.run(Store.open(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "lossland.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"lossland\.db cannot be opened") as caught:
        asyncio.run(Store.open(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_directory_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="not writable"):
        asyncio.run(Store.open(tmp_path / "file" / "data"))


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "file_system", lambda _: "nfs4")
    with pytest.raises(StoreError, match=r"network file system \(nfs4\)"):
        asyncio.run(Store.open(tmp_path))
