"""A run that was answered 201 is usable at once; its looks are ordered by number; a deleted one says so."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from lossland.engine.hub import Hub
from lossland.runs.messages import Block
from tests.store.made import run_row
from tests.support.inside import TestClient, server

API = "/api/v1"
LAB = "linear-regression"


def made(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{API}/runs", json={"lab": LAB, "play": False, **body})
    assert answer.status_code == 201, answer.text
    run: dict[str, Any] = answer.json()
    return run


@pytest.mark.parametrize(
    ("method", "below", "body", "status"),
    [
        ("GET", "frames/0", None, 200),
        ("GET", "figures", None, 200),
        ("GET", "figures/fit", None, 200),
        ("GET", "export.py", None, 200),
        ("GET", "metrics", None, 200),
        ("POST", "control", {"action": "step"}, 200),
        ("PATCH", "params", {"params": {"lr": 0.01}}, 200),
        ("POST", "actions", {"action": {"kind": "set_weights", "a": 1, "b": 2}}, 200),
        ("POST", "fork", {"step": 0}, 201),
        ("POST", "fork", {"step": 0, "params": {"lr": 0.01}}, 201),
    ],
)
def test_what_can_be_asked_right_after(client: TestClient, method: str, below: str, body: Any, status: int) -> None:
    answer = client.request(method, f"{API}/runs/{made(client)['id']}/{below}", json=body)
    assert answer.status_code == status, answer.text


def test_the_start_is_on_the_timeline_at_once(client: TestClient) -> None:
    assert client.get(f"{API}/runs/{made(client)['id']}/keyframes").json() == [{"step": 0}]


def test_every_change_has_a_greater_revision(client: TestClient) -> None:
    run = made(client)
    path = f"{API}/runs/{run['id']}"
    looks = [
        run,
        client.post(f"{path}/control", json={"action": "step"}).json(),
        client.patch(f"{path}/params", json={"params": {"lr": 0.01}}).json(),
        client.patch(path, json={"name": "x"}).json(),
        client.post(f"{path}/control", json={"speed": 5}).json(),
        client.post(f"{path}/control", json={"action": "stop"}).json(),
        client.patch(path, json={"pinned": True}).json(),
    ]
    revisions = [look["revision"] for look in looks]
    assert revisions == sorted(set(revisions))
    assert client.get(path).json()["revision"] == revisions[-1]


def test_runs_are_listed_by_state(tmp_path: Path) -> None:
    with server(tmp_path) as client:
        runs = [made(client)["id"] for _ in range(2)]
        client.post(f"{API}/runs/{runs[0]}/control", json={"action": "stop"}).raise_for_status()
        assert [run["id"] for run in client.get(f"{API}/runs?state=done").json()] == [runs[0]]
        states = "state=queued&state=paused&state=playing"
        assert [run["id"] for run in client.get(f"{API}/runs?{states}").json()] == [runs[1]]
        assert client.get(f"{API}/runs?state=lost").status_code == 422


def test_a_deleted_run_says_so_before_its_stream_ends() -> None:
    async def blocks(_: int) -> Any:
        for block in list[Block]():
            yield block

    async def watched() -> list[bytes]:
        hub = Hub(blocks, run_row, resumable=True)
        events = hub.subscribe()
        seen = [await anext(events)]
        hub.publish_deleted()
        return seen + [part async for part in events]

    parts = asyncio.run(watched())
    names = [part.split(b"\n")[0] for part in parts]
    assert names[-2:] == [b"event: deleted", b"event: end"]
    assert json.loads(parts[-2].split(b"data: ")[1])["message"]["zh"] == "此次运行已被删除。"
