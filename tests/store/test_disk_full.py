"""A full disk: what could not be stored leaves no trace, the error says why, and what is there stays readable."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from lossland.runs.messages import Keyframe, Slice, Table, about
from lossland.runs.rows import DatasetRow
from lossland.store import Store, changes
from lossland.store.errors import DiskFull, is_full
from tests.store.made import block, checkpoint, run_row, slice_of, steps_of, with_store


def test_sqlite_has_no_room(tmp_path: Path) -> None:
    most = [2**30]

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most[0]}")

    async def work(store: Store) -> None:
        event.listen(store._engine, "begin", limit)
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 2))
        most[0] = 1  # SQLite takes that as: no more than there are
        big = Slice(run="r1", step=50_002, params={}, block=block(3, 50_000))
        table = Table(("x",), 50_000, bytes(200_000))
        for store_it in (store.commit(big), store.add_dataset(DatasetRow("a", "h", "n", "table", about(table)), table)):
            with pytest.raises(DiskFull) as caught:
                await store_it
            assert "full" in caught.value.said
            assert "磁盘" in caught.value.said.zh
        assert await steps_of(store, "r1") == [1, 2]
        most[0] = 2**30
        await store.commit(big)
        assert (await steps_of(store, "r1"))[-1] == 50_002

    with_store(tmp_path, work)


def test_a_checkpoint_that_finds_no_room_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 2, keyframes=(Keyframe(checkpoint(2), b"{}"),)))
        files = sorted((tmp_path / "runs").rglob("*"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(DiskFull):
                await store.commit(slice_of("r1", 3, 2, keyframes=(Keyframe(checkpoint(4), b"{}"),)))
            with pytest.raises(DiskFull):
                await store.copy_fork("r1", run_row("r2"), 2)
        assert sorted(path for path in (tmp_path / "runs").rglob("*") if path.is_file()) == [
            path for path in files if path.is_file()
        ]
        assert await steps_of(store, "r1") == [1, 2]

    with_store(tmp_path, work)


def test_the_files_of_a_transaction_that_fails_later_go_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def work(store: Store) -> None:
        await store.create(run_row())
        with monkeypatch.context() as patch:
            patch.setattr(changes, "_thin", fail)
            with pytest.raises(DiskFull):
                await store.commit(slice_of("r1", 1, 2, keyframes=(Keyframe(checkpoint(2), b"{}"),)))
        assert not [path for path in (tmp_path / "runs").rglob("*") if path.is_file()]

    with_store(tmp_path, work)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE])
def test_sqlites_words_for_a_full_disk_or_a_used_up_quota(code: int) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert is_full(error)
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert not is_full(error)
