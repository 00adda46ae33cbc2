"""Opening the database file: SQLite in WAL mode, brought to the newest revision."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from lossland.store.errors import StoreError

NEWEST = "0005"
"""The revision this code is written for. A database already there is opened without importing Alembic (0.15 s)."""


def open_database(path: Path) -> Engine:
    """An engine on the database at `path`, created and migrated as needed."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _configure)
    try:
        if _revision(engine) != NEWEST:
            _migrate(engine)
    except DatabaseError as error:
        engine.dispose()
        raise StoreError(f"{path} cannot be opened: {error.orig}") from error
    return engine


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL: a commit survives the death of the process; only power loss can take the last ones, never consistency
    cursor.execute("PRAGMA synchronous=NORMAL")
    # a deletion need not overwrite what it gives up, which some builds of SQLite do: room a full disk has not
    cursor.execute("PRAGMA secure_delete=OFF")
    cursor.close()


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")).all()
        if not tables:
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(f"{engine.url.database} was written by another version of Lossland: {error}") from error
