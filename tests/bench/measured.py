"""How the parts of the bench measure: in processes of their own, on servers of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.support.server import Server, serving

Results = dict[str, float]


def module(name: str, *arguments: object) -> str:
    """The output of a bench module run in a process of its own."""
    command = [sys.executable, "-m", f"tests.bench.{name}", *map(str, arguments)]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def serve(workers: int, measure: Callable[[Server], Results]) -> Results:
    """What a measurement finds on a fresh server."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), workers) as server:
        return measure(server)
