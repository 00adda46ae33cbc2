"""A store that can no longer be read or written: its runs fail at once and say why, requests are answered in words."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy import Engine as Database

from tests.api.test_disk_full import API, LAB, made, reached
from tests.support.inside import TestClient, server


class File:
    """Whether the database is damaged."""

    damaged = False

    def use(self, _: Connection) -> None:
        if self.damaged:
            raise sqlite3.DatabaseError("database disk image is malformed")


@pytest.fixture
def file() -> Iterator[File]:
    file = File()
    event.listen(Database, "begin", file.use)
    yield file
    event.remove(Database, "begin", file.use)


@pytest.fixture
def client(tmp_path: Path, file: File) -> Iterator[TestClient]:
    with server(tmp_path) as client:
        yield client


def explained(said: dict[str, str]) -> bool:
    """The file, what is wrong with it and what to do, in both languages."""
    both = all("lossland.db" in said[lang] and "malformed" in said[lang] for lang in ("en", "zh"))
    return both and "copy" in said["en"] and "备份" in said["zh"]


def test_a_run_that_plays_fails_and_every_answer_says_why(client: TestClient, file: File) -> None:
    plays, rests = made(client, play=True), made(client)
    file.damaged = True
    assert explained(reached(client, plays, "failed")["message"])
    answers = [
        client.post(f"{API}/runs", json={"lab": LAB}),
        client.get(f"{API}/runs"),
        client.get(f"{plays}/metrics"),
        client.post(f"{rests}/control", json={"action": "stop"}),
        client.post(f"{plays}/control", json={"action": "stop"}),
        client.post(f"{plays}/fork", json={"step": 0}),
        client.patch(rests, json={"name": "x"}),
        client.get(f"{API}/datasets"),
        client.post(f"{API}/datasets", files={"file": ("t.csv", "x,y\n1,2\n")}),
        client.delete(rests),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["type"]) == (500, "urn:lossland:store-damaged"), answer.text
        assert explained(answer.json()["message"])
    assert client.post(f"{plays}/control", json={"action": "play"}).status_code == 409
    assert client.get(f"{API}/health").status_code == 200


def test_readers_of_its_stream_are_told_once_and_the_stream_ends(client: TestClient, file: File) -> None:
    run = made(client, play=True)
    while client.get(run).json()["step"] < 10:
        time.sleep(0.01)
    file.damaged = True
    parts = client.get(f"{run}/events").text.split("\n\n")
    name, data = parts[-2].split("\n")
    last: dict[str, Any] = json.loads(data.removeprefix("data: "))
    assert (name, last["state"]) == ("event: end", "failed")
    assert explained(last["message"])


def test_a_server_that_is_started_again_takes_the_run_up_as_it_is_stored(tmp_path: Path, file: File) -> None:
    with server(tmp_path) as client:
        run = made(client, play=True, max_steps=2000)
        file.damaged = True
        reached(client, run, "failed")
    file.damaged = False
    with server(tmp_path) as client:
        assert reached(client, run, "done")["step"] == 2000
