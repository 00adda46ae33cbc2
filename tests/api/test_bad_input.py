"""What is wrong is refused with a problem that names it, and the server goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.inside import TestClient

API = "/api/v1"
LAB = "linear-regression"


@pytest.fixture(autouse=True)
def unharmed(client: TestClient) -> Iterator[None]:
    yield
    assert client.get(f"{API}/health").status_code == 200


@pytest.fixture(scope="module")
def run(client: TestClient) -> str:
    answer = client.post(f"{API}/runs", json={"lab": LAB, "play": False}).json()
    return str(answer["id"])


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["type"].startswith("urn:lossland:")
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"lr": "0.1"}, "params.lr"),
        ({"lr": None}, "params.lr"),
        ({"lr": [1]}, "params.lr"),
        ({"lr": True}, "params.lr"),
        ({"lr": 0}, "params.lr"),
        ({"lr": 99}, "params.lr"),
        ({"batch_size": 1.5}, "params.batch_size"),
        ({"batch_size": 10**30}, "params.batch_size"),
        ({"basis": "spline"}, "params.basis"),
        ({"colour": "red"}, "params.colour"),
        ({"data": {"kind": "nothing"}}, "params.data"),
        ({"data": {"kind": "synthetic", "noise": -1}}, "params.data.noise"),
        ({"data": {"kind": "points", "points": [[0, 1]]}}, "params.data.points"),
        ({"data": {"kind": "points", "points": [[i, i] for i in range(10_000)]}}, "params.data.points"),
        ({"data": {"kind": "points", "points": [[1, 2], [3, 4], [5, 6], [7, "x"]]}}, "params.data.points.3.1"),
        ({"data": {"kind": "table", "table": "../../etc/passwd"}}, "params.data.table"),
        ({"data": {"kind": "table", "table": "0" * 64}}, "params"),
    ],
)
@pytest.mark.parametrize("path", ["runs", f"labs/{LAB}/frame"])
def test_wrong_parameters(client: TestClient, path: str, params: dict[str, Any], field: str) -> None:
    body = {"params": params} | ({"lab": LAB} if path == "runs" else {})
    answer = problem(client.post(f"{API}/{path}", json=body), 422)
    assert field in [error["field"] for error in answer["errors"]]
    assert field in answer["detail"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("place", ['{"params": {"lr": %s}}', '{"params": {"data": {"noise": [%s]}}}', '{"seed": %s}'])
def test_numbers_that_are_not_finite(client: TestClient, run: str, number: str, place: str) -> None:
    headers = {"content-type": "application/json"}
    for method, path in (("POST", f"labs/{LAB}/frame"), ("PATCH", f"runs/{run}/params"), ("POST", "runs")):
        body = problem(client.request(method, f"{API}/{path}", content=place % number, headers=headers), 422)
        assert body["errors"][0]["detail"] == "must be a finite number"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "lab"),
        ({"lab": 5}, "lab"),
        ({"lab": "nothing"}, "lab"),
        ({"lab": LAB, "seed": -1}, "seed"),
        ({"lab": LAB, "seed": 2**32}, "seed"),
        ({"lab": LAB, "seed": "1"}, "seed"),
        ({"lab": LAB, "play": 1}, "play"),
        ({"lab": LAB, "device": "tpu"}, "device"),
        ({"lab": LAB, "speed": 0}, "speed"),
        ({"lab": LAB, "speed": 1e-310}, "speed"),
        ({"lab": LAB, "max_steps": 10_000_000}, "max_steps"),
        ({"lab": LAB, "name": "x" * 201}, "name"),
        ({"lab": LAB, "hold": True}, "hold"),
    ],
)
def test_wrong_runs(client: TestClient, body: dict[str, Any], field: str) -> None:
    answer = problem(client.post(f"{API}/runs", json=body), 422)
    assert answer["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "runs/unknown", None, 404),
        ("DELETE", "runs/unknown", None, 404),
        ("POST", "runs/unknown/control", {"action": "play"}, 404),
        ("GET", "runs/unknown/events", None, 404),
        ("GET", "runs/unknown/metrics", None, 404),
        ("GET", "runs/unknown/export.py", None, 404),
        ("GET", "runs/..%2f..%2fetc", None, 404),
        ("GET", "runs/%2e%2e", None, 422),
        ("GET", "runs/a%00b", None, 422),
        ("GET", "labs/nothing", None, 404),
        ("GET", "labs/..", None, 404),
        ("GET", "labs/MLP-Playground", None, 404),
        ("GET", "labs/__proto__", None, 404),
        ("GET", "labs/%00%F0%9F%8E%BC", None, 404),
        ("GET", "labs/" + "x" * 3000, None, 404),
        ("GET", "labs/A/thumbnail", None, 404),
        ("GET", "labs/A/illustration?view=map", None, 404),
        ("GET", "labs/mlp-playground/illustration?view=none", None, 404),
        ("GET", "labs/mlp-playground/illustration", None, 422),
        ("GET", "labs/mlp-playground/illustration?view=map&step=x", None, 422),
        ("GET", "labs/A/code", None, 404),
        ("POST", "labs/A/frame", {}, 404),
        ("POST", "labs/nothing/frame", {}, 404),
        ("GET", "nowhere", None, 404),
        ("PUT", "runs", {}, 405),
        ("DELETE", "datasets/" + "0" * 64, None, 404),
        ("DELETE", "datasets/..%5c", None, 422),
    ],
)
def test_what_is_not_there(client: TestClient, method: str, path: str, body: Any, status: int) -> None:
    answer = client.request(method, f"{API}/{path}", json=body)
    if answer.status_code == 404 and status == 422:
        status = 404  # the path never reached the route
    problem(answer, status)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "runs", "GET, POST"),
        ("OPTIONS", "runs", "GET, POST"),
        ("PUT", "runs/x", "DELETE, GET, PATCH"),
        ("DELETE", "datasets", "GET, POST"),
    ],
)
def test_what_a_path_allows_is_said_whole(client: TestClient, method: str, path: str, allowed: str) -> None:
    answer = client.request(method, f"{API}/{path}")
    problem(answer, 405)
    assert answer.headers["allow"] == allowed
    assert allowed in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("control", {}, 422),
        ("control", {"action": "fly"}, 422),
        ("control", {"action": "step", "steps": 0}, 422),
        ("control", {"action": "step", "steps": 10**9}, 422),
        ("control", {"speed": -1}, 422),
        ("actions", {"action": {"kind": "explode"}}, 422),
        ("actions", {"action": {"kind": ["set_weights"]}}, 422),
        ("actions", {"action": {"kind": "set_weights", "a": 1}}, 422),
        ("actions", {"action": {"kind": "set_weights", "a": 1, "b": "2"}}, 422),
        ("actions", {"action": {"kind": "remove_point", "index": 4000}}, 422),
        ("fork", {"step": -1}, 422),
        ("fork", {"step": 0, "params": {"basis": "radial"}}, 409),
    ],
)
def test_wrong_controls(client: TestClient, run: str, path: str, body: dict[str, Any], status: int) -> None:
    problem(client.post(f"{API}/runs/{run}/{path}", json=body), status)


@pytest.mark.parametrize("query", ["after=-1", "every=0", "format=xml", "after=x", "after=99999999999999999999"])
def test_wrong_queries(client: TestClient, run: str, query: str) -> None:
    problem(client.get(f"{API}/runs/{run}/metrics?{query}"), 422)


def test_nesting_and_size_and_what_is_no_json(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    deep = '{"params":' + '{"a":' * 1000 + "1" + "}" * 1001
    wrong: list[tuple[str | bytes, int]] = [
        (deep, 422),
        ("[" * 100_000, 422),
        ('{"lab": ', 400),
        (b"\xff\xfe\xfd", 400),
        ('{"lab": "\\ud800"}', 422),
        ('{"\\ud800": 1}', 422),
        (json.dumps({"lab": "x" * 2_000_000}), 413),
        ("1" * 5000, 400),
        ("null", 422),
        ('"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["', 422),
    ]
    for content, status in wrong:
        problem(client.post(f"{API}/runs", content=content, headers=headers), status)


def test_a_body_of_unknown_length_is_cut_off(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 100_000

    problem(client.post(f"{API}/runs", content=endless(), headers={"content-type": "application/json"}), 413)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"x,y\n", "no rows"),
        (b"1,2\n3,4\n", "must name the columns"),
        (b"x,y\n1,2\n3,abc\n", "line 3, column 'y': 'abc' is not a number"),
        (b"x,y\n1,2\n3\n", "line 3: 1 cells"),
        (b"x,y\n1,inf\n", "line 2, column 'y'"),
        (b"x,y\n1,1e39\n", "line 2, column 'y'"),
        (b"x,x\n1,2\n", "line 1, column 'x'"),
        (b"x,\n1,2\n", "column 2 has no name"),
        (b'x,y\n1,"2\n', "line 2"),
        (b"x,y\n1,\xff\n", "line 2: byte 0xff is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "damaged or cut off"),
        (b"x\n" + b"1\n" * 10_001, "line 10002: more than 10000 rows"),
        (",".join(f"c{i}" for i in range(65)).encode() + b"\n", "65 columns"),
    ],
)
def test_malformed_tables(client: TestClient, content: bytes, said: str) -> None:
    body = problem(client.post(f"{API}/datasets", files={"file": ("t.csv", content)}), 422)
    assert said in body["detail"]
    assert body["errors"][0]["field"].startswith("file")


def test_a_table_of_ten_megabytes(client: TestClient) -> None:
    content = b"x,y\n" + b"1,2\n" * 2_500_000
    problem(client.post(f"{API}/datasets", files={"file": ("t.csv", content)}), 413)


def test_a_table_that_is_no_form(client: TestClient) -> None:
    problem(client.post(f"{API}/datasets", content=b"x,y", headers={"content-type": "text/csv"}), 415)
    problem(client.post(f"{API}/datasets", files={"other": ("t.csv", b"x")}), 422)


@pytest.mark.parametrize(
    "path", ["/../settings.py", "/%2e%2e/settings.py", "/assets/..%2f..%2fcli.py", "/a%00.js", "/assets/x"]
)
def test_no_path_leads_out_of_the_page(client: TestClient, path: str) -> None:
    problem(client.get(path), 404)
