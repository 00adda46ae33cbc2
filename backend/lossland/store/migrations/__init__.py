"""Alembic migrations of the store, applied when it opens."""
