"""Exported scripts, run where nothing but torch can be imported: one process runs them all."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.runs import Numbers

BLOCKED = ("lossland", "pydantic", "sklearn", "plotly")
RUNNER = """\
import json, pathlib, runpy, sys, traceback
for name in {blocked!r}:
    sys.modules[name] = None
for index in range({count}):
    sys.argv = [f"{{index}}.py", f"{{index}}.json"]
    try:
        runpy.run_path(f"{{index}}.py", run_name="__main__")
    except BaseException:
        pathlib.Path(f"{{index}}.error").write_text(traceback.format_exc(), encoding="utf-8")
"""

History = list[dict[str, float]]


def run_scripts(scripts: Mapping[str, str], folder: Path) -> dict[str, History | str]:
    """What each script has measured, or the error it ended with."""
    for index, text in enumerate(scripts.values()):
        (folder / f"{index}.py").write_text(text, encoding="utf-8")
    runner = RUNNER.format(blocked=BLOCKED, count=len(scripts))
    (folder / "all.py").write_text(runner, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", "all.py"], cwd=folder, check=False, capture_output=True, text=True)
    return {name: _result(folder, index, done.stderr) for index, name in enumerate(scripts)}


def _result(folder: Path, index: int, said: str) -> History | str:
    measured, error = folder / f"{index}.json", folder / f"{index}.error"
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
