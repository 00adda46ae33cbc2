"""What is kept: runs, metrics, control log, keyframes and data sets in one SQLite file, checkpoints beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lossland.store.errors import StoreError as StoreError

if TYPE_CHECKING:
    from lossland.store.store import Store as Store


def __getattr__(name: str) -> Any:
    """`Store` brings SQLAlchemy (0.2 s), which the API imports only when it starts."""
    if name != "Store":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lossland.store.store import Store

    return Store
