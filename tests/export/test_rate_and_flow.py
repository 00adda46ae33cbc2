"""Exports of the learning rate and gradient flow labs give the runs' numbers, bit for bit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lossland.engine.numerics import fix_numerics
from lossland.engine.session import Session
from lossland.export.script import Experiment, script
from lossland.registry import labs
from lossland.runs.messages import Opening, Order

CASES: list[tuple[str, dict[str, Any]]] = [
    ("learning-rate", {"steps": 60, "optimizer": "nesterov"}),
    ("gradient-flow", {"residual": "root2", "batch_norm": True, "depth": 6, "clip": 1.0}),
]


@pytest.mark.parametrize(("slug", "params"), CASES, ids=[slug for slug, _ in CASES])
def test_the_script_gives_the_runs_numbers(slug: str, params: dict[str, Any], tmp_path: Path) -> None:
    fix_numerics()
    lab = labs()[slug]
    plain = lab.Params(**params).model_dump(mode="json")
    run = Session(lab, Opening("r", slug, 3, "cpu", start_params=plain))
    block = run.advance(Order("r", run.generation, 60.0, 20)).block
    assert block is not None
    values = np.frombuffer(block.values, np.float32).reshape(len(block.names), block.n)
    (tmp_path / "run.py").write_text(script(Experiment("r", lab, 3, plain, [], 20, "torch", "cpu", {})))
    subprocess.run([sys.executable, "run.py", "metrics.json"], cwd=tmp_path, check=True)
    history = json.loads((tmp_path / "metrics.json").read_text())
    for name, series in zip(block.names, values, strict=True):
        assert np.array_equal(np.array([row[name] for row in history], np.float32), series), name
