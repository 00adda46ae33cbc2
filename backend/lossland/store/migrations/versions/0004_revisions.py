"""Every change of a run's row is counted: two looks at it are ordered by a number, not by clocks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Runs stored until now begin at 0."""
    op.add_column("runs", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Forgets the count."""
    op.drop_column("runs", "revision")
