"""A store that has passed its budget: ended runs make room for newcomers, and where they cannot, newcomers are refused."""

from __future__ import annotations

from pathlib import Path

from tests.api.test_disk_full import API, LAB, made
from tests.support.inside import TestClient, server

CONTENT = ",".join(f"c{i}" for i in range(64)) + "\n" + ("1," * 63 + "1\n") * 10_000


def uploaded(client: TestClient, content: str) -> str:
    answer = client.post(f"{API}/datasets", files={"file": ("t.csv", content)})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_newcomers_are_refused_and_no_ended_run_goes_in_vain(tmp_path: Path) -> None:
    with server(tmp_path, budget_bytes=2**20) as client:
        run = made(client)
        client.post(f"{run}/control", json={"action": "stop"}).raise_for_status()
        table = uploaded(client, CONTENT)
        for answer in (
            client.post(f"{API}/runs", json={"lab": LAB}),
            client.post(f"{run}/fork", json={"step": 0}),
            client.post(f"{API}/datasets", files={"file": ("t.csv", "x,y\n1,2\n")}),
        ):
            assert (answer.status_code, answer.json()["type"]) == (507, "urn:lossland:store-full"), answer.text
            said = answer.json()["message"]
            assert "2.56 MB tables" in said["en"]
            assert "表格 2.56 MB" in said["zh"]
            assert "2.56 MB of these are yours" in said["en"]
        assert uploaded(client, CONTENT) == table  # it is there already
        assert client.get(run).json()["state"] == "done"
        client.delete(f"{API}/datasets/{table}").raise_for_status()
        made(client)


def test_ended_runs_make_room_for_a_newcomer(tmp_path: Path) -> None:
    with server(tmp_path, budget_bytes=2**20) as client:
        run = made(client)
        client.post(f"{run}/control", json={"action": "stop"}).raise_for_status()
        (kept,) = (tmp_path / "runs").glob("*/*.keyframe")
        with client.app.state.services.store._engine.begin() as connection:  # type: ignore[attr-defined]
            connection.exec_driver_sql("UPDATE checkpoints SET size = 1048576")
        made(client)
        assert not kept.exists()
        assert client.get(run).status_code == 404
