"""Exports of the loss landscape lab give the run's numbers, bit for bit, with what was changed on the way."""

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
from lossland.runs.blocks import join, values
from lossland.runs.messages import Control, LogEntry, Opening, Order

LAB = labs()["loss-landscape"]
STEPS = 75
"""Beyond 64 updates the trail keeps every other point, and not every step measures the loss."""

Change = tuple[int, str, dict[str, Any]]
CASES: dict[str, tuple[dict[str, Any], list[Change]]] = {
    "sharpness": ({"sharpness": True}, []),
    "changed on the way": (
        {"trainings": "three", "starts": "own"},
        [
            (5, "action", {"kind": "centre_on", "training": 1}),
            (9, "params", {"plane": "pca", "batch_sizes": {"first": 7, "second": 300, "third": 32}}),
            (30, "action", {"kind": "move_centre", "panel": 0, "a": 1.5, "b": -0.5}),
            (70, "params", {"plane": "random", "first": {"optimizer": "adam", "lr": 0.1}}),
        ],
    ),
    "both networks": ({"plane": "pca", "skips": "both", "batch_norm": True, "depth": 3, "count": 50}, []),
    "convolutions": (
        {"data": "digits", "network": "cnn", "skips": "residual", "plane": "random", "count": 50, "grid": 13},
        [],
    ),
}


def changes_of(params: dict[str, Any], changes: list[Change]) -> list[LogEntry]:
    """The log of the run: each entry of parameters is complete, and holds what was changed before it."""
    log, now = [], params
    for index, (step, kind, value) in enumerate(changes):
        if kind == "params":
            value = now = LAB.Params.model_validate({**now, **value}).model_dump(mode="json")
            log.append(LogEntry(step, Control(str(index), "params", value)))
        else:
            log.append(LogEntry(step, Control(str(index), "action", value)))
    return log


@pytest.mark.parametrize("name", CASES)
def test_the_script_gives_the_runs_numbers(name: str, tmp_path: Path) -> None:
    fix_numerics()
    params = LAB.Params.model_validate(CASES[name][0]).model_dump(mode="json")
    log = changes_of(params, CASES[name][1])
    text = script(Experiment("r", LAB, 3, params, log, STEPS, "torch", "cpu", {}))
    assert "lossland" not in text.replace("Exported from Lossland", "")
    (tmp_path / "run.py").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-I", "run.py", "metrics.json"], cwd=tmp_path, check=True, timeout=120)
    history = json.loads((tmp_path / "metrics.json").read_text())
    assert len(history) == STEPS

    session = Session(LAB, Opening("r", LAB.slug, 3, "cpu", params))
    blocks = []
    for step in range(STEPS):
        session.post(tuple(entry.control for entry in log if entry.step == step), 0)
        piece = session.advance(Order("r", 0, 60.0, 1))
        assert piece.block is not None
        blocks.append(piece.block)
    whole = join(blocks)
    for metric, series in zip(whole.names, values(whole), strict=True):
        script_row = np.array([row.get(metric, np.nan) for row in history], np.float32)
        assert np.array_equal(script_row, series, equal_nan=True), metric
    measured = [("loss_1" in row) for row in history]
    assert all(measured[:60])
    assert not all(measured)
