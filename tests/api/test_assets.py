"""Assets over HTTP: how each stands, who may fetch, and what a server leaves when it stops."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lossland.assets import here, listed
from lossland.models.vgg19 import load
from tests.support.inside import TestClient, server
from tests.support.publisher import Publisher, asset_of, file_of, publishing
from tests.support.vgg19 import fetched

API = "/api/v1/assets"
CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """It publishes all of a list of one."""
    with publishing() as publisher:
        asset = asset_of(file_of(publisher, "a.bin", CONTENT))
        monkeypatch.setattr(listed, "ASSETS", {"small": asset})
        yield publisher


def small(client: TestClient) -> dict[str, Any]:
    (asset,) = client.get(API).json()["assets"]
    assert isinstance(asset, dict)
    return asset


def settled(client: TestClient) -> dict[str, Any]:
    for _ in range(6000):
        asset = small(client)
        if asset["state"] != "fetching":
            return asset
        time.sleep(0.01)
    raise AssertionError(asset)


def test_fetched_followed_and_removed(publisher: Publisher, tmp_path: Path) -> None:
    publisher.held.add("/a.bin")
    with server(tmp_path) as client:
        assert client.get(API).json()["owner"] is True
        assert (small(client)["state"], small(client)["licence"]["en"]) == ("absent", "CC0")
        assert small(client)["files"][0]["pinned_by"] == "sha256"
        assert client.post(f"{API}/small").status_code == 202
        assert publisher.half.wait(60)
        assert small(client)["state"] == "fetching"
        again = client.post(f"{API}/small")
        assert (again.status_code, again.json()["type"]) == (409, "urn:lossland:asset-busy")
        publisher.go_on.set()
        here = settled(client)
        assert (here["state"], here["bytes"], here["size"]) == ("here", len(CONTENT), len(CONTENT))
        assert client.delete(f"{API}/small").status_code == 204
        assert small(client)["state"] == "absent"
        assert client.delete(f"{API}/small").status_code == 404


def test_what_failed_says_why_and_may_be_tried_again(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"] = CONTENT[::-1]
    with server(tmp_path) as client:
        client.post(f"{API}/small").raise_for_status()
        failed = settled(client)
        assert failed["state"] == "failed"
        assert "other content" in failed["message"]["en"]
        assert "内容不符" in failed["message"]["zh"]
        publisher.files["/a.bin"] = CONTENT
        client.post(f"{API}/small").raise_for_status()
        assert settled(client)["state"] == "here"


def test_others_than_the_owner_may_look(publisher: Publisher, tmp_path: Path) -> None:
    with server(tmp_path, host="0.0.0.0") as client:
        assert client.get(API).json()["owner"] is False
        for answer in (client.post(f"{API}/small"), client.delete(f"{API}/small")):
            assert (answer.status_code, answer.json()["type"]) == (403, "urn:lossland:not-owner")
            assert "lossland get" in answer.json()["message"]["zh"]
    assert publisher.asked == []


@pytest.mark.usefixtures("publisher")
def test_an_unknown_asset_says_which_there_are(tmp_path: Path) -> None:
    with server(tmp_path) as client:
        answer = client.post(f"{API}/large")
        assert answer.status_code == 404
        assert answer.json()["detail"] == "there is no asset 'large'; there are small"


def test_deleting_what_is_fetched_ends_that(publisher: Publisher, tmp_path: Path) -> None:
    publisher.endless.add("/a.bin")
    object.__setattr__(listed.ASSETS["small"].files[0], "size", 2**40)
    with server(tmp_path) as client:
        client.post(f"{API}/small").raise_for_status()
        assert client.delete(f"{API}/small").status_code == 204
        assert small(client)["state"] == "absent"
        assert not list((tmp_path / "assets").glob("*.part"))


def test_a_server_that_stops_leaves_nothing_half(publisher: Publisher, tmp_path: Path) -> None:
    publisher.endless.add("/a.bin")
    object.__setattr__(listed.ASSETS["small"].files[0], "size", 2**40)
    with server(tmp_path) as client:
        client.post(f"{API}/small").raise_for_status()
        while not publisher.asked:
            time.sleep(0.01)
    assert not list((tmp_path / "assets").glob("[!.]*"))
    assert not list((tmp_path / "assets").glob("*.part"))


def test_a_run_on_fetched_weights_is_exported_from_the_servers_own_data_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its workers are told that directory by their environment; the server itself has it from its settings."""
    fetched(tmp_path)
    monkeypatch.setenv(here.VARIABLE, str(tmp_path / "elsewhere"))
    load._whole.cache_clear()
    params = {"network": "vgg19", "size": "96", "pictures": "1"}
    with server(tmp_path) as client:
        wanted = {"lab": "style-transfer", "params": params, "play": False}
        run = f"/api/v1/runs/{client.post('/api/v1/runs', json=wanted).json()['id']}"
        assert client.get(f"{run}/export.py").json()["type"] == "urn:lossland:export-large"
        load._whole.cache_clear()
        archive = zipfile.ZipFile(io.BytesIO(client.get(f"{run}/export.zip").content))
    load._whole.cache_clear()
    assert archive.getinfo("style-transfer/data.pt").file_size > 4 * 12_944_960
