"""Loaded by every worker process at its start: lowers its priority and imports what is slow while nothing waits.

A heartbeat that does not reach the scheduler is no news from a worker: Dask ends it as well when the server is being
stopped, and a server that has lost a worker says so itself.
"""

from __future__ import annotations

import logging
import os
import threading
from importlib import import_module

NICENESS = 10
_importing = threading.Lock()


def dask_setup(_worker: object) -> None:
    """Called by Dask in the worker process."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    logging.getLogger("distributed.worker").addFilter(lambda record: record.funcName != "heartbeat")
    threading.Thread(target=import_labs, daemon=True).start()


def import_labs() -> None:
    """Imports all that a run needs. Threads wait here for one another: two that import torch at once may wait for ever."""
    with _importing:
        import_module("torch")
        import_module("lossland.registry").labs()
