"""The numerics of a run are a record, not a sentence."""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

_SENTENCE = re.compile(r"torch (?P<torch>\S+), (?P<device>.+), (?P<threads>\d+) thread")
_runs = sa.table("runs", sa.column("id", sa.String), sa.column("numerics", sa.String))


def upgrade() -> None:
    """Reads what was written as `torch 2.13.0, cpu AVX2, 1 thread`."""
    connection = op.get_bind()
    for identity, text in connection.execute(sa.select(_runs.c.id, _runs.c.numerics)).all():
        found = _SENTENCE.fullmatch(text or "")
        if found:
            device = found["device"]
            kind = "cpu" if device.startswith("cpu ") else "cuda"
            record = {"torch": found["torch"], "kind": kind, "device": device, "threads": int(found["threads"])}
            connection.execute(_runs.update().where(_runs.c.id == identity).values(numerics=json.dumps(record)))


def downgrade() -> None:
    """Writes the sentence again."""
    connection = op.get_bind()
    for identity, text in connection.execute(sa.select(_runs.c.id, _runs.c.numerics)).all():
        if text:
            found = json.loads(text)
            sentence = f"torch {found['torch']}, {found['device']}, {found['threads']} thread"
            connection.execute(_runs.update().where(_runs.c.id == identity).values(numerics=sentence))
