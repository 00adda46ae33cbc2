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
from typing import Any, NamedTuple

import nbformat
import numpy as np
import plotly.graph_objects as go
import pytest
from nbclient import NotebookClient

from lossland.datasets.photographs import photograph_file
from tests.support.server import Server, serving

JANE = "Jane visite l'Afrique en septembre."
README = Path(__file__).parents[2] / "README.md"


class Session(NamedTuple):
    """A folder where a user pasted the README's commands into a shell, and what each block of them printed."""

    folder: Path
    trained: str
    asked: str
    asked_in_python: str
    translated: str


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("readme")
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
    with serving(tmp_path_factory.mktemp("data"), 1) as server:
        train, ask = blocks("bash", server)
        for name, script in zip(("ask.py", "translate.py"), blocks("python", server), strict=True):
            (folder / name).write_text(script, encoding="utf-8")
        trained = pasted(train, folder)
        forked(server)
        cat = photograph_file("cat")
        translated = pasted(f'python translate.py "{JANE}"', folder)
        return Session(folder, trained, pasted(ask, folder), pasted(f"python ask.py {cat}", folder), translated)


def blocks(language: str, server: Server) -> list[str]:
    """The README's blocks of that language that talk to a server, here to this one."""
    found = re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    address = r"http://127\.0\.0\.1:\d+"
    return [re.sub(address, f"http://127.0.0.1:{server.port}", block) for block in found if re.search(address, block)]


def pasted(commands: str, folder: Path) -> str:
    """What they print; nothing of it may be an error."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-uc", commands], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True,
        timeout=240, check=True,
    )  # fmt: skip
    assert not done.stderr
    return done.stdout


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


def test_it_shows_the_catalogue_and_follows_the_run(session: Session) -> None:
    printed = session.trained
    assert '"slug":"linear-regression"' in printed.replace('": "', '":"')
    for event in ("state", "metrics", "frame"):
        assert f"event: {event}" in printed


def test_networks_answer_as_it_says(session: Session) -> None:
    decoder, text, answers = json.JSONDecoder(), session.asked.strip(), []
    while text:
        answer, end = decoder.raw_decode(text)
        answers.append(answer)
        text = text[end:].lstrip()
    models, classified, detected, thinned, translated, painted = answers
    assert {"imagenet", "digits", "cells", "streets"} <= {model["name"] for model in models}
    assert classified["classes"][0]["label"] == "Egyptian cat"
    assert (detected["model"], detected["width"], detected["height"]) == ("streets", 451, 300)
    assert thinned["kept"] == [0, 2]
    assert thinned["suppressed"][0]["by"] == 0
    jane, john = (each["translations"][0]["text"] for each in translated["texts"])
    assert "Africa in September" in jane
    assert "John" in john
    assert painted["result"] == f"/api/v1/runs/{painted['run']}/result.png"
    probability, label = session.asked_in_python.splitlines()[0].split(" ", 1)
    assert label == "Egyptian cat"
    assert float(probability) == pytest.approx(0.41, abs=0.05)


def test_sentences_are_translated_as_it_says(session: Session) -> None:
    *translations, search = session.translated.splitlines()
    scores = [float(line.split(" ", 1)[0]) for line in translations]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert "Africa in September" in translations[0]
    assert "steps of the search" in search


def test_it_downloads_metrics_that_fall(session: Session) -> None:
    found = metrics(session.folder)
    assert found["step"] == list(range(1, len(found["step"]) + 1))
    assert len(found["step"]) > 100
    assert found["train_loss"][-1] < found["train_loss"][0] / 2


def test_it_downloads_a_complete_figure(session: Session) -> None:
    figure: Any = go.Figure(json.loads((session.folder / "fit.json").read_text()))
    points = next(trace for trace in figure.data if trace.uid == "points")
    columns = [np.frombuffer(base64.b64decode(axis["bdata"]), "<f4") for axis in (points.x, points.y)]
    assert [len(values) for values in columns] == [332, 332]
    assert 15 < columns[0].min() < columns[0].max() < 45
    assert figure.layout.xaxis.title.text == "Body mass index"


def test_the_script_gives_the_same_metrics(session: Session, tmp_path: Path) -> None:
    script = [sys.executable, "-I", str(session.folder / "run.py")]
    subprocess.run([*script, "again.json"], cwd=tmp_path, check=True, timeout=240)
    again = json.loads((tmp_path / "again.json").read_text())
    found = metrics(session.folder)
    assert len(again) == len(found["step"])
    for name in found.keys() - {"step"}:
        assert [row[name] for row in again] == pytest.approx(found[name], rel=1e-6)


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs(session: Session, tmp_path: Path) -> None:
    book = nbformat.read(session.folder / "run.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(book, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    data = [output.get("data", {}) for output in book.cells[-1].outputs]
    assert any("application/vnd.plotly.v1+json" in item for item in data)
