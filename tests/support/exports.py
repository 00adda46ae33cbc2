"""Exported scripts, run where nothing but torch can be imported: one process runs them all."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lossland.export.carried import FILE
from lossland.export.script import Experiment, cells, script_of
from tests.support.runs import Numbers

BLOCKED = ("lossland", "pydantic", "sklearn", "skimage", "PIL", "safetensors", "plotly")
RUNNER = """\
import json, os, pathlib, runpy, sys, traceback
for name in {blocked!r}:
    sys.modules[name] = None
for index in range({count}):
    os.chdir({folder!r} + f"/{{index}}")
    script = os.path.abspath("script.py")
    sys.argv = [script, os.path.abspath("measured.json")]
    os.chdir("..")  # it finds what lies beside it from anywhere
    try:
        runpy.run_path(script, run_name="__main__")
    except BaseException:
        pathlib.Path(script).with_name("error").write_text(traceback.format_exc(), encoding="utf-8")
"""

History = list[dict[str, float]]


class Exported(NamedTuple):
    """A script and the file beside it."""

    text: str
    data: bytes | None = None


def exported(experiment: Experiment) -> Exported:
    """What a zip holds of an experiment."""
    texts, data = cells(experiment)
    return Exported(script_of(texts), data)


def run_scripts(scripts: Mapping[str, Exported], folder: Path) -> dict[str, History | str]:
    """What each script has measured, or the error it ended with."""
    for index, (text, data) in enumerate(scripts.values()):
        own = folder / str(index)
        own.mkdir()
        (own / "script.py").write_text(text, encoding="utf-8")
        if data is not None:
            (own / FILE).write_bytes(data)
    runner = RUNNER.format(blocked=BLOCKED, count=len(scripts), folder=str(folder))
    (folder / "all.py").write_text(runner, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", "all.py"], cwd=folder, check=False, capture_output=True, text=True)
    return {name: _result(folder, index, done.stderr) for index, name in enumerate(scripts)}


def _result(folder: Path, index: int, said: str) -> History | str:
    measured, error = folder / str(index) / "measured.json", folder / str(index) / "error"
    if error.exists():
        return error.read_text(encoding="utf-8")
    if not measured.exists():
        return f"the process ended before this script: {said}"
    history: History = json.loads(measured.read_text(encoding="utf-8"))
    return history


def columns(history: History) -> Numbers:
    """A history as a run's numbers: values by metric, NaN at steps without one."""
    names = sorted({name for row in history for name in row})
    return {name: [row.get(name, math.nan) for row in history] for name in names}
