"""The database's tables. Migrations create them; a test compares the two."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

from lossland.runs.messages import Numerics


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as seconds since 1970: it sorts, and SQLite has no time zones to lose."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        return None if value is None else value.timestamp()

    def process_result_value(self, value: float | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromtimestamp(value, UTC)


class NumericsRecord(TypeDecorator[Numerics]):
    """On what a run was computed, kept as JSON."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Numerics | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(asdict(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Numerics | None:  # noqa: ARG002
        return None if value is None else Numerics(**json.loads(value))


metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("lab", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("device", String, nullable=False),
    Column("start_params", JSON, nullable=False),
    Column("params", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("step", Integer, nullable=False),
    Column("parent", String),
    Column("fork_step", Integer),
    Column("watched", Boolean, nullable=False),
    Column("speed", Float),
    Column("max_steps", Integer, nullable=False),
    Column("message", JSON(none_as_null=True)),
    Column("numerics", NumericsRecord),
    Column("source_hash", String, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("updated", UtcTime, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("name", String),
    Column("datasets", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("runs_by_holder", "holder", "created"),
    Index("runs_by_state", "state"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("run", String, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("names", JSON, nullable=False),
    Column("values", LargeBinary, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("run", String, nullable=False),
    Column("step", Integer, nullable=False),
    Column("control", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", JSON, nullable=False),
    UniqueConstraint("run", "control", name="log_once"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("run", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("applied", Integer, nullable=False),
    Column("size", Integer, nullable=False),
)

datasets = Table(
    "datasets",
    metadata,
    Column("id", String, primary_key=True),
    Column("holder", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("kind", String, nullable=False),
    Column("about", JSON, nullable=False),
)
