"""Uploads are tables or pictures: what there is to know of one lies in `about`, by the fields of its kind."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """All that was uploaded until now is a table."""
    op.add_column("datasets", sa.Column("kind", sa.String, nullable=False, server_default="table"))
    op.add_column("datasets", sa.Column("about", sa.JSON, nullable=False, server_default="{}"))
    op.execute(
        "UPDATE datasets SET about = json_object('columns', json(columns), 'rows', rows, 'classes', json(classes))"
    )
    op.execute('ALTER TABLE datasets RENAME COLUMN "values" TO content')
    for column in ("columns", "rows", "classes"):
        op.drop_column("datasets", column)


def downgrade() -> None:
    """Pictures go; tables get their columns back."""
    op.execute("DELETE FROM datasets WHERE kind <> 'table'")
    op.add_column("datasets", sa.Column("columns", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("datasets", sa.Column("rows", sa.Integer, nullable=False, server_default="0"))
    op.add_column("datasets", sa.Column("classes", sa.JSON, nullable=False, server_default="{}"))
    op.execute(
        "UPDATE datasets SET columns = json_extract(about, '$.columns'), rows = json_extract(about, '$.rows'),"
        " classes = json_extract(about, '$.classes')"
    )
    op.execute('ALTER TABLE datasets RENAME COLUMN content TO "values"')
    for column in ("kind", "about"):
        op.drop_column("datasets", column)
