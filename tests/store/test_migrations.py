"""What an older Lossland wrote is read as what it meant."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select

import lossland.store
from lossland.runs.messages import Image, Numerics, Table
from lossland.runs.rows import DatasetRow
from lossland.store import tables
from lossland.store.database import open_database
from lossland.store.datasets import find_dataset, insert_dataset


def at_revision(path: Path, revision: str, *, down: bool = False) -> None:
    """Brings a database up to that revision, or back down to it."""
    config = Config()
    config.set_main_option("script_location", str(Path(lossland.store.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)
    engine.dispose()


@pytest.mark.parametrize(
    ("sentence", "numerics"),
    [
        ("torch 2.13.0+cpu, cpu AVX512, 1 thread", Numerics("2.13.0+cpu", "cpu", "cpu AVX512", 1)),
        ("torch 2.13.0, NVIDIA H100, 80GB, 1 thread", Numerics("2.13.0", "cuda", "NVIDIA H100, 80GB", 1)),
        (None, None),
    ],
)
def test_numerics_that_were_a_sentence(sentence: str | None, numerics: Numerics | None, tmp_path: Path) -> None:
    path = tmp_path / "lossland.db"
    at_revision(path, "0002")
    row: dict[str, Any] = dict.fromkeys(["id", "lab", "holder", "device", "state", "source_hash"], "x")
    row |= dict.fromkeys(["seed", "step", "watched", "max_steps", "created", "updated", "pinned"], 0)
    row |= {"start_params": "{}", "params": "{}", "datasets": "[]", "numerics": sentence}
    with sqlite3.connect(path) as connection:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO runs ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    connection.close()
    engine = open_database(path)
    with engine.connect() as opened:
        found = opened.execute(select(tables.runs.c.numerics)).scalar_one()
    engine.dispose()
    assert found == numerics
    assert found is None or str(found) == sentence


@pytest.mark.parametrize(
    ("revision", "row", "table"),
    [
        ("0001", ("abc", "h", "old", '["x"]', 1, bytes(4), 0), Table(("x",), 1, bytes(4))),
        (
            "0004",
            ("abc", "h", "old", '["x", "y"]', 1, bytes(8), 0, '{"y": ["a", "b"]}'),
            Table(("x", "y"), 1, bytes(8), {"y": ("a", "b")}),
        ),
    ],
)
def test_tables_of_before(revision: str, row: tuple[Any, ...], table: Table, tmp_path: Path) -> None:
    """Before columns of words were allowed, and before pictures were."""
    path = tmp_path / "lossland.db"
    at_revision(path, revision)
    with sqlite3.connect(path) as connection:
        connection.execute(f"INSERT INTO datasets VALUES ({', '.join('?' * len(row))})", row)
    connection.close()
    engine = open_database(path)
    with engine.connect() as opened:
        found = find_dataset(opened, "abc")
    engine.dispose()
    assert found is not None
    assert (found.upload, found.row.name, found.row.kind) == (table, "old", "table")


def test_pictures_go_on_the_way_back_and_tables_stay(tmp_path: Path) -> None:
    path = tmp_path / "lossland.db"
    at_revision(path, "0004")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO datasets VALUES ('t', 'h', 'n', '[\"x\"]', 1, x'00000000', 0, '{}')")
    connection.close()
    before = rows(path)
    engine = open_database(path)
    with engine.begin() as opened:
        insert_dataset(opened, DatasetRow("i", "h", "n", "image", {"width": 8, "height": 8}), Image(8, 8, b"png"))
    engine.dispose()
    at_revision(path, "0004", down=True)
    assert [dict(row) for row in rows(path)] == [dict(row) for row in before]


def rows(path: Path) -> list[sqlite3.Row]:
    """The uploads as an older Lossland reads them."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = connection.execute(
        'SELECT id, holder, name, columns, rows, "values", created, classes FROM datasets'
    ).fetchall()
    connection.close()
    return found
