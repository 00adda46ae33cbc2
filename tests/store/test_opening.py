"""Opening a store: the tables that the code declares, what older ones hold, and what is refused in one line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from lossland.store import Store, StoreError, database, place, tables


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
