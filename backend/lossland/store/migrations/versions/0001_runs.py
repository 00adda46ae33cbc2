"""Runs, metric blocks, control log, checkpoints and data sets."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Creates all tables."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("lab", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("start_params", sa.JSON, nullable=False),
        sa.Column("params", sa.JSON, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("parent", sa.String),
        sa.Column("fork_step", sa.Integer),
        sa.Column("watched", sa.Boolean, nullable=False),
        sa.Column("speed", sa.Float),
        sa.Column("max_steps", sa.Integer, nullable=False),
        sa.Column("message", sa.JSON),
        sa.Column("numerics", sa.String),
        sa.Column("source_hash", sa.String, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("updated", sa.Float, nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("datasets", sa.JSON, nullable=False),
    )
    op.create_index("runs_by_holder", "runs", ["holder", "created"])
    op.create_index("runs_by_state", "runs", ["state"])
    op.create_table(
        "blocks",
        sa.Column("run", sa.String, primary_key=True),
        sa.Column("first", sa.Integer, primary_key=True),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("values", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.String, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("control", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.UniqueConstraint("run", "control", name="log_once"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("run", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True),
        sa.Column("applied", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "datasets",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("holder", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("columns", sa.JSON, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("values", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drops all tables."""
    for table in ("datasets", "checkpoints", "log", "blocks", "runs"):
        op.drop_table(table)
