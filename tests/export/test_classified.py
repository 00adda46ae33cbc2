"""Exports that carry labelled points: generated anew, real data inside the script, own points, uploaded words."""

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
from lossland.runs.messages import Opening, Order
from lossland.uploads.csv import parse_csv

HASH = "0" * 64
TABLE = parse_csv(b"cm,g,kind\n" + b"".join(b"%d,%d,%s\n" % (i, i * i % 7, [b"cat", b"dog"][i % 2]) for i in range(12)))
STEPS = 12

CASES: dict[str, dict[str, Any]] = {
    **{kind: {"kind": kind, "count": 40} for kind in ("circle", "xor", "gauss", "spiral", "moons")},
    "blobs": {"kind": "blobs", "count": 40, "classes": 4},
    "iris": {"kind": "iris"},
    "digits": {"kind": "digits", "classes": 3, "count": 60},
    "points": {"kind": "points"},
    "table": {"kind": "table", "table": HASH, "x1": "cm", "x2": "g", "label": "kind"},
}


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, float]]]:
    """What the script of every case prints when nothing but torch can be imported. One process runs them all."""
    folder = tmp_path_factory.mktemp("scripts")
    lab = labs()["mlp-playground"]
    for name, data in CASES.items():
        params = lab.Params.model_validate({"data": data, "batch_size": 8}).model_dump(mode="json")
        text = script(Experiment("r", lab, 7, params, [], STEPS, "torch", "cpu", {HASH: TABLE}))
        assert "sklearn" not in text
        assert "pydantic" not in text
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "all.py").write_text(
        "import runpy, sys\n"
        "for name in ('lossland', 'sklearn', 'pydantic', 'plotly'):\n"
        "    sys.modules[name] = None\n"
        f"for name in {list(CASES)!r}:\n"
        "    sys.argv = [name, f'{name}.json']\n"
        "    runpy.run_path(f'{name}.py', run_name='__main__')\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, "-I", "all.py"], cwd=folder, check=True, timeout=120)
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in CASES}


@pytest.mark.parametrize("name", CASES)
def test_the_script_gives_the_runs_numbers(name: str, histories: dict[str, list[dict[str, float]]]) -> None:
    fix_numerics()
    lab = labs()["mlp-playground"]
    params = lab.Params.model_validate({"data": CASES[name], "batch_size": 8}).model_dump(mode="json")
    session = Session(lab, Opening("r", lab.slug, 7, "cpu", params, tables={HASH: TABLE}))
    block = session.advance(Order("r", 0, 60.0, STEPS)).block
    assert block is not None
    rows = dict(zip(block.names, values(block), strict=True))
    assert len(histories[name]) == STEPS
    for step, row in enumerate(histories[name]):
        for metric, value in row.items():
            assert value == rows[metric][step], (step, metric)
    assert {"train_loss", "epoch"} <= {metric for row in histories[name] for metric in row}


def test_digits_travel_as_pictures(tmp_path: Path) -> None:
    lab = labs()["mlp-playground"]
    params = lab.Params.model_validate({"data": CASES["digits"]}).model_dump(mode="json")
    text = script(Experiment("r", lab, 7, params, [], 1, "torch", "cpu", {}))
    assert "torch.uint8, 60, 8, 8)" in text
    assert len(text) < 120_000
