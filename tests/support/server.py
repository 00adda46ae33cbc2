"""A real server in a process of its own, and a REST client for it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2 as httpx
import psutil

START_SECONDS = 300.0
"""Longest wait for a server's workers."""


class Server(NamedTuple):
    """A running server: its process, its port and a client."""

    process: psutil.Process
    port: int
    client: httpx.Client
    served_after: float
    """Seconds from the command to the first page."""

    def run(self, **fields: Any) -> str:
        """Creates a run; its id."""
        answer = self.client.post("runs", json=fields)
        answer.raise_for_status()
        identity: str = answer.json()["id"]
        return identity

    def control(self, run: str, action: str) -> dict[str, Any]:
        """Plays, pauses or stops a run."""
        answer = self.client.post(f"runs/{run}/control", json={"action": action})
        answer.raise_for_status()
        row: dict[str, Any] = answer.json()
        return row

    def step(self, run: str) -> int:
        """The last stored step of a run."""
        step: int = self.client.get(f"runs/{run}").json()["step"]
        return step

    def wait_for_step(self, run: str, step: int, seconds: float = 240.0) -> None:
        """Returns once a run has come so far."""
        end = time.monotonic() + seconds
        while self.step(run) < step:
            if time.monotonic() > end:
                raise TimeoutError(f"run {run} did not reach step {step} within {seconds:g} s")
            time.sleep(0.02)


@contextmanager
def serving(data_dir: Path, workers: int, *options: str) -> Iterator[Server]:
    """A server with warm workers, on a free port."""
    command = [str(Path(sys.executable).with_name("lossland")), "serve", "--port", "0", "--workers", str(workers)]
    began = time.monotonic()
    process = subprocess.Popen([*command, "--data-dir", str(data_dir), *options], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r":(\d+)$", process.stdout.readline().strip())
        assert found, "the server printed no address"
        port = int(found[1])
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=120) as client:
            httpx.get(f"http://127.0.0.1:{port}/").raise_for_status()
            served = time.monotonic() - began
            while client.get("health").json()["workers"] < workers:
                assert time.monotonic() < began + START_SECONDS, "its workers did not come"
                time.sleep(0.1)
            yield Server(psutil.Process(process.pid), port, client, served)
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()
