"""Addresses that errors name exist; a slash at the end and HEAD change nothing; bodies of another kind are told so."""

from __future__ import annotations

import re

import pytest

from lossland.api.bodies import check_json, nesting
from lossland.api.problems import Problem
from tests.support.inside import TestClient

API = "/api/v1"
LAB = "linear-regression"


@pytest.mark.parametrize("path", ["docs", "nowhere", "runs/x/y/z", ""])
def test_a_404_points_to_what_exists(client: TestClient, path: str) -> None:
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == 404
    (named,) = re.findall(r"/api/v1/\S+\.json", answer.json()["detail"])
    assert client.get(named).status_code == 200


def test_a_slash_at_the_end_changes_nothing(client: TestClient) -> None:
    assert client.get(f"{API}/runs/").json() == client.get(f"{API}/runs").json()
    made = client.post(f"{API}/runs/", json={"lab": LAB, "play": False})
    assert made.status_code == 201
    assert client.get(f"{API}/runs/{made.json()['id']}/").status_code == 200


@pytest.mark.parametrize("path", ["health", "labs", "runs/RUN", "runs/RUN/events", "runs/RUN/figures", "runs/nothing"])
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    run = client.post(f"{API}/runs", json={"lab": LAB, "play": False}).json()["id"]
    head = client.head(f"{API}/{path.replace('RUN', run)}")
    assert head.content == b""
    if "events" in path:
        assert (head.status_code, head.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        return
    get = client.get(f"{API}/{path.replace('RUN', run)}")
    assert (head.status_code, head.headers["content-type"]) == (get.status_code, get.headers["content-type"])


def test_head_of_the_page(client: TestClient) -> None:
    assert client.head("/").headers["content-length"] == client.get("/").headers["content-length"]


@pytest.mark.parametrize(
    ("path", "kind", "wanted"),
    [
        ("runs", "text/plain", "application/json"),
        ("runs", "application/x-www-form-urlencoded", "application/json"),
        ("runs", "multipart/form-data; boundary=x", "application/json"),
        ("runs", "", "application/json"),
        ("datasets", "text/csv", "multipart/form-data"),
        ("datasets", "application/json", "multipart/form-data"),
    ],
)
def test_a_body_of_another_kind(client: TestClient, path: str, kind: str, wanted: str) -> None:
    answer = client.post(f"{API}/{path}", content=b'{"lab": "linear-regression"}', headers={"content-type": kind})
    assert answer.status_code == 415
    assert f"{wanted} is expected" in answer.json()["detail"]
    assert wanted in answer.json()["message"]["zh"]


def test_a_host_name_written_to_its_end_is_the_same_name(client: TestClient) -> None:
    headers = {"host": "localhost.:8000", "origin": "http://localhost.:8000"}
    assert client.post(f"{API}/runs", json={"lab": LAB, "play": False}, headers=headers).status_code == 201
    assert client.get(f"{API}/health", headers={"host": "localhost.."}).status_code == 421


@pytest.mark.parametrize("end", [b"", b"\\", b'"'])
def test_a_megabyte_of_escaped_quotes_is_read_once(end: bytes) -> None:
    """Tried again from each of its quotes, such a string would take hours."""
    body = b'"' + b'\\"' * 500_000 + end
    assert nesting(body) == 0
    if end != b'"':
        with pytest.raises(Problem, match="not JSON"):
            check_json(body)
