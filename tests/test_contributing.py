"""The lab that CONTRIBUTING shows is one, and passes what it says that a lab passes."""

from __future__ import annotations

import importlib.util
import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lossland.engine.first_frame import first_frame
from lossland.registry import AnyLab
from tests.contract import test_adopt, test_described, test_parameters, test_pictures, test_runs, test_schema
from tests.support.pictures import assert_drawn
from tests.support.runs import advance, numbers, session

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = TEXT.partition("```python\n")[2].partition("```")[0]
FOLDER = "backend/lossland/labs/optimizers/newton"

CONTRACT = [
    check
    for module in (test_adopt, test_described, test_parameters, test_pictures, test_runs, test_schema)
    for name, check in vars(module).items()
    if name.startswith("test_") and list(inspect.signature(check).parameters) == ["lab"]
]


@pytest.fixture
def newton(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnyLab:
    file = tmp_path / "newton_lab.py"
    file.write_text(CODE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("newton_lab", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "newton_lab", module)
    spec.loader.exec_module(module)
    lab: AnyLab = vars(module)["Newton"]()
    return lab


def test_it_runs_and_doubles_its_digits(newton: AnyLab) -> None:
    error = numbers(advance(session(newton), 4))["error"]
    assert error[0] == 0.25  # (2 + 1) / 2 = 1.5, squared 2.25
    assert error[1] == pytest.approx((17 / 12) ** 2 - 2, rel=1e-4)
    assert error[2] < 1e-5


def test_it_is_drawn(newton: AnyLab) -> None:
    p = newton.Params()
    assert_drawn(newton, newton.figures(p), newton.draw(session(newton).state, p))
    assert first_frame(newton, p.model_dump(mode="json"), 0)


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_it_keeps_the_contract(newton: AnyLab, check: Callable[[AnyLab], None]) -> None:
    check(newton)


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=["style", "layout"])
def test_it_is_written_as_the_rest_is(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "ruff", *arguments, "--quiet", "--stdin-filename", f"{FOLDER}/lab.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=CODE, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
