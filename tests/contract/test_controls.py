"""Page and server agree on what is allowed: what a control can send is taken, what it would not send is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from lossland.registry import AnyLab, labs
from tests.support.registry import every_lab

ROOT = Path(__file__).parents[2]

Case = dict[str, Any]


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Case]]:
    """By lab what its controls could send, and whether the page holds it for allowed."""
    node = shutil.which("node")
    assert node is not None
    asked = {
        "schemas": {lab.slug: lab.Params.model_json_schema() for lab in labs().values()},
        "defaults": {lab.slug: lab.Params().model_dump(mode="json") for lab in labs().values()},
    }
    script = (ROOT / "tests/support/controls.mjs").read_text()
    done = subprocess.run(
        [node, "--input-type=module", "--eval", script],
        cwd=ROOT / "frontend",
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    answered: dict[str, list[Case]] = json.loads(done.stdout)
    return answered


def taken(lab: AnyLab, case: Case) -> bool:
    """Whether the server takes the value itself; what else is missing, or does not go with it, is another matter."""
    try:
        lab.Params.model_validate_json(json.dumps(case["params"]), strict=True)
    except ValidationError as refused:
        faults = [error for error in refused.errors() if error["type"] != "value_error"]
        return not any(set(case["path"]) <= set(map(str, fault["loc"])) for fault in faults)
    return True


@every_lab
def test_a_control_and_the_server_allow_the_same(lab: AnyLab, cases: dict[str, list[Case]]) -> None:
    tried = cases[lab.slug]
    assert {case["allowed"] for case in tried} == {True, False}
    assert all(case["allowed"] for case in tried if case["reached"])
    assert [(case["path"], case["value"]) for case in tried if taken(lab, case) != case["allowed"]] == []
