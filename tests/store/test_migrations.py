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
from lossland.runs.messages import Numerics
from lossland.store import tables
from lossland.store.database import open_database


def at_revision(path: Path, revision: str) -> None:
    """An empty database of that revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(lossland.store.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
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
