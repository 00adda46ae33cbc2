"""The lab that CONTRIBUTING shows is one."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from lossland.engine.first_frame import first_frame
from lossland.registry import AnyLab
from tests.support.pictures import assert_drawn
from tests.support.runs import advance, numbers, session

TEXT = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def newton(monkeypatch: pytest.MonkeyPatch) -> AnyLab:
    module = ModuleType("newton")
    monkeypatch.setitem(sys.modules, "newton", module)
    exec(TEXT.partition("```python\n")[2].partition("```")[0], vars(module))
    lab: AnyLab = vars(module)["Newton"]()
    return lab


def test_it_runs_and_doubles_its_digits(newton: AnyLab) -> None:
    error = numbers(advance(session(newton), 4))["error"]
    assert error[0] == 0.25  # (2 + 1) / 2 = 1.5, squared 2.25
    assert error[1] == pytest.approx((17 / 12) ** 2 - 2, rel=1e-4)
    assert error[2] < 1e-5


def test_it_is_drawn(newton: AnyLab) -> None:
    p = newton.Params()
    assert_drawn(newton, newton.figures(p), {})
    assert first_frame(newton, p.model_dump(mode="json"), 0)
