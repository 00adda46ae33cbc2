"""What the store says where its files cannot be used: which file, why, and what can be done."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from lossland.runs.messages import Keyframe
from lossland.store import Store
from lossland.store.errors import StoreDamaged, StoreError, told
from tests.store.made import checkpoint, run_row, slice_of, with_store


def test_a_database_overwritten_under_a_server_and_before_its_start(tmp_path: Path) -> None:
    database = tmp_path / "data" / "lossland.db"

    async def work(store: Store) -> None:
        await store.create(run_row())
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store._engine.dispose()
        whole = database.read_bytes()
        database.write_bytes(whole[:4096] + b"?" * (len(whole) - 4096))
        for asked in (store.run("r1"), store.update("r1", name="x"), store.delete("r1")):
            with pytest.raises(StoreDamaged, match=r"lossland\.db.*malformed"):
                await asked

    with_store(tmp_path, work)
    with pytest.raises(StoreError, match=r"lossland\.db.*malformed"):
        with_store(tmp_path, work)


def test_a_checkpoint_that_is_missing_is_named(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.create(run_row())
        await store.commit(slice_of("r1", 1, 2, keyframes=(Keyframe(checkpoint(2), b"{}"),)))
        (store.files.root / "r1" / "2-0.keyframe").unlink()
        with pytest.raises(StoreDamaged, match=r"runs/r1/2-0\.keyframe.*No such file"):
            await store.keyframe("r1", 2)

    with_store(tmp_path, work)


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.OperationalError("attempt to write a readonly database"),
        sqlite3.DatabaseError("database disk image is malformed"),
        OSError(errno.EROFS, "Read-only file system"),
    ],
    ids=str,
)
def test_what_neither_room_nor_a_caller_can_be_blamed_for(error: Exception, tmp_path: Path) -> None:
    assert isinstance(told(error, tmp_path), StoreDamaged)


@pytest.mark.parametrize("error", [sqlite3.IntegrityError("UNIQUE"), StoreError("closed"), KeyError("x")], ids=str)
def test_faults_of_the_caller_stay_what_they_are(error: Exception, tmp_path: Path) -> None:
    assert told(error, tmp_path) is error
