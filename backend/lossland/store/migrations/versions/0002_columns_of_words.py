"""Tables may have columns of words."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Tables uploaded until now hold numbers only."""
    op.add_column("datasets", sa.Column("classes", sa.JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    """Forgets the words; their indices stay."""
    op.drop_column("datasets", "classes")
