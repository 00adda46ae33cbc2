"""Whatever a lab's schema allows either starts, steps and draws, or is refused in words."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from pydantic import ValidationError

from lossland.api.problems import field_errors
from lossland.registry import AnyLab
from lossland.runs.messages import Order
from tests.support.examples import examples
from tests.support.pictures import assert_drawn
from tests.support.registry import every_lab
from tests.support.runs import LONG, session
from tests.support.strategies import TABLES, parameters


@every_lab
@given(data=st.data())
@examples(15, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_valid_parameters_start_step_and_draw_or_are_refused(lab: AnyLab, data: st.DataObject) -> None:
    params: dict[str, Any] = data.draw(parameters(lab))
    try:
        run = session(lab, params=params, tables=TABLES)
    except ValidationError as refused:
        assert all(error.field and error.detail for error in field_errors(refused.errors()))
        return
    except ValueError as refused:
        assert str(refused)
        return
    if not lab.instant:
        part = run.advance(Order("r", 0, LONG, 2))
        assert part.failure is None or part.failure.kind == "diverged", part.failure
    assert_drawn(lab, lab.figures(run.p), lab.draw(run.state, run.p))
