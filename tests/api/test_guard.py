"""Hosts, origins, owners, limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.inside import TestClient, server

API = "/api/v1"
RUN = {"lab": "linear-regression", "play": False}


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "192.168.0.7:8000"])
def test_own_hosts_are_served(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "[", "a:b:c"])
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    answer = client.get(f"{API}/health", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


def test_other_origins_change_nothing(client: TestClient) -> None:
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(f"{API}/runs", json=RUN, headers=headers).status_code == 403
    assert client.post(f"{API}/runs", json=RUN, headers={"origin": "http://localhost"}).status_code == 201
    reading = client.get(f"{API}/labs", headers={"origin": "http://evil.example"})
    assert not [name for name in reading.headers if name.startswith("access-control")]


def test_every_answer_carries_the_security_policy(client: TestClient) -> None:
    for path in ("/", f"{API}/health", f"{API}/nowhere"):
        headers = client.get(path).headers
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert "script-src 'self';" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_beyond_loopback_a_run_belongs_to_who_made_it(tmp_path: Path) -> None:
    with server(tmp_path, host="0.0.0.0") as client:
        made = client.post(f"{API}/runs", json=RUN)
        cookie = made.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        path = f"{API}/runs/{made.json()['id']}"
        assert len(client.get(f"{API}/runs").json()) == 1
        assert client.post(f"{path}/control", json={"action": "step"}).status_code == 200
        token = client.post(f"{API}/tokens").json()["token"]
        client.cookies.clear()
        other = {"authorization": f"Bearer {token}"}
        for headers in ({}, other):
            assert client.get(f"{API}/runs", headers=headers).json() == []
            assert client.get(path, headers=headers).status_code == 200
            assert client.get(f"{path}/metrics", headers=headers).status_code == 200
            assert client.post(f"{path}/control", json={"action": "play"}, headers=headers).status_code == 403
            assert client.delete(path, headers=headers).status_code == 403
        child = client.post(f"{path}/fork", json={"step": 1}, headers=other)
        assert child.status_code == 201
        assert "set-cookie" not in child.headers
        own = f"{API}/runs/{child.json()['id']}"
        assert client.post(f"{own}/control", json={"action": "step"}, headers=other).status_code == 200
        assert client.get(f"{API}/runs", headers={"authorization": "Bearer !"}).status_code == 401


def test_a_holder_has_so_many_runs_and_no_more(tmp_path: Path) -> None:
    with server(tmp_path, live_runs=2, open_runs=3) as client:
        playing = {**RUN, "play": True, "speed": 0.5}
        first = client.post(f"{API}/runs", json=playing).json()["id"]
        assert client.post(f"{API}/runs", json=playing).status_code == 201
        refused = client.post(f"{API}/runs", json=playing)
        assert refused.status_code == 429
        assert "at most 2" in refused.json()["detail"]
        assert client.post(f"{API}/runs/{first}/control", json={"action": "pause"}).status_code == 200
        assert client.post(f"{API}/runs", json=playing).status_code == 201
        assert client.post(f"{API}/runs/{first}/control", json={"action": "play"}).status_code == 429
        assert client.post(f"{API}/runs/{first}/control", json={"action": "stop"}).status_code == 200
