"""What is found out about a run that diverged, and what it is told as."""

from __future__ import annotations

from typing import Any

from lossland.engine.session import Session
from lossland.registry import AnyLab, labs
from lossland.runs.messages import Failure, Opening, Order


def diverged(lab: AnyLab, **params: Any) -> Failure:
    """How a run ends within 50 steps."""
    run = Session(lab, Opening("r", lab.slug, 0, "cpu", lab.Params(**params).model_dump(mode="json")))
    failure = run.advance(Order("r", 0, 60.0, 50)).failure
    assert failure is not None
    assert failure.kind == "diverged"
    assert run.step == failure.step - 1
    return failure


def test_a_metric_that_is_finite_in_double_precision_alone_is_named() -> None:
    """Metrics are kept in single precision: the loss of the second step, 10^63, is beyond it."""
    failure = diverged(labs()["gradient-flow"], gain=2.0)
    assert (failure.step, failure.tensor) == (2, "loss")
