"""Loaded by every worker process at its start: lowers its priority and imports what is slow while nothing waits."""

from __future__ import annotations

import importlib
import os
import threading

NICENESS = 10
SLOW = ("torch", "sklearn.datasets")


def dask_setup(_worker: object) -> None:
    """Called by Dask in the worker process."""
    os.nice(NICENESS)
    threading.Thread(target=_import, daemon=True).start()


def _import() -> None:
    for module in SLOW:
        importlib.import_module(module)
