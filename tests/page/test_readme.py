"""The session in the README works as it stands: the figures, scripts and notebooks it downloads are sound."""

from __future__ import annotations

import base64
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import plotly.graph_objects as go
import pytest
from nbclient import NotebookClient

from tests.support.server import Server, serving

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder where a user pasted the README's commands into a shell, and what they printed."""
    found = re.search(r"```bash\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found, "README.md has no session in curl"
    folder = tmp_path_factory.mktemp("readme")
    with serving(tmp_path_factory.mktemp("data"), 1) as server:
        commands, changed = re.subn(r"http://127\.0\.0\.1:\d+", f"http://127.0.0.1:{server.port}", found[1])
        assert changed
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-uc", commands], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True,
            timeout=240, check=True,
        )  # fmt: skip
        assert not done.stderr
        forked(server)
    return folder, done.stdout


def forked(server: Server) -> None:
    """The last command made a child of the first run with another rate."""
    child, parent = sorted(server.client.get("runs").json(), key=lambda run: run["parent"] is None)
    assert child["parent"] == parent["id"]
    assert (child["params"]["lr"], parent["params"]["lr"]) == (0.5, 0.01)
    assert parent["params"]["data"] == {"kind": "diabetes", "feature": "bmi"}
    assert parent["state"] == "paused"


def metrics(folder: Path) -> dict[str, list[float]]:
    with (folder / "metrics.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def test_it_shows_the_catalogue_and_follows_the_run(session: tuple[Path, str]) -> None:
    printed = session[1]
    assert '"slug":"linear-regression"' in printed.replace('": "', '":"')
    for event in ("state", "metrics", "frame"):
        assert f"event: {event}" in printed


def test_it_downloads_metrics_that_fall(session: tuple[Path, str]) -> None:
    found = metrics(session[0])
    assert found["step"] == list(range(1, len(found["step"]) + 1))
    assert len(found["step"]) > 100
    assert found["train_loss"][-1] < found["train_loss"][0] / 2


def test_it_downloads_a_complete_figure(session: tuple[Path, str]) -> None:
    figure: Any = go.Figure(json.loads((session[0] / "fit.json").read_text()))
    points = next(trace for trace in figure.data if trace.uid == "points")
    columns = [np.frombuffer(base64.b64decode(axis["bdata"]), "<f4") for axis in (points.x, points.y)]
    assert [len(values) for values in columns] == [332, 332]
    assert 15 < columns[0].min() < columns[0].max() < 45
    assert figure.layout.xaxis.title.text == "Body mass index"


def test_the_script_gives_the_same_metrics(session: tuple[Path, str], tmp_path: Path) -> None:
    script = [sys.executable, "-I", str(session[0] / "run.py")]
    subprocess.run([*script, "again.json"], cwd=tmp_path, check=True, timeout=240)
    again = json.loads((tmp_path / "again.json").read_text())
    found = metrics(session[0])
    assert len(again) == len(found["step"])
    for name in found.keys() - {"step"}:
        assert [row[name] for row in again] == pytest.approx(found[name], rel=1e-6)


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs(session: tuple[Path, str], tmp_path: Path) -> None:
    book = nbformat.read(session[0] / "run.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(book, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    data = [output.get("data", {}) for output in book.cells[-1].outputs]
    assert any("application/vnd.plotly.v1+json" in item for item in data)
