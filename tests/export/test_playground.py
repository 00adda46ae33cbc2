"""The playground's export: noise, a changed optimizer, edited weights and points, early stopping, bit for bit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lossland.engine.numerics import fix_numerics
from lossland.engine.session import Session
from lossland.export.script import Experiment, script
from lossland.registry import labs
from lossland.runs.blocks import values
from lossland.runs.messages import Control, LogEntry, Opening, Order

LAB = labs()["mlp-playground"]
STEPS = 20
CASES: dict[str, tuple[dict[str, Any], list[tuple[int, str, dict[str, Any]]]]] = {
    "edited": (
        {"data": {"kind": "points"}, "held_out": 0.25},
        [
            (0, "params", {"lr": 0.1, "optimizer": "adam"}),
            (3, "action", {"kind": "set_weight", "layer": 1, "unit": 2, "input": 0, "value": 1.5}),
            (4, "action", {"kind": "set_bias", "layer": 3, "unit": 0, "value": -1}),
            (5, "action", {"kind": "add_point", "x": 1, "y": -2}),
            (6, "action", {"kind": "move_point", "index": 3, "x": 0.5, "y": 0.5}),
            (7, "action", {"kind": "remove_point", "index": 0}),
            (9, "params", {"optimizer": "adadelta", "dropout": 0.2}),
        ],
    ),
    "noise and norm": (
        {
            "data": {"kind": "blobs", "count": 40},
            "layer_activations": {"layer_1": "gelu", "layer_2": "leaky_relu"},
            "features": {"product": True, "sin_x1": True},
            "batch_norm": True,
            "dropout": 0.3,
            "dropconnect": 0.2,
            "schedule": "cosine",
            "loss": "squared_error",
            "l1": 0.001,
            "form": "library",
        },
        [],
    ),
    "stopped early": ({"data": {"kind": "moons", "count": 20, "noise": 1.0}, "patience": 2, "lr": 5.0}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_the_script_gives_the_runs_numbers(name: str, tmp_path: Path) -> None:
    given, changes = CASES[name]
    params = LAB.Params.model_validate(given).model_dump(mode="json")
    log, plain = [], params
    for index, (step, kind, value) in enumerate(changes):
        plain = {**plain, **value} if kind == "params" else plain
        log.append(LogEntry(step, Control(str(index), kind, plain if kind == "params" else value)))  # type: ignore[arg-type]
    fix_numerics()
    session = Session(LAB, Opening("r", LAB.slug, 7, "cpu", params))
    rows: list[dict[str, float]] = []
    for step in range(STEPS):
        session.post(tuple(entry.control for entry in log if entry.step == step), 0)
        piece = session.advance(Order("r", 0, 60.0, 1))
        assert piece.refused == ()
        if piece.block is None:
            assert piece.finished
            break
        numbers = values(piece.block)[:, 0].tolist()
        rows.append(dict(zip(piece.block.names, numbers, strict=True)))
    assert (len(rows) < STEPS) == (name == "stopped early")
    (tmp_path / "script.py").write_text(script(Experiment("r", LAB, 7, params, log, STEPS, "torch", "cpu", {})))
    subprocess.run([sys.executable, "-I", "script.py", "metrics.json"], cwd=tmp_path, check=True, timeout=120)
    assert json.loads((tmp_path / "metrics.json").read_text()) == rows
