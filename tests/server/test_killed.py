"""A server in a process of its own, killed in mid-run and started again: nothing is missing, nothing comes twice."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.support.server import Server, serving

LAB = "linear-regression"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def events(server: Server, run: str, last: int | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Events of a run's stream, after a `Last-Event-ID` if given."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    with server.client.stream("GET", f"runs/{run}/events", headers=headers) as answer:
        name = ""
        for line in answer.iter_lines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                yield name, json.loads(line[6:])


def steps(found: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[int]:
    for name, data in found:
        if name == "metrics":
            yield from range(data["first"], data["first"] + data["n"])


def losses(server: Server, run: str) -> list[float]:
    answer = server.client.get(f"runs/{run}/metrics").json()
    assert answer["steps"] == list(range(1, len(answer["steps"]) + 1))
    series: list[float] = answer["series"]["train_loss"]
    return series


def test_a_killed_server_resumes_and_its_readers_miss_nothing(data_dir: Path) -> None:
    with serving(data_dir, 1) as first:
        run = first.run(lab=LAB, seed=3, play=True)
        seen: list[int] = []
        try:
            for step in steps(events(first, run, None)):
                seen.append(step)
                if step == 600:
                    os.kill(first.process.pid, signal.SIGKILL)
        except httpx.TransportError:
            pass
    assert len(seen) >= 600
    with serving(data_dir, 1) as second:
        seen += islice(steps(events(second, run, seen[-1])), 1500)
        assert seen == list(range(1, len(seen) + 1))
        row = second.control(run, "pause")
        disturbed = losses(second, run)
        assert row["state"] == "paused"
        assert len(disturbed) == row["step"]
        again = second.run(lab=LAB, seed=3, play=False)
        second.client.post(f"runs/{again}/control", json={"action": "step", "steps": row["step"]}).raise_for_status()
        second.wait_for_step(again, row["step"])
        assert losses(second, again) == disturbed


def test_a_server_that_is_asked_to_stop_says_nothing(data_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(data_dir, 1) as server:
        runs = [server.run(lab=LAB, seed=seed, play=True) for seed in range(3)]
        for run in runs:
            server.wait_for_step(run, 10)
        with server.client.stream("GET", f"runs/{runs[0]}/events") as events:
            watched = events.iter_bytes()
            next(watched)
            capfd.readouterr()
            server.process.terminate()
            for _ in watched:
                pass  # it ends by itself, not by a broken connection
            server.process.wait(60)
    assert capfd.readouterr() == ("", "")
