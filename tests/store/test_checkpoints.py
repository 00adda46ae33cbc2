"""Checkpoints and keyframes: a file each, named by a row, in force as soon as both are there; forks start at them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from lossland.runs.messages import Keyframe, Slice
from lossland.store import Store, StoreError, changes, queries
from lossland.store.errors import StoreDamaged
from tests.store.made import checkpoint, entry, run_row, slice_of, steps_of, with_store


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
            with pytest.raises(StoreDamaged):
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
