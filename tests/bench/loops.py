"""Updates a second of runs on a real server against those of the plain loop, in turns."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bench.plain import RUNS
from tests.support.server import Server

SECONDS, TURNS = 2.0, 12
Results = dict[str, float]


def changed(server: Server, run: str) -> tuple[int, float]:
    """The next step that is stored, and when."""
    before = server.step(run)
    server.wait_for_step(run, before + 1)
    return server.step(run), time.monotonic()


def rate(server: Server, run: str) -> float:
    """Updates a second, from one stored step to another."""
    first, began = changed(server, run)
    time.sleep(SECONDS)
    last, ended = changed(server, run)
    return (last - first) / (ended - began)


def ratios(server: Server) -> Results:
    """For each run: both speeds, and the median of the turns' ratios. One waits while the other computes."""
    results: Results = {}
    for name, (lab, params) in RUNS.items():
        run = server.run(lab=lab, params=params)
        bare, whole = [], []
        with asked("plain", name) as plain:
            for _ in range(TURNS):
                bare.append(float(plain(SECONDS)))
                server.control(run, "play")
                whole.append(rate(server, run))
                server.control(run, "pause")
        server.control(run, "stop")
        results[f"{name}: updates a second, bare"] = statistics.median(bare)
        results[f"{name}: updates a second, run"] = statistics.median(whole)
        shares = [w / b for w, b in zip(whole, bare, strict=True)]
        results[f"{name}: run / bare (target >= .9)"] = statistics.median(shares)
    return results


@contextmanager
def asked(name: str, *arguments: str) -> Iterator[Callable[[object], str]]:
    """A bench module in a process of its own that answers each line with one."""
    command = [sys.executable, "-m", f"tests.bench.{name}", *arguments]
    with subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to, back = process.stdin, process.stdout

        def ask(line: object) -> str:
            print(line, file=to, flush=True)
            return back.readline()

        yield ask
        to.close()
