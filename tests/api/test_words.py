"""A column of words: uploaded, trained on as classes by one lab, refused as numbers by another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.inside import TestClient

API = "/api/v1"
PETS = b"cm,g,kind\n" + b"".join(b"%d,%d,%s\n" % (i, i * i % 7, [b"cat", b"dog"][i % 2]) for i in range(12))


@pytest.fixture(scope="module")
def pets(client: TestClient) -> Iterator[str]:
    answer = client.post(f"{API}/datasets", files={"file": ("pets.csv", PETS)})
    assert answer.status_code == 201, answer.text
    yield answer.json()["id"]
    client.delete(f"{API}/datasets/{answer.json()['id']}")


def test_words_are_classes(client: TestClient, pets: str) -> None:
    data = {"kind": "table", "table": pets, "x1": "cm", "x2": "g", "label": "kind"}
    body = {"params": {"data": data}, "seed": 0, "figures": True}
    answer = client.post(f"{API}/labs/mlp-playground/frame", json=body)
    assert answer.status_code == 200, answer.text
    figure = answer.json()["figures"]["map"]
    assert [name["en"] for name in figure["classes"]] == ["cat", "dog"]
    assert figure["x"]["title"] == {"en": "cm (scaled)", "zh": "cm (已缩放)"}


@pytest.mark.parametrize(
    ("lab", "columns", "said"),
    [
        ("linear-regression", {"x": "cm", "y": "kind"}, "column 'kind' holds words; a column of numbers is needed"),
        ("mlp-playground", {"x1": "cm", "x2": "kind", "label": "g"}, "column 'kind' holds words"),
        ("mlp-playground", {"x1": "cm", "x2": "g", "label": "cm"}, "three different columns"),
        ("mlp-playground", {"x1": "g", "x2": "kg", "label": "kind"}, "no column 'kg'; its columns are cm, g, kind"),
        ("mlp-playground", {"x1": "g", "x2": "kind", "label": "cm"}, "column 'kind' holds words"),
    ],
)
def test_what_is_no_number_is_no_input(
    client: TestClient, pets: str, lab: str, columns: dict[str, str], said: str
) -> None:
    data = {"kind": "table", "table": pets, **columns}
    answer = client.post(f"{API}/labs/{lab}/frame", json={"params": {"data": data}, "seed": 0})
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_own_points_that_do_not_match_their_labels_are_refused(client: TestClient) -> None:
    data = {"kind": "points", "points": [[0, 0], [1, 1], [2, 2]], "labels": [0, 1]}
    answer = client.post(f"{API}/labs/mlp-playground/frame", json={"params": {"data": data}, "seed": 0})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert "3 points but 2 labels" in error["detail"]
    assert error["field"].startswith("params.data")
