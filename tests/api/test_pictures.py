"""Pictures are uploaded like tables, looked at, and refused with a reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from tests.support.inside import TestClient, server
from tests.support.photos import file_of, gradient, zip_of

API = "/api/v1"


def send(client: TestClient, content: bytes, **headers: str) -> Any:
    return client.post(f"{API}/datasets", files={"file": ("photo.png", content)}, headers=headers)


def test_an_upload_is_told_and_listed_and_comes_back(client: TestClient) -> None:
    image = gradient(60, 40)
    exif = Image.Exif()
    exif[0x0112] = 6
    answer = send(client, file_of(image.transpose(Image.Transpose.ROTATE_90), exif=exif))
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["kind"], told["name"], told["width"], told["height"]) == ("image", "photo.png", 60, 40)
    assert "EXIF" in told["notes"][0]["zh"]
    listed = [each for each in client.get(f"{API}/datasets").json() if each["id"] == told["id"]]
    assert listed == [{**told, "notes": []}]
    back = client.get(f"{API}/pictures/{told['id']}")
    assert back.headers["content-type"] == "image/png"
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(back.content))), np.asarray(image))
    small = client.get(f"{API}/pictures/{told['id']}", params={"size": 30})
    assert Image.open(io.BytesIO(small.content)).size == (30, 20)
    assert client.delete(f"{API}/datasets/{told['id']}").status_code == 204
    assert client.get(f"{API}/pictures/{told['id']}").status_code == 404


def test_photographs_that_ship(client: TestClient) -> None:
    answer = client.get(f"{API}/pictures/cat", params={"size": 96})
    assert max(Image.open(io.BytesIO(answer.content)).size) == 96
    for name in ("dog", "../lossland.db", "0" * 64, "%2e%2e"):
        assert client.get(f"{API}/pictures/{name}").status_code == 404


def test_a_table_is_no_picture(client: TestClient) -> None:
    table = client.post(f"{API}/datasets", files={"file": ("t.csv", b"x,y\n1,2\n")}).json()["id"]
    assert client.get(f"{API}/pictures/{table}").status_code == 404


def test_a_picture_is_no_table(client: TestClient) -> None:
    picture = send(client, file_of(gradient(20, 20))).json()["id"]
    data = {"kind": "table", "table": picture, "x": "x", "y": "y"}
    answer = client.post(f"{API}/runs", json={"lab": "linear-regression", "params": {"data": data}, "play": False})
    assert answer.status_code == 422
    assert "image; table is expected" in answer.json()["detail"]


def test_labelled_pictures_are_told_listed_and_given_back(client: TestClient) -> None:
    files = {f"{name}/{i}.png": file_of(gradient(20 + i, 16)) for name in ("猫", "dog") for i in range(3)}
    answer = client.post(f"{API}/datasets", files={"file": ("pets.zip", zip_of(files), "application/zip")})
    assert answer.status_code == 201, answer.text
    told = answer.json()
    said = {key: told[key] for key in ("kind", "name", "classes", "counts", "channels", "height", "width")}
    assert said == {
        "kind": "pictures",
        "name": "pets.zip",
        "classes": ["dog", "猫"],
        "counts": [3, 3],
        "channels": 3,
        "height": 16,
        "width": 16,
    }
    assert "16 × 16" in told["notes"][0]["en"]
    assert {**told, "notes": []} in client.get(f"{API}/datasets").json()
    assert client.get(f"{API}/pictures/{told['id']}").status_code == 404
    back = client.get(f"{API}/datasets/{told['id']}/zip")
    assert back.headers["content-type"] == "application/zip"
    assert client.post(f"{API}/datasets", files={"file": ("again.zip", back.content)}).json()["id"] == told["id"]
    assert client.delete(f"{API}/datasets/{told['id']}").status_code == 204
    assert client.get(f"{API}/datasets/{told['id']}/zip").status_code == 404


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a/1.png": b"no picture", "b/1.png": b""}, "'a/1.png': this is not a picture"),
        ({"a/1.png": b"x", "../b/1.png": b""}, "'../b/1.png': the name leads out"),
        ({"a/1.png": bytes(2**22), "b/1.png": b""}, "'a/1.png': unpacks from"),
    ],
)
def test_what_is_wrong_in_a_zip_names_the_entry_and_leaves_nothing(
    client: TestClient, files: dict[str, bytes], said: str
) -> None:
    before = client.get(f"{API}/datasets").json()
    answer = client.post(f"{API}/datasets", files={"file": ("pets.zip", zip_of(files))})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["errors"][0]["field"] == "file"
    assert said in problem["detail"]
    assert problem["errors"][0]["value"] in said
    assert problem["message"]["zh"] != problem["message"]["en"]
    assert client.get(f"{API}/datasets").json() == before


@pytest.mark.parametrize("content", [file_of(gradient(40, 40))[:120], b"GIF89a" + bytes(50)])
def test_what_is_no_picture_names_the_file(client: TestClient, content: bytes) -> None:
    answer = send(client, content)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "file"
    assert answer.json()["message"]["zh"] != answer.json()["message"]["en"]


def test_the_limit_of_the_server_holds_for_pictures_too(tmp_path: Path) -> None:
    with server(tmp_path, upload_bytes=2048) as small:
        assert send(small, bytes(20_000)).status_code == 413


def test_pictures_of_one_holder_are_not_listed_to_another(tmp_path: Path) -> None:
    with server(tmp_path, host="0.0.0.0", datasets=1) as client:
        headers = [{"authorization": f"Bearer {client.post(f'{API}/tokens').json()['token']}"} for _ in range(2)]
        mine = send(client, file_of(gradient(20, 20)), **headers[0]).json()["id"]
        assert send(client, file_of(gradient(20, 20)), **headers[0]).status_code == 201  # the same once more
        assert send(client, file_of(gradient(30, 20)), **headers[0]).status_code == 429
        assert client.get(f"{API}/datasets", headers=headers[1]).json() == []
        assert client.delete(f"{API}/datasets/{mine}", headers=headers[1]).status_code == 404


def test_a_run_on_ones_own_picture_is_exported_as_a_zip_that_holds_it(client: TestClient) -> None:
    picture = send(client, file_of(gradient(60, 40))).json()["id"]
    params = {"size": "96", "content": {"kind": "sent", "image": picture}}
    run = client.post(f"{API}/runs", json={"lab": "style-transfer", "params": params, "play": False}).json()["id"]
    refused = client.get(f"{API}/runs/{run}/export.py")
    assert refused.status_code == 409
    assert f"/runs/{run}/export.zip" in refused.json()["detail"]
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{API}/runs/{run}/export.zip").content))
    assert sorted(archive.namelist()) == [
        f"style-transfer/{name}" for name in ("data.pt", "style-transfer.ipynb", "style-transfer.py")
    ]
    data = torch.load(io.BytesIO(archive.read("style-transfer/data.pt")), weights_only=True)
    assert np.array_equal(data["uploads"][picture].numpy(), np.asarray(gradient(60, 40)))


def test_a_small_run_is_a_zip_too(client: TestClient) -> None:
    run = client.post(f"{API}/runs", json={"lab": "linear-regression", "params": {}, "play": False}).json()["id"]
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{API}/runs/{run}/export.zip").content))
    names = [f"linear-regression/linear-regression.{form}" for form in ("py", "ipynb")]
    assert archive.namelist() == names
    code = archive.read(names[0]).decode()
    compile(code, names[0], "exec")
    assert "def start(" in code
