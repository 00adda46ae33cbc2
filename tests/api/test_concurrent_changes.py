"""What two callers ask for at once: both changes hold, and no limit is passed between counting and making."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from lossland.api import control
from lossland.engine.engine import Engine
from lossland.lab.text import T
from lossland.runs.errors import NoWorker
from lossland.runs.rows import RunRow
from lossland.store import Store
from tests.support.inside import TestClient, server

API = "/api/v1"
LAB = "linear-regression"
P = ParamSpec("P")
R = TypeVar("R")


def meeting(work: Callable[P, Awaitable[R]], seconds: float) -> Callable[P, Awaitable[R]]:
    """`work`, after which the first caller waits for the second, so long at most."""
    arrived: list[asyncio.Event] = []

    async def met(*args: P.args, **kwargs: P.kwargs) -> R:
        result = await work(*args, **kwargs)
        if not arrived:
            arrived.append(asyncio.Event())
            await asyncio.wait([asyncio.create_task(arrived[0].wait())], timeout=seconds)
        else:
            arrived[0].set()
        return result

    return met


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as threads:
        return [done.result() for done in [threads.submit(call) for call in calls]]


def made(client: TestClient, **body: Any) -> str:
    answer = client.post(f"{API}/runs", json={"lab": LAB, "play": False, **body})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_two_changes_that_were_checked_at_once_both_hold(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"{API}/runs/{made(client)}"
    monkeypatch.setattr(control, "changed_params", meeting(control.changed_params, 60.0))
    at_once(
        *(
            lambda params=params: client.patch(f"{path}/params", json={"params": params}).raise_for_status()
            for params in ({"lr": 0.25}, {"batch_size": 3})
        )
    )
    params = client.get(path).json()["params"]
    assert (params["lr"], params["batch_size"]) == (0.25, 3)
    log = client.get(f"{path}/log").json()
    assert sorted([*line["value"]] for line in log) == [["batch_size"], ["lr"]]


def test_two_that_play_at_once_pass_no_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server(tmp_path, live_runs=1) as client:
        runs = []
        for _ in range(2):
            runs.append(made(client, speed=0.001))
            client.post(f"{API}/runs/{runs[-1]}/control", json={"action": "pause"}).raise_for_status()
        monkeypatch.setattr(Store, "count", meeting(Store.count, 0.2))
        answers = at_once(
            *(lambda run=run: client.post(f"{API}/runs/{run}/control", json={"action": "play"}) for run in runs)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 429]


def test_two_tables_uploaded_at_once_pass_no_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server(tmp_path, datasets=1) as client:
        monkeypatch.setattr(Store, "datasets", meeting(Store.datasets, 0.2))
        answers = at_once(
            *(
                lambda last=last: client.post(f"{API}/datasets", files={"file": ("t.csv", f"x,y\n1,2\n3,{last}\n")})
                for last in (4, 5)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [201, 429]
        assert len(client.get(f"{API}/datasets").json()) == 1


def test_forks_that_wait_for_a_worker_keep_nobody_from_making_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = Engine.change
    with server(tmp_path) as client:
        parent = made(client)

        async def change_later(engine: Engine, run: str, params: dict[str, Any]) -> RunRow:
            await arrived.wait()
            return await change(engine, run, params)

        async def arrive() -> None:
            arrived.set()

        assert client.portal is not None
        arrived = client.portal.call(asyncio.Event)
        monkeypatch.setattr(Engine, "change", change_later)
        with ThreadPoolExecutor(1) as thread:
            fork = thread.submit(client.post, f"{API}/runs/{parent}/fork", json={"step": 0, "params": {"lr": 0.25}})
            made(client)
            client.portal.call(arrive)
            assert fork.result().json()["params"]["lr"] == 0.25


def test_a_fork_whose_change_is_refused_leaves_no_child(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = made(client)
    before = {run["id"] for run in client.get(f"{API}/runs").json()}

    async def refuse(engine: Engine, run: str, params: dict[str, Any]) -> RunRow:
        raise NoWorker(T("busy", "忙"))

    monkeypatch.setattr(Engine, "change", refuse)
    answer = client.post(f"{API}/runs/{parent}/fork", json={"step": 0, "params": {"lr": 0.25}})
    assert answer.status_code == 503
    assert {run["id"] for run in client.get(f"{API}/runs").json()} == before
