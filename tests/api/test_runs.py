"""A run over HTTP from its start to its export."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from tests.support.inside import TestClient

API = "/api/v1"
LAB = "linear-regression"


def made(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{API}/runs", json={"lab": LAB, "play": False, **body})
    assert answer.status_code == 201, answer.text
    run: dict[str, Any] = answer.json()
    return run


def stepped(client: TestClient, run: dict[str, Any], steps: int) -> dict[str, Any]:
    answer = client.post(f"{API}/runs/{run['id']}/control", json={"action": "step", "steps": steps})
    assert answer.status_code == 200, answer.text
    after: dict[str, Any] = answer.json()
    return after


def events(text: str) -> list[tuple[str, str | None, Any]]:
    """(name, id, data) of every server-sent event."""
    found = []
    for part in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in part.splitlines() if not line.startswith(":"))
        if "event" in lines:
            found.append((lines["event"], lines.get("id"), json.loads(lines["data"])))
    return found


def test_health_says_what_there_is(client: TestClient) -> None:
    client.post(f"{API}/labs/activations/frame", json={}).raise_for_status()  # waits for the engine
    health = client.get(f"{API}/health").json()
    assert health["ready"] is True
    assert health["workers"] == 1
    assert health["device"].startswith("cpu")
    assert health["hosts"] == [], "it listens to this machine only"
    script = client.get(health["plotly_js"])
    assert script.status_code == 200
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-encoding"] == "gzip"
    assert b"plotly" in script.content[:2000]
    plain = client.get(health["plotly_js"], headers={"accept-encoding": "identity"})
    assert plain.content == script.content
    assert client.get("/plotly-0.0.1.js").status_code == 404


def test_the_catalogue_has_every_lab_in_both_languages(client: TestClient) -> None:
    labs = client.get(f"{API}/labs").json()
    assert {LAB, "activations"} <= {lab["slug"] for lab in labs}
    assert all(lab["title"]["zh"] and lab["title"]["en"] for lab in labs)
    lab = client.get(f"{API}/labs/{LAB}").json()
    lr = lab["schema"]["properties"]["lr"]
    assert lr["title"] == "Learning rate"
    assert lr["x-lossland"]["title"] == {"en": "Learning rate", "zh": "学习率"}
    assert lr["x-lossland"]["change"] == "live"
    assert set(lab["frame"]["views"]) <= set(lab["figures"])
    experiment, *algorithms = client.get(f"{API}/labs/{LAB}/code").json()
    assert experiment["name"] == "experiment.py"
    assert "    def step(" in experiment["text"]
    assert "class State" in experiment["text"]
    assert "algorithms/regression/regression.py" in [file["name"] for file in algorithms]
    assert lab["lesson"]["en"] != lab["lesson"]["zh"]


def test_an_instant_frame_with_its_figures(client: TestClient) -> None:
    answer = client.post(f"{API}/labs/activations/frame", json={"params": {"z": -2}, "figures": True}).json()
    assert answer["step"] == 0
    z = answer["views"]["curve"]["point.x"]
    assert np.frombuffer(base64.b64decode(z["bdata"]), "<f4").tolist() == [-2.0]
    assert answer["figures"]["curve"]["kind"] == "plotly"
    assert client.post(f"{API}/runs", json={"lab": "activations"}).status_code == 422


def test_a_run_is_stepped_changed_acted_on_and_forked(client: TestClient) -> None:
    run = made(client, seed=3, name="mine")
    assert stepped(client, run, 10)["step"] == 10
    path = f"{API}/runs/{run['id']}"
    changed = client.patch(f"{path}/params", json={"params": {"lr": 0.01}})
    assert changed.json()["params"]["lr"] == 0.01
    acted = client.post(f"{path}/actions", json={"action": {"kind": "set_weights", "a": 1, "b": 2}})
    assert acted.status_code == 200, acted.text
    assert stepped(client, run, 5)["step"] == 15
    log = client.get(f"{path}/log").json()
    assert [(line["step"], line["kind"]) for line in log] == [(10, "params"), (10, "action")]
    frames = client.get(f"{path}/keyframes").json()
    assert {"step": 0} in frames
    assert client.get(f"{path}/frames/0").json()["step"] == 0
    child = client.post(f"{path}/fork", json={"step": 0, "params": {"lr": 0.02}})
    assert child.status_code == 201, child.text
    assert (child.json()["parent"], child.json()["fork_step"]) == (run["id"], 0)
    assert child.json()["params"]["lr"] == 0.02
    assert {item["id"] for item in client.get(f"{API}/runs").json()} >= {run["id"], child.json()["id"]}
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.get(f"{API}/runs/{child.json()['id']}").status_code == 200


def test_structural_changes_are_refused_by_name(client: TestClient) -> None:
    run = made(client)
    body = {"params": {"lr": 0.01, "basis": "fourier", "held_out": 0.5}}
    answer = client.patch(f"{API}/runs/{run['id']}/params", json=body)
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ["params.held_out", "params.basis"]
    assert answer.json()["errors"][1]["message"]["zh"]
    assert client.get(f"{API}/runs/{run['id']}").json()["params"]["lr"] == 0.05
    nested = client.patch(
        f"{API}/runs/{run['id']}/params", json={"params": {"data": {"kind": "synthetic", "noise": 1}}}
    )
    assert [error["field"] for error in nested.json()["errors"]] == ["params.data.noise"]


def test_metrics_in_three_forms_agree(client: TestClient) -> None:
    run = made(client, seed=1)
    stepped(client, run, 30)
    path = f"{API}/runs/{run['id']}/metrics"
    plain = client.get(path).json()
    assert plain["steps"] == list(range(1, 31))
    loss = np.array(plain["series"]["train_loss"], np.float32)
    packed = client.get(path, params={"format": "bdata"}).json()
    assert (packed["first"], packed["n"]) == (1, 30)
    assert np.array_equal(np.frombuffer(base64.b64decode(packed["series"]["train_loss"]["bdata"]), "<f4"), loss)
    header, *rows = client.get(path, params={"format": "csv"}).text.splitlines()
    column = header.split(",").index("train_loss")
    assert [np.float32(row.split(",")[column]) for row in rows] == loss.tolist()
    some = client.get(path, params={"after": 10, "every": 7}).json()
    assert some["steps"] == [14, 21, 28]
    assert some["series"]["train_loss"] == [plain["series"]["train_loss"][step - 1] for step in (14, 21, 28)]


def test_the_metrics_of_a_step_are_those_of_its_row(client: TestClient) -> None:
    run = made(client, seed=1)
    stepped(client, run, 30)
    path = f"{API}/runs/{run['id']}/metrics"
    series = client.get(path).json()["series"]
    for step in (1, 17, 30):
        told = client.get(f"{path}/{step}").json()
        assert told["step"] == step
        assert told["metrics"] == pytest.approx({name: row[step - 1] for name, row in series.items()}, rel=1e-6)
    assert client.get(f"{path}/31").json()["step"] == 30
    assert client.get(f"{path}/0").json() == {"step": 0, "metrics": {}}


def steps_of(blocks: list[dict[str, int]]) -> list[int]:
    """All steps in blocks of metrics, however these are cut."""
    return [step for block in blocks for step in range(block["first"], block["first"] + block["n"])]


def test_events_of_an_ended_run_can_be_resumed(client: TestClient) -> None:
    run = made(client, max_steps=40, play=True)
    path = f"{API}/runs/{run['id']}/events"
    all_events = events(client.get(path).text)
    assert (all_events[0][0], all_events[-1][0]) == ("state", "end")
    assert all_events[-1][2]["state"] == "done"
    blocks = [data for name, _, data in all_events if name == "metrics"]
    assert steps_of(blocks) == list(range(1, 41))
    assert [int(str(identity)) for name, identity, _ in all_events if name == "metrics"][-1] == 40
    for rest in (client.get(path, headers={"last-event-id": "33"}), client.get(path, params={"after": 33})):
        later = [data for name, _, data in events(rest.text) if name == "metrics"]
        assert steps_of(later) == list(range(34, 41))
    assert client.get(path, headers={"last-event-id": "x"}).status_code == 422
    stopped = client.post(f"{API}/runs/{run['id']}/control", json={"action": "play"})
    assert stopped.status_code == 409
    for late in ({"action": "pause"}, {"speed": 3}):  # on their way when it ended
        assert client.post(f"{API}/runs/{run['id']}/control", json=late).json()["state"] == "done"


def test_a_figure_is_complete(client: TestClient) -> None:
    run = made(client)
    stepped(client, run, 3)
    figures = client.get(f"{API}/runs/{run['id']}/figures").json()
    for view, figure in figures.items():
        for lang in ("en", "zh"):
            plain = client.get(f"{API}/runs/{run['id']}/figures/{view}", params={"lang": lang}).json()
            go.Figure(plain)  # plotly itself refuses what it does not know
            assert '"zh"' not in json.dumps(plain)
            assert figure["kind"] == "curves" or any("x" in trace or "z" in trace for trace in plain["data"])
    assert client.get(f"{API}/runs/{run['id']}/figures/nothing").status_code == 404


def test_an_uploaded_table_is_trained_on_and_guarded(client: TestClient) -> None:
    content = "x;y\n" + "".join(f"{i};{2 * i + 1}\n" for i in range(20))
    upload = client.post(f"{API}/datasets", files={"file": ("line.csv", content)})
    assert upload.status_code == 201, upload.text
    table = upload.json()
    assert (table["columns"], table["rows"]) == (["x", "y"], 20)
    run = made(client, params={"data": {"kind": "table", "table": table["id"], "x": "x", "y": "y"}})
    assert stepped(client, run, 5)["step"] == 5
    assert client.get(f"{API}/runs/{run['id']}/export.py").status_code == 200
    assert client.delete(f"{API}/datasets/{table['id']}").status_code == 409
    client.delete(f"{API}/runs/{run['id']}")
    assert client.delete(f"{API}/datasets/{table['id']}").status_code == 204
    assert client.get(f"{API}/datasets").json() == []


def test_the_networks_that_ship_are_listed_with_their_cards(client: TestClient) -> None:
    cards = client.get(f"{API}/models").json()
    assert {card["name"] for card in cards} >= {"cells", "digits", "imagenet", "streets"}
    assert all(card["quality"] and card["licence"] and card["data"]["zh"] for card in cards)


def test_a_run_is_named_and_pinned_whether_it_goes_on_or_is_over(client: TestClient) -> None:
    run = made(client, name="first")
    path = f"{API}/runs/{run['id']}"
    assert (run["name"], run["pinned"]) == ("first", False)
    pinned = client.patch(path, json={"pinned": True}).json()
    assert (pinned["name"], pinned["pinned"]) == ("first", True)
    for _ in range(2):  # what is over can be stopped again
        client.post(f"{path}/control", json={"action": "stop"}).raise_for_status()
    client.patch(path, json={"name": None}).raise_for_status()
    over = client.get(path).json()
    assert (over["state"], over["name"], over["pinned"]) == ("done", None, True)
    assert events(client.get(f"{path}/events").text)[-1][2]["pinned"] is True
    refused = client.patch(path, json={"state": "playing"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "state"
