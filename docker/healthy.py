"""Whether what this container runs is well: exit status 0 or 1. `ROLE` says what that is."""

from __future__ import annotations

import os
import socket
import sys
import urllib.request
from urllib.parse import urlsplit

SECONDS = 3.0


def api() -> bool:
    """The server answers."""
    url = f"http://127.0.0.1:{os.environ.get('LOSSLAND_PORT', '8000')}/api/v1/health"
    with urllib.request.urlopen(url, timeout=SECONDS) as answer:
        return bool(answer.status == 200)


def scheduler() -> bool:
    """Something listens on the scheduler's port."""
    with socket.create_connection(("127.0.0.1", 8786), SECONDS):
        return True


def worker() -> bool:
    """A process of this container is connected to the scheduler."""
    import psutil

    port = urlsplit(os.environ["SCHEDULER"]).port
    return any(
        link.status == psutil.CONN_ESTABLISHED and link.raddr and link.raddr.port == port
        for link in psutil.net_connections("tcp")
    )


if __name__ == "__main__":
    try:
        well = {"api": api, "scheduler": scheduler, "worker": worker}[os.environ["ROLE"]]()
    except OSError:
        well = False
    sys.exit(not well)
