"""Loaded by every worker process at its start: lowers its priority and imports what is slow while nothing waits."""

from __future__ import annotations

import os
import threading
from importlib import import_module

NICENESS = 10
_importing = threading.Lock()


def dask_setup(_worker: object) -> None:
    """Called by Dask in the worker process."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    threading.Thread(target=_import_all, daemon=True).start()


def import_labs() -> None:
    """Imports all that a run needs. Threads wait here for one another: two that import torch at once may wait for ever."""
    with _importing:
        import_module("torch")
        import_module("lossland.registry").labs()


def _import_all() -> None:
    import_labs()
    import_module("sklearn.datasets")  # what only real data need comes last
