"""Trained networks answer single requests: pictures as files and as base64, and boxes to be thinned out."""

from __future__ import annotations

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from lossland.algorithms.vision.boxes import iou_matrix
from lossland.datasets.photographs import photograph_file
from lossland.datasets.streets import streets
from tests.support.inside import TestClient, server
from tests.support.photos import file_of, gradient
from tests.support.vgg19 import fetched

API = "/api/v1/infer"
CAT = photograph_file("cat").read_bytes()


def sent_as(client: TestClient, form: str, task: str, image: bytes, **fields: Any) -> Any:
    if form == "file":
        return client.post(f"{API}/{task}", files={"image": ("cat.png", image)}, data=fields)
    coded = base64.b64encode(image).decode()
    return client.post(
        f"{API}/{task}", json={"image": f"data:image/png;base64,{coded}" if form == "url" else coded, **fields}
    )


@pytest.mark.parametrize("form", ["file", "base64", "url"])
def test_a_cat_is_a_cat(client: TestClient, form: str) -> None:
    answer = sent_as(client, form, "classify", CAT, top=3)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["model"] == "imagenet"
    assert found["classes"][0]["index"] == 285
    assert found["classes"][0]["label"] == "Egyptian cat"
    assert found["classes"][0]["title"]["zh"]
    probabilities = [each["probability"] for each in found["classes"]]
    assert len(probabilities) == 3
    assert probabilities[0] == pytest.approx(0.41, abs=0.05)
    assert probabilities == sorted(probabilities, reverse=True)


def test_a_picture_that_lies_on_its_side_is_turned(client: TestClient) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.open(io.BytesIO(CAT)).transpose(Image.Transpose.ROTATE_90)
    answer = sent_as(client, "file", "classify", file_of(lying, exif=exif)).json()
    straight = sent_as(client, "file", "classify", CAT).json()
    assert answer == straight


@pytest.mark.parametrize("dark", [True, False])
def test_a_drawn_digit(client: TestClient, dark: bool) -> None:
    paper, pen = ("white", "black") if dark else ("black", "white")
    sheet = Image.new("RGB", (300, 200), paper)
    for y in range(30, 170):
        for x in range(140, 155):
            sheet.putpixel((x, y), {"black": (0, 0, 0), "white": (255, 255, 255)}[pen])
    answer = sent_as(client, "file", "classify", file_of(sheet), model="digits", top=2)
    assert answer.json()["classes"][0]["label"] == "1"


def test_many_callers_at_once_get_each_their_own_answer(client: TestClient) -> None:
    coffee = photograph_file("coffee").read_bytes()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda i: sent_as(client, "file", "classify", CAT if i % 2 else coffee), range(16)))
    labels = [answer.json()["classes"][0]["label"] for answer in answers]
    assert labels == ["espresso", "Egyptian cat"] * 8


BOXES = [[0, 0, 2, 2], [0, 0, 2, 2.1], [0, 0, 2, 2.2], [1, 0, 3, 2]]


def test_nms_says_what_goes_because_of_what(client: TestClient) -> None:
    """.9, .7 and .6 on one car: .9 stays, the others go because of it."""
    answer = client.post(f"{API}/nms", json={"boxes": BOXES, "scores": [0.7, 0.9, 0.6, 0.5]})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["kept"] == [1, 3]
    assert [(each["index"], each["by"]) for each in found["suppressed"]] == [(0, 1), (2, 1)]
    assert found["suppressed"][0]["iou"] == pytest.approx(4 / 4.2)


def test_nms_keeps_classes_apart_and_leaves_out_what_is_not_sure(client: TestClient) -> None:
    body = {"boxes": BOXES, "scores": [0.7, 0.9, 0.6, 0.5], "labels": [0, 1, 0, 1], "score_threshold": 0.65}
    assert client.post(f"{API}/nms", json=body).json()["kept"] == [1, 0]


def test_soft_nms_lowers_scores_instead(client: TestClient) -> None:
    body = {"boxes": BOXES, "scores": [0.7, 0.9, 0.6, 0.5], "method": "linear"}
    found = client.post(f"{API}/nms", json=body).json()
    assert found["kept"][:2] == [1, 3]
    assert sorted(found["kept"]) == [0, 1, 2, 3]
    assert found["scores"][:2] == [0.9, 0.5]
    assert max(found["scores"][2:]) < 0.1


def test_nms_of_nothing(client: TestClient) -> None:
    assert client.post(f"{API}/nms", json={"boxes": [], "scores": []}).json()["kept"] == []


@pytest.mark.parametrize(
    ("task", "body", "field", "said"),
    [
        ("nms", {"boxes": [[2, 0, 1, 1]], "scores": [0.5]}, "body", "boxes.0 is inverted"),
        ("nms", {"boxes": [[0, 0, 1, 1]], "scores": []}, "body", "scores has 0 entries for 1 boxes"),
        ("nms", {"boxes": [[0, 0, 1, 1]], "scores": [1.5]}, "scores.0", "less than or equal to 1"),
        ("nms", {"boxes": [[0, 0, 1]], "scores": [0.5]}, "boxes.0.3", "required"),
        ("nms", {"boxes": [], "scores": [], "iou_threshold": -0.1}, "iou_threshold", "greater than or equal to 0"),
        ("nms", {"boxes": [[0, 0, 1e9, 1]], "scores": [0.5]}, "boxes.0.2", "less than or equal to"),
        ("classify", {"image": "not base64!"}, "image", "base64"),
        ("classify", {"image": base64.b64encode(b"hello").decode()}, "image", "not a picture"),
        ("classify", {"image": ""}, "image", "at least 1"),
        ("classify", {}, "image", "required"),
        ("classify", {"image": base64.b64encode(CAT).decode(), "model": "x" * 10_000}, "model", "at most 100"),
        ("classify", {"image": base64.b64encode(CAT).decode(), "model": "猫"}, "model", "imagenet"),
        ("classify", {"image": base64.b64encode(CAT).decode(), "top": 0}, "top", "greater than or equal to 1"),
        ("classify", {"image": base64.b64encode(CAT).decode(), "size": 3}, "size", "not permitted"),
        ("detect", {"image": base64.b64encode(CAT).decode(), "model": "imagenet"}, "model", "there are"),
    ],
)
def test_what_is_wrong_is_named(client: TestClient, task: str, body: dict[str, Any], field: str, said: str) -> None:
    answer = client.post(f"{API}/{task}", json=body)
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert said in problem["detail"], problem["detail"]
    assert problem["errors"][0]["field"] == field
    assert any("\u4e00" <= letter <= "\u9fff" for letter in problem["message"]["zh"])


def test_a_form_without_a_file(client: TestClient) -> None:
    answer = client.post(f"{API}/classify", files={"other": ("a.png", CAT)})
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {"image", "other"}


@pytest.mark.parametrize("image", [CAT[:5000], file_of(gradient(4, 40)), b"RIFF" + bytes(4) + b"WEBP" + bytes(20)])
def test_a_file_that_is_no_picture(client: TestClient, image: bytes) -> None:
    answer = sent_as(client, "file", "classify", image)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "image"


def test_another_kind_of_body(client: TestClient) -> None:
    answer = client.post(f"{API}/classify", content=CAT, headers={"content-type": "image/png"})
    assert answer.status_code == 415
    assert "multipart/form-data" in answer.json()["detail"]


def test_a_style_is_a_run_whose_result_is_a_picture(client: TestClient) -> None:
    files = {"content": ("c.png", CAT), "style": ("s.png", file_of(gradient(90, 60)))}
    answer = client.post(f"{API}/style", files=files, data={"steps": 10, "size": "96"})
    assert answer.status_code == 202, answer.text
    told = answer.json()
    assert answer.headers["location"] == told["address"] == f"/api/v1/runs/{told['run']}"
    early = client.get(told["result"])
    assert early.status_code in (200, 409)
    with client.stream("GET", f"{told['address']}/events") as events:
        assert any(line == "event: end" for line in events.iter_lines())
    done = client.get(told["result"])
    assert done.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(done.content)).size == (96, 64)
    assert client.get(told["address"]).json()["params"]["pictures"] == "1"


def test_the_network_of_a_style_is_refused_until_it_was_fetched(tmp_path: Path) -> None:
    files = {"content": ("c.png", file_of(gradient(40, 30))), "style": ("s.png", file_of(gradient(34, 20)))}
    with server(tmp_path) as client:
        refused = client.post(f"{API}/style", files=files, data={"network": "vgg19"})
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:lossland:refused")
        assert "lossland get vgg19" in refused.json()["message"]["zh"]
        assert client.get("/api/v1/datasets").json() == client.get("/api/v1/runs").json() == []
        unknown = client.post(f"{API}/style", files=files, data={"network": "vgg16"})
        assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "network")
        fetched(tmp_path)
        told = client.post(f"{API}/style", files=files, data={"network": "vgg19", "size": "96"})
        assert told.status_code == 202, told.text
        assert client.get(told.json()["address"]).json()["params"]["network"] == "vgg19"


@pytest.mark.parametrize("wrong", ["content", "style"])
def test_a_style_that_is_no_picture_keeps_nothing(client: TestClient, wrong: str) -> None:
    before = client.get("/api/v1/datasets").json()
    files = {"content": ("c.png", file_of(gradient(33, 20))), "style": ("s.png", file_of(gradient(34, 20)))}
    answer = client.post(f"{API}/style", files={**files, wrong: ("t.csv", b"x,y\n1,2\n")})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == wrong
    assert client.get("/api/v1/datasets").json() == before


def test_a_run_of_another_lab_has_no_picture(client: TestClient) -> None:
    run = client.post("/api/v1/runs", json={"lab": "linear-regression", "params": {}, "play": False}).json()["id"]
    assert client.get(f"/api/v1/runs/{run}/result.png").status_code == 404


def test_a_street_is_searched_and_boxes_come_back_in_the_picture_that_was_sent(client: TestClient) -> None:
    """The same scene six times as large has the same boxes, six times as large, as sure as before."""
    scene = streets(1, 4)[0]
    picture = Image.fromarray(scene.picture.permute(1, 2, 0).numpy())
    small = sent_as(client, "file", "detect", file_of(picture), model="streets").json()
    large = picture.resize((6 * picture.width, 6 * picture.height), Image.Resampling.BICUBIC)
    found = sent_as(client, "file", "detect", file_of(large), model="streets").json()
    assert (found["width"], found["height"]) == large.size
    assert len(small["boxes"]) >= len(scene.boxes) - 1
    assert min(each["score"] for each in small["boxes"]) >= 0.3  # the network's own threshold
    assert [each["label"] for each in found["boxes"]] == [each["label"] for each in small["boxes"]]
    for one, other in zip(small["boxes"], found["boxes"], strict=True):
        assert [6 * side for side in one["box"]] == pytest.approx(other["box"], abs=0.03 * large.width)
    boxes = torch.tensor([each["box"] for each in small["boxes"]])
    best = iou_matrix(scene.boxes, boxes).max(1).values
    assert float((best > 0.5).float().mean()) >= 0.8
    sure = sent_as(client, "file", "detect", file_of(picture), model="streets", score_threshold=0.9).json()
    assert len(sure["boxes"]) <= len(small["boxes"])
    for gone in small["suppressed"]:
        assert gone["iou"] > 0.5
        assert gone["label"] == small["boxes"][gone["by"]]["label"]
        assert gone["score"] <= small["boxes"][gone["by"]]["score"]
