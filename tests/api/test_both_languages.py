"""Every refusal speaks both languages; a lab's own reasons too, wherever they come up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import lossland
from lossland.api.problems import field_errors
from lossland.lab.actions import UnknownAction, parse_action
from lossland.registry import labs
from lossland.runs.reasons import why
from tests.support.inside import TestClient

API = "/api/v1"
LAB = "linear-regression"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def bilingual(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    problem: dict[str, Any] = answer.json()
    for said in (problem["message"], *(error["message"] for error in problem["errors"])):
        assert said["en"]
        assert not CHINESE.search(said["en"])
        assert CHINESE.search(said["zh"])
    assert problem["message"]["en"] == problem["detail"]
    return problem


@pytest.fixture(scope="module")
def run(client: TestClient) -> str:
    return str(client.post(f"{API}/runs", json={"lab": LAB, "play": False}).json()["id"])


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "runs", {"lab": "nothing"}, 422),
        ("POST", "runs", {"lab": "activations"}, 422),
        ("POST", "runs", {"lab": LAB, "params": {"lr": 99}}, 422),
        ("POST", "runs", {"lab": LAB, "params": {"lr": "x", "colour": 1}}, 422),
        ("POST", "runs", {"lab": LAB, "max_steps": 9_000_000}, 422),
        ("POST", "runs", {"lab": LAB, "params": {"data": {"kind": "table", "table": "0" * 64}}}, 422),
        ("GET", "runs/nothing", None, 404),
        ("GET", "labs/nothing", None, 404),
        ("GET", "nowhere", None, 404),
        ("PUT", "runs", {}, 405),
        ("PATCH", "runs/RUN/params", {"params": {"basis": "fourier"}}, 409),
        ("POST", "runs/RUN/control", {}, 422),
        ("POST", "runs/RUN/actions", {"action": {"kind": "remove_point", "index": 10_000}}, 422),
        ("POST", "runs/RUN/actions", {"action": {"kind": "nothing"}}, 422),
        ("GET", "runs/RUN/figures/nothing", None, 404),
        ("GET", "runs/RUN/metrics?every=0", None, 422),
        ("DELETE", f"datasets/{'0' * 64}", None, 404),
        (
            "POST",
            "labs/mlp-playground/frame",
            {"params": {"data": {"kind": "points", "points": [[0, 0], [1, 1]]}}},
            422,
        ),
    ],
)
def test_refusals(client: TestClient, run: str, method: str, path: str, body: Any, status: int) -> None:
    bilingual(client.request(method, f"{API}/{path.replace('RUN', run)}", json=body), status)


@pytest.mark.parametrize("body", ["{", '{"lab": }', '{"seed": ' + "9" * 5000 + "}"])
def test_a_body_that_is_no_json(client: TestClient, body: str) -> None:
    answer = client.post(f"{API}/runs", content=body, headers={"content-type": "application/json"})
    bilingual(answer, 400)
    message = answer.json()["message"]
    assert "sys." not in message["en"]
    assert not any(word in message["zh"] for word in ("Expecting", "Exceeds", "enclosed"))


@pytest.mark.parametrize("columns", [{"x": "cm", "y": "kg"}, {"x": "cm", "y": "kind"}])
def test_a_run_that_could_not_start_gives_its_reason_everywhere(client: TestClient, columns: dict[str, str]) -> None:
    content = "cm,kind\n" + "".join(f"{i},{'cat' if i % 2 else 'dog'}\n" for i in range(12))
    table = client.post(f"{API}/datasets", files={"file": ("pets.csv", content)}).json()["id"]
    params = {"data": {"kind": "table", "table": table, **columns}}
    path = f"{API}/runs/{client.post(f'{API}/runs', json={'lab': LAB, 'params': params}).json()['id']}"
    for below in ("figures", "figures/fit", "export.py", "export.ipynb"):
        said = bilingual(client.get(f"{path}/{below}"), 409)["message"]
        assert columns["y"] in said["en"]
        assert columns["y"] in said["zh"]
    events = client.get(f"{path}/events").text
    assert "运行无法开始：" in events
    assert "could not start" in client.get(path).json()["message"]["en"]
    bilingual(client.post(f"{path}/control", json={"action": "play"}), 409)
    client.delete(path)


def test_a_run_at_its_last_step_says_so_and_is_not_forked_there(client: TestClient) -> None:
    run = client.post(f"{API}/runs", json={"lab": LAB, "max_steps": 5}).json()["id"]
    path = f"{API}/runs/{run}"
    client.get(f"{path}/events")  # ends with the run
    message = client.get(path).json()["message"]
    assert "all of its 5 steps" in message["en"]
    assert "5 步已全部完成" in message["zh"]
    assert "all of its 5 steps" in bilingual(client.post(f"{path}/control", json={"action": "play"}), 409)["detail"]
    assert "earlier step" in bilingual(client.post(f"{path}/fork", json={"step": 5}), 409)["detail"]
    child = client.post(f"{path}/fork", json={"step": 0})
    assert (child.status_code, child.json()["state"] in ("queued", "paused")) == (201, True)
    assert child.json()["message"] is None


def test_an_action_that_does_not_fit_is_refused_in_words() -> None:
    """Also where no route has looked at it before: in a worker, in an export."""
    lab = labs()[LAB]
    for kind in ("nothing", 3, None):
        with pytest.raises(UnknownAction, match=r"allowed: .*'remove_point'") as unknown:
            parse_action(lab, {"kind": kind})
        assert why(unknown.value).zh.startswith("可用：")
    with pytest.raises(ValidationError) as caught:
        parse_action(lab, {"kind": "remove_point", "index": -1})
    said = why(caught.value)
    assert said.startswith("index: -1: ")
    assert said.zh.startswith("index：-1：")


def test_no_action_takes_a_text_for_a_number() -> None:
    with pytest.raises(ValidationError):
        parse_action(labs()[LAB], {"kind": "remove_point", "index": "1"})


def test_no_lab_refuses_in_one_language() -> None:
    package = Path(lossland.__file__).parent
    files = [
        path
        for part in ("labs", "fields", "algorithms", "datasets", "uploads", "engine")
        for path in (package / part).rglob("*.py")
    ]
    assert [str(path) for path in files if "raise ValueError" in path.read_text(encoding="utf-8")] == []


def test_a_bound_below_zero_has_a_real_minus() -> None:
    found = field_errors([{"type": "greater_than_equal", "loc": ("x",), "msg": "at least -2.5", "ctx": {"ge": -2.5}}])
    assert (found[0].detail, found[0].message.en, found[0].message.zh) == (
        "at least -2.5",
        "at least −2.5",
        "须大于或等于 −2.5",
    )
