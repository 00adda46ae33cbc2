"""A full disk: runs pause and say why, requests are answered 507, and all goes on once there is room."""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy import Engine as Database

from lossland.api import page
from lossland.engine import course
from tests.support.inside import TestClient, server

API = "/api/v1"
LAB = "linear-regression"


class Disk:
    """Whether there is room, and whether somebody has found that there is none."""

    def __init__(self, reserve: Path) -> None:
        self.reserve = reserve
        self.full = False
        self.reserved = False
        """Room is there once the reserve is given up."""
        self.refused = threading.Event()
        self.tried = threading.Event()
        self.open = threading.Event()
        """Until then a write waits before it finds out."""
        self.open.set()

    def write(self, connection: Connection) -> None:
        if threading.current_thread().name != "store writer":
            return
        if not self.open.is_set():
            self.tried.set()
            self.open.wait(60)
        if self.full and not (self.reserved and not self.reserve.exists()):
            self.refused.set()
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "reserve")
    event.listen(Database, "begin", disk.write)
    yield disk
    event.remove(Database, "begin", disk.write)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: Disk) -> Iterator[TestClient]:
    monkeypatch.setattr(course, "ROOM_SECONDS", 0.01)
    with server(tmp_path) as client:
        yield client


def made(client: TestClient, **body: Any) -> str:
    answer = client.post(f"{API}/runs", json={"lab": LAB, "play": False, "seed": 3, **body})
    assert answer.status_code == 201, answer.text
    return f"{API}/runs/{answer.json()['id']}"


def reached(client: TestClient, run: str, state: str) -> dict[str, Any]:
    """The run once it is in a state."""
    for _ in range(6000):
        row: dict[str, Any] = client.get(run).json()
        if row["state"] == state:
            return row
        time.sleep(0.01)
    raise AssertionError(f"{row['state']}: {row['message']}")


def test_a_run_pauses_says_why_and_goes_on(client: TestClient, disk: Disk) -> None:
    run = made(client, play=True, max_steps=2000)
    disk.full = True
    assert disk.refused.wait(60)
    waiting = reached(client, run, "paused")
    assert "full" in waiting["message"]["en"]
    assert "磁盘" in waiting["message"]["zh"]
    (listed,) = client.get(f"{API}/runs").json()
    assert (listed["state"], listed["message"]) == ("paused", waiting["message"])
    for answer in (
        client.patch(f"{run}/params", json={"params": {"lr": 0.01}}),
        client.post(f"{run}/control", json={"action": "step"}),
        client.post(f"{run}/control", json={"action": "stop"}),
        client.patch(run, json={"name": "x"}),
    ):
        assert answer.status_code == 507
        assert answer.json()["message"]["zh"]
    stopped = reached(client, run, "paused")["step"]
    disk.full = False
    while client.post(f"{run}/control", json={"action": "play"}).status_code == 507:
        time.sleep(0.01)
    done = reached(client, run, "done")
    assert (done["step"], done["params"]["lr"]) == (2000, 0.05)
    assert stopped < 2000
    undisturbed = made(client, play=True, max_steps=2000)
    reached(client, undisturbed, "done")
    losses = [client.get(f"{path}/metrics").json()["series"]["train_loss"] for path in (run, undisturbed)]
    assert losses[0] == losses[1]


@pytest.mark.parametrize("trying", [False, True], ids=["between two tries", "during a try"])
def test_a_run_that_was_paused_meanwhile_stays_paused(client: TestClient, disk: Disk, trying: bool) -> None:
    run = made(client, play=True)
    disk.full = True
    assert disk.refused.wait(60)
    reached(client, run, "paused")
    if trying:
        disk.open.clear()
        assert disk.tried.wait(60)
    assert client.post(f"{run}/control", json={"action": "pause"}).status_code == 200
    disk.full = False
    disk.open.set()
    while client.get(run).json()["message"] is not None:
        time.sleep(0.01)
    assert client.get(run).json()["state"] == "paused"
    assert client.post(f"{run}/control", json={"action": "step"}).status_code == 200


def test_nothing_can_be_made_and_nothing_is_half_made(client: TestClient, disk: Disk) -> None:
    run = made(client)
    client.post(f"{run}/control", json={"action": "step"}).raise_for_status()
    disk.full = True
    for answer in (
        client.post(f"{API}/runs", json={"lab": LAB}),
        client.post(f"{API}/datasets", files={"file": ("t.csv", "x,y\n1,2\n")}),
        client.post(f"{run}/fork", json={"step": 0}),
        client.delete(run),
    ):
        assert answer.status_code == 507, answer.text
        assert answer.json()["type"] == "urn:lossland:disk-full"
    disk.full = False
    assert [f"{API}/runs/{row['id']}" for row in client.get(f"{API}/runs").json()] == [run]
    assert client.get(f"{API}/datasets").json() == []


def test_runs_and_tables_are_deleted_all_the_same(client: TestClient, disk: Disk, tmp_path: Path) -> None:
    rests, plays = made(client), made(client, play=True)
    table = client.post(f"{API}/datasets", files={"file": ("t.csv", "x,y\n1,2\n")}).json()["id"]
    client.post(f"{rests}/control", json={"action": "step"}).raise_for_status()
    disk.full = disk.reserved = True
    reached(client, plays, "paused")
    assert client.post(f"{rests}/control", json={"action": "step"}).status_code == 507  # found out by the step itself
    for address in (rests, plays, f"{API}/datasets/{table}"):
        assert client.delete(address).status_code == 204
    assert client.get(f"{API}/runs").json() == client.get(f"{API}/datasets").json() == []
    assert list((tmp_path / "runs").iterdir()) == []
    assert client.post(f"{API}/runs", json={"lab": LAB}).status_code == 507  # the reserve is for deletions


def test_an_upload_whose_temporary_file_finds_no_room(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    content = "x,y\n" + "1,2\n" * 400_000
    assert client.post(f"{API}/datasets", files={"file": ("t.csv", content)}).status_code == 507


def test_plotly_is_sent_as_it_is_where_its_smaller_twin_cannot_be_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(page, "STATIC", tmp_path)
    monkeypatch.setattr(Path, "write_bytes", full)
    answer = client.get(page.plotly_url())
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
    assert b"plotly" in answer.content[:2000]
