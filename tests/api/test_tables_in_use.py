"""A table stays while a run starts from it, also a fork that belongs to somebody else."""

from __future__ import annotations

from pathlib import Path

from tests.support.inside import server

API = "/api/v1"


def test_a_table_is_kept_for_the_forks_of_others(tmp_path: Path) -> None:
    with server(tmp_path, host="0.0.0.0") as client:
        owner = {"authorization": f"Bearer {client.post(f'{API}/tokens').json()['token']}"}
        other = {"authorization": f"Bearer {client.post(f'{API}/tokens').json()['token']}"}
        content = {"file": ("line.csv", "x,y\n" + "".join(f"{i},{i}\n" for i in range(8)))}
        table = client.post(f"{API}/datasets", files=content, headers=owner).json()["id"]
        data = {"kind": "table", "table": table, "x": "x", "y": "y"}
        body = {"lab": "linear-regression", "params": {"data": data}, "play": False}
        run = client.post(f"{API}/runs", json=body, headers=owner).json()["id"]
        client.post(f"{API}/runs/{run}/control", json={"action": "step"}, headers=owner).raise_for_status()
        fork = client.post(f"{API}/runs/{run}/fork", json={"step": 0}, headers=other).json()["id"]
        mine = client.delete(f"{API}/datasets/{table}", headers=owner)
        assert mine.status_code == 409
        assert run in mine.json()["detail"]
        client.delete(f"{API}/runs/{run}", headers=owner).raise_for_status()
        theirs = client.delete(f"{API}/datasets/{table}", headers=owner)
        assert theirs.status_code == 409
        assert "1 runs of others" in theirs.json()["message"]["en"]
        assert "他人" in theirs.json()["message"]["zh"]
        client.delete(f"{API}/runs/{fork}", headers=other).raise_for_status()
        assert client.delete(f"{API}/datasets/{table}", headers=owner).status_code == 204
