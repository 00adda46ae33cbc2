"""Whatever a lab's schema allows either starts, steps and draws, or is refused in both languages."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from pydantic import ValidationError

from lossland.api.problems import field_errors
from lossland.engine.session import Session
from lossland.lab.text import Refused
from lossland.registry import AnyLab
from lossland.runs.messages import Order
from tests.support.examples import examples
from tests.support.pictures import assert_drawn
from tests.support.registry import every_lab
from tests.support.runs import LONG, session
from tests.support.strategies import UPLOADS, parameters


def begun(lab: AnyLab, params: dict[str, Any]) -> Session | list[object]:
    """A run of these parameters, or what is wrong with them: texts in both languages."""
    try:
        return session(lab, params=params, uploads=UPLOADS)
    except ValidationError as refused:
        return [error.message for error in field_errors(refused.errors())]
    except Refused as refused:
        return [refused.said.zh]


@every_lab
@given(data=st.data())
@examples(15, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_valid_parameters_start_step_and_draw_or_are_refused(lab: AnyLab, data: st.DataObject) -> None:
    run = begun(lab, data.draw(parameters(lab)))
    if isinstance(run, list):
        assert all(run)
        return
    if not lab.instant:
        part = run.advance(Order("r", 0, LONG, 2))
        assert part.failure is None or part.failure.kind == "diverged", part.failure
    assert_drawn(lab, lab.figures(run.p), lab.draw(run.state, run.p))
