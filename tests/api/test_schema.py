"""Anything that the OpenAPI description allows, and much that it does not, is answered without a server error."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase

from lossland.api.application import openapi
from tests.support.examples import examples
from tests.support.inside import TestClient, server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis

SLOW = {"delete_run", "events"}
"""`delete_run` would end the run that the others are about; the stream of a paused run does not end."""

schema = schemathesis.openapi.from_dict(openapi())


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    folder: Path = tmp_path_factory.mktemp("schema")
    limits = {"live_runs": 100_000, "open_runs": 100_000, "total_live_runs": 100_000, "max_steps": 50}
    # nothing is fetched from anywhere: nobody listens at the mirror
    with server(folder, **limits, mirror="http://127.0.0.1:9") as client:
        made = client.post("/api/v1/runs", json={"lab": "linear-regression", "play": False})
        yield client, made.json()["id"]


@schema.parametrize()
@examples(8, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_no_server_error(case: schemathesis.Case[Any], inside: tuple[TestClient, str]) -> None:
    client, run = inside
    if case.operation.definition.raw["operationId"] in SLOW:
        return
    if case.path_parameters.get("run_id"):
        case.path_parameters["run_id"] = run
    arguments = case.as_transport_kwargs(base_url="http://localhost")
    sent = requests.Request(
        **{name: value for name, value in arguments.items() if name in requests.Request().__dict__}
    ).prepare()
    headers: Any = {name: value for name, value in sent.headers.items() if name.lower() != "host"}
    body: Any = sent.body
    response = client.request(str(sent.method), str(sent.url), headers=headers, content=body)
    assert response.status_code < 500, (sent.method, sent.url, sent.body, response.text)


def test_every_operation_is_described() -> None:
    description = openapi()
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert "4XX" in operation["responses"], (method, path)
    text = str(description)
    assert "HTTPValidationError" not in text
    assert text.count("'examples'") > 10
