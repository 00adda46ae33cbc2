"""Loaded by every worker process at its start: lowers its priority and imports what is slow while nothing waits."""

from __future__ import annotations

import importlib
import os
import threading

NICENESS = 10
SLOW = ("torch", "lossland.registry", "sklearn.datasets")


def dask_setup(_worker: object) -> None:
    """Called by Dask in the worker process."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    threading.Thread(target=_import, daemon=True).start()


def _import() -> None:
    for name in SLOW:
        module = importlib.import_module(name)
        if name == "lossland.registry":
            module.labs()  # all that a run needs is there before what only real data need
