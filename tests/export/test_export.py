"""An exported script is the same experiment: run alone, it gives the run's metrics bit for bit."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from lossland.engine.numerics import fix_numerics
from lossland.engine.session import Session
from lossland.export.notebook import notebook
from lossland.export.script import Experiment, script
from lossland.registry import labs
from lossland.runs.blocks import join, values
from lossland.runs.messages import Control, LogEntry, Opening, Order, Table
from lossland.source import ExportError, Source, textbook

HASH = "0" * 64
TABLE = Table(("x", "y"), 12, np.arange(24, dtype="<f4").tobytes())
LAB = labs()["linear-regression"]
ACT = {"kind": "set_weights", "a": 1.0, "b": -0.5}


def complete(**params: Any) -> dict[str, Any]:
    plain: dict[str, Any] = LAB.Params.model_validate(params).model_dump(mode="json")
    return plain


def trained(params: dict[str, Any], changes: Sequence[LogEntry], steps: int) -> dict[str, list[float]]:
    """Metrics of the run itself, float32 as stored."""
    fix_numerics()
    session = Session(LAB, Opening("r", LAB.slug, 7, "cpu", params, tables={HASH: TABLE}))
    blocks = []
    for step in range(steps):
        session.post(tuple(entry.control for entry in changes if entry.step == step), 0)
        piece = session.advance(Order("r", 0, 60.0, 1))
        assert [(entry.step, entry.control) for entry in piece.applied] == [
            (entry.step, entry.control) for entry in changes if entry.step == step
        ]
        assert piece.block is not None
        blocks.append(piece.block)
    whole = join(blocks)
    return {name: row.tolist() for name, row in zip(whole.names, values(whole), strict=True)}


def experiment(params: dict[str, Any], changes: Sequence[LogEntry], steps: int) -> Experiment:
    return Experiment("r", LAB, 7, params, changes, steps, "torch", "cpu", {HASH: TABLE})


CASES: dict[str, tuple[dict[str, Any], list[tuple[int, str, dict[str, Any]]]]] = {
    "generated": ({}, []),
    "diabetes, changed on the way": (
        {"data": {"kind": "diabetes", "feature": "s5"}},
        [(0, "params", {"lr": 0.01}), (7, "action", ACT), (7, "params", {"penalty": "ridge"})],
    ),
    "own points": (
        {"data": {"kind": "points"}, "basis": "polynomial"},
        [(3, "action", {"kind": "add_point", "x": 1, "y": 2})],
    ),
    "uploaded": ({"data": {"kind": "table", "table": HASH, "x": "x", "y": "y"}, "basis": "radial", "order": 3}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_the_script_gives_the_runs_numbers(name: str, tmp_path: Path) -> None:
    given, changes = CASES[name]
    params = complete(**given)
    log = [
        LogEntry(step, Control(str(index), "params", {**params, **value}))
        if kind == "params"
        else LogEntry(step, Control(str(index), "action", value))
        for index, (step, kind, value) in enumerate(changes)
    ]
    text = script(experiment(params, log, 20))
    assert "lossland" not in text.replace("Exported from Lossland", "")
    assert "sklearn" not in text
    (tmp_path / "script.py").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-I", "script.py", "metrics.json"], cwd=tmp_path, check=True, timeout=120)
    history = json.loads((tmp_path / "metrics.json").read_text())
    expected = trained(params, log, 20)
    assert {metric: [row[metric] for row in history] for metric in expected} == expected


def test_the_notebook_is_valid_and_its_cells_run(monkeypatch: pytest.MonkeyPatch) -> None:
    text = notebook(experiment(complete(), [LogEntry(2, Control("a", "action", ACT))], 5))
    book = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(book)
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    module = types.ModuleType("notebook")
    monkeypatch.setitem(sys.modules, "notebook", module)
    names = vars(module)
    for cell in code:
        exec(compile("from __future__ import annotations\n" + cell, "cell", "exec"), names)
    assert len(names["history"]) == 5
    assert len(names["chart"](names["history"]).data) == len(names["history"][-1])


@pytest.mark.parametrize("slug", labs())
def test_every_lab_can_be_read_and_exported(slug: str) -> None:
    lab = labs()[slug]
    text = textbook(lab)
    compile(text, slug, "exec")
    assert "def start(" in text
    if lab.instant:
        return
    for preset in [None, *lab.presets]:
        params = lab.Params.model_validate(preset.params if preset else {}).model_dump(mode="json")
        compile(script(Experiment("r", lab, 0, params, [], 3, "torch", "cpu", {})), slug, "exec")


def test_what_cannot_be_cut_out_is_named() -> None:
    with pytest.raises(ExportError, match="no_such_method"):
        Source(LAB, ["no_such_method"])
