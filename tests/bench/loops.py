"""Updates a second of vision runs on a real server against those of the plain loop, in turns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from tests.bench.plain import RUNS
from tests.support.server import Server

SECONDS, TURNS = 4.0, 5
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


def ratios(server: Server, module: Callable[..., str]) -> Results:
    """For each run: both speeds, and the median of the turns' ratios."""
    results: Results = {}
    for name, (lab, params) in RUNS.items():
        bare, whole = [], []
        for turn in range(TURNS):
            bare.append(float(module("plain", name, SECONDS)))
            run = server.run(lab=lab, seed=turn, play=True, params=params)
            server.wait_for_step(run, 3)
            whole.append(rate(server, run))
            server.control(run, "stop")
        results[f"{name}: updates a second, bare"] = statistics.median(bare)
        results[f"{name}: updates a second, run"] = statistics.median(whole)
        shares = [w / b for w, b in zip(whole, bare, strict=True)]
        results[f"{name}: run / bare (target >= .9)"] = statistics.median(shares)
    return results
