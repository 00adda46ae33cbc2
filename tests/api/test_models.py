"""Models: those of the house, and what is kept of runs under a name; kept, asked, exported, deleted, by two holders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import load

from lossland.datasets.digits import digit_pictures
from lossland.models.weights import digest
from tests.support.inside import TestClient, server
from tests.support.photos import file_of, gradient

API = "/api/v1"


@pytest.fixture(autouse=True)
def none_left(client: TestClient) -> Iterator[None]:
    """The server of this file begins each test without kept models."""
    yield
    for each in client.get(f"{API}/models").json():
        if each["kept"]:
            client.delete(f"{API}/models/{each['name']}")


PORTION = 25


def trained(client: TestClient, lab: str = "mlp-playground", steps: int = 5, **params: Any) -> dict[str, Any]:
    """A run after so many updates, made in portions: a call that takes longer than ten seconds returns before its last."""
    found: dict[str, Any] = client.post(f"{API}/runs", json={"lab": lab, "params": params, "seed": 3}).json()
    while (left := steps - found["step"]) > 0:
        order = {"action": "step", "steps": min(left, PORTION)}
        answer = client.post(f"{API}/runs/{found['id']}/control", json=order)
        assert answer.status_code == 200, answer.text
        found = client.get(f"{API}/runs/{found['id']}").json()
    return found


def kept(client: TestClient, run: dict[str, Any], name: str, **more: Any) -> Any:
    return client.post(f"{API}/models", json={"run": run["id"], "name": name, **more})


def test_those_of_the_house_are_told(client: TestClient) -> None:
    found = {each["name"]: each for each in client.get(f"{API}/models").json()}
    assert found["digits"]["task"] == "classify"
    assert found["digits"]["here"]
    assert not found["digits"]["kept"]
    assert [name["zh"] for name in found["cells"]["classes"]] == ["红细胞", "白细胞", "血小板"]
    assert len(found["imagenet"]["classes"]) == 1000
    assert found["coco"]["asset"] == "fastestdet"
    assert client.get(f"{API}/models/digits").json() == found["digits"]
    file = client.get(f"{API}/models/digits/weights.safetensors")
    assert digest(file.content) == found["digits"]["sha256"]
    assert client.get(f"{API}/models/imagenet/weights.safetensors").status_code == 404


def test_a_run_is_kept_listed_exported_and_deleted(client: TestClient) -> None:
    run = trained(client)
    answer = kept(client, run, "my net 我的网络")
    assert answer.status_code == 201, answer.text
    model = answer.json()
    assert (model["lab"], model["run"], model["step"], model["seed"]) == ("mlp-playground", run["id"], 5, 3)
    assert model["kept"]
    assert model["params"] == run["start_params"]
    assert client.get(f"{API}/models").json()[0] == client.get(answer.headers["location"]).json() == model
    file = client.get(f"{answer.headers['location']}/weights.safetensors")
    assert digest(file.content) == model["sha256"]
    assert len(file.content) == model["size"]
    assert sum(value.numel() for value in load(file.content).values()) == model["parameters"]
    assert client.get(f"{API}/datasets").json() == []
    assert client.delete(f"{API}/runs/{run['id']}").status_code == 204
    assert client.get(answer.headers["location"]).status_code == 200, "it outlives its run"
    assert client.delete(answer.headers["location"]).status_code == 204
    assert client.get(answer.headers["location"]).status_code == 404


def test_a_keyframe_of_the_past_can_be_kept(client: TestClient) -> None:
    run = trained(client, steps=20)
    steps = [each["step"] for each in client.get(f"{API}/runs/{run['id']}/keyframes").json()]
    assert kept(client, run, "begin", step=0).json()["step"] == 0
    between = kept(client, run, "between", step=steps[-1] - 1).json()
    assert between["step"] == steps[-2]
    first, last = (
        load(client.get(f"{API}/models/{name}/weights.safetensors").content) for name in ("begin", "between")
    )
    assert any(not torch.equal(first[name], last[name]) for name in first)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("digits", 409),
        ("mine", 409),
        ("", 422),
        (" x", 422),
        ("../x", 422),
        ("x" * 65, 422),
        ("a/b", 422),
        ("a\n", 422),
    ],
)
def test_names_that_are_none(client: TestClient, name: str, status: int) -> None:
    run = trained(client, steps=1)
    assert kept(client, run, "mine").status_code == 201
    answer = kept(client, run, name)
    assert answer.status_code == status, answer.text
    assert "name" in answer.text
    assert len([each for each in client.get(f"{API}/models").json() if each["kept"]]) == 1


def test_what_is_not_there(client: TestClient) -> None:
    assert kept(client, {"id": "nothing"}, "x").status_code == 404
    assert client.get(f"{API}/models/nothing").status_code == 404
    assert client.delete(f"{API}/models/nothing").status_code == 404
    assert client.delete(f"{API}/models/digits").status_code == 403


def test_what_another_holder_kept_is_not_seen(tmp_path: Path) -> None:
    with server(tmp_path, host="0.0.0.0", allowed_hosts=["localhost"]) as client:
        tokens = [client.post(f"{API}/tokens").json()["token"] for _ in range(2)]
        first, second = ({"authorization": f"Bearer {token}"} for token in tokens)
        client.cookies.clear()
        run = client.post(f"{API}/runs", json={"lab": "mlp-playground"}, headers=first).json()
        body = {"run": run["id"], "name": "mine"}
        assert client.post(f"{API}/models", json=body, headers=first).status_code == 201
        assert client.get(f"{API}/models/mine", headers=second).status_code == 404
        assert client.delete(f"{API}/models/mine", headers=second).status_code == 404
        assert client.post(f"{API}/models", json=body, headers=second).status_code == 201, "watching is free"
        assert client.delete(f"{API}/models/mine", headers=second).status_code == 204
        assert client.get(f"{API}/models/mine", headers=first).status_code == 200


@pytest.mark.parametrize(("task", "others"), [("classify", "imagenet"), ("detect", "cells")])
def test_a_model_that_reads_no_pictures_cannot_be_asked(client: TestClient, task: str, others: str) -> None:
    assert kept(client, trained(client, steps=1), "mine").status_code == 201
    picture = {"image": ("x.png", file_of(gradient(64, 48)))}
    answer = client.post(f"{API}/infer/{task}", files=picture, data={"model": "mine"})
    assert answer.status_code == 422
    assert others in answer.text


def test_the_detector_of_photographs_says_how_it_is_had(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOSSLAND_DATA_DIR", str(tmp_path))
    answer = client.post(
        f"{API}/infer/detect", files={"image": ("x.png", file_of(gradient(64, 48)))}, data={"model": "coco"}
    )
    assert answer.status_code == 422, answer.text
    assert "lossland get fastestdet" in answer.text


def test_a_network_that_was_kept_reads_pictures_as_the_run_does(client: TestClient) -> None:
    run = trained(client, "cnn-classifier", 225)
    assert kept(client, run, "我的数字").json()["task"] == "classify"
    counts, digits = digit_pictures()
    right = 0
    for index in range(0, 200, 10):
        grey = Image.fromarray((counts[index].view(8, 8) * 15).byte().numpy()).resize(
            (160, 160), Image.Resampling.BICUBIC
        )
        picture = file_of(grey.convert("RGB"))
        asked = [
            client.post(f"{API}/infer/classify", files={"image": ("x.png", picture)}, data={"model": name}).json()
            for name in ("我的数字", f"run:{run['id']}")
        ]
        assert asked[0]["model"] == "我的数字"
        assert asked[0]["classes"] == asked[1]["classes"]
        right += asked[0]["classes"][0]["label"] == str(int(digits[index]))
    assert right >= 17
    client.delete(f"{API}/runs/{run['id']}")
    again = client.post(f"{API}/infer/classify", files={"image": ("x.png", picture)}, data={"model": "我的数字"}).json()
    assert again == asked[0]
    gone = client.post(f"{API}/infer/classify", files={"image": ("x.png", picture)}, data={"model": f"run:{run['id']}"})
    assert gone.status_code == 404


def test_a_run_is_asked_as_it_is_now(client: TestClient) -> None:
    run = trained(client, "cnn-classifier", 1)
    ask: dict[str, Any] = {
        "files": {"image": ("x.png", file_of(gradient(64, 48)))},
        "data": {"model": f"run:{run['id']}"},
    }
    first = client.post(f"{API}/infer/classify", **ask).json()
    client.post(f"{API}/runs/{run['id']}/control", json={"action": "step", "steps": 40})
    assert client.post(f"{API}/infer/classify", **ask).json() != first
    answer = client.post(f"{API}/infer/detect", **ask)
    assert answer.status_code == 422
    assert "detect" in answer.text


def test_a_model_can_be_asked_for_no_other_task(client: TestClient) -> None:
    kept(client, trained(client, "cnn-classifier", 1), "mine")
    ask: dict[str, Any] = {"files": {"image": ("x.png", file_of(gradient(64, 48)))}, "data": {"model": "mine"}}
    answer = client.post(f"{API}/infer/detect", **ask)
    assert answer.status_code == 422
    assert "cells" in answer.text


def test_a_run_begins_with_a_kept_model_which_then_cannot_be_deleted(client: TestClient) -> None:
    first = trained(client, "cnn-classifier", 45, count=400)
    model = kept(client, first, "mine").json()
    params = {"begin": {"kind": "kept", "model": model["id"]}, "count": 400}
    second = client.post(f"{API}/runs", json={"lab": "cnn-classifier", "params": params, "seed": 3, "play": False})
    assert second.status_code == 201, second.text
    begun = client.get(f"{API}/runs/{second.json()['id']}").json()
    begun = client.get(f"{API}/runs/{begun['id']}/frames/0").json()
    assert begun["metrics"]["test_accuracy"] == pytest.approx(model["quality"]["test_accuracy"])
    assert client.delete(f"{API}/models/mine").status_code == 409
    other = kept(client, trained(client, steps=1), "plain").json()
    params = {"begin": {"kind": "kept", "model": other["id"]}}
    refused = client.post(f"{API}/runs", json={"lab": "cnn-classifier", "params": params, "play": False}).json()
    stopped = client.post(f"{API}/runs/{refused['id']}/control", json={"action": "step", "steps": 1}).json()
    assert stopped["state"] == "failed"
    assert "'plain' was not kept of a network in training" in str(stopped["message"])
    assert client.delete(f"{API}/runs/{second.json()['id']}").status_code == 204
    assert client.delete(f"{API}/models/mine").status_code == 204
