"""What is found out about a run that diverged, and what it is told as."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from lossland.engine.session import Session
from lossland.registry import AnyLab, labs
from lossland.runs.messages import Block, Failure, Opening, Order, Table
from lossland.runs.reasons import failure_message
from lossland.uploads.loaded import loaded
from tests.support.noisy import Noisy, NoisyParams, State

FIRST = ("It was the first update", "这是第一次更新")
RISE = ("The error had risen step by step", "此前误差逐步上升")
JUMP = ("A single step made it so", "一步之内")
REGRESSION = labs()["linear-regression"]
TOO_LARGE = dict(next(preset.params for preset in REGRESSION.presets if preset.slug == "diverges"))
HASH = "0" * 64
NONE: Mapping[str, object] = MappingProxyType({})


def diverged(
    lab: AnyLab, params: Mapping[str, Any], assets: Mapping[str, object] = NONE, at_a_time: int = 50
) -> tuple[Failure, list[Block]]:
    """How a run ends, and the metrics of the steps before."""
    plain = lab.Params.model_validate(params).model_dump(mode="json")
    run = Session(lab, Opening("r", lab.slug, 0, "cpu", plain), assets)
    blocks = []
    while True:
        part = run.advance(Order("r", 0, 60.0, at_a_time, keyframe=True))
        blocks += [part.block] if part.block else []
        if part.failure:
            break
    assert part.failure.kind == "diverged"
    assert run.step == part.failure.step - 1
    return part.failure, blocks


def told(failure: Failure, before: list[Block], cause: tuple[str, str]) -> bool:
    """Whether a divergence is told to have this cause, in both languages."""
    message = failure_message(failure, before)
    return cause[0] in message["en"] and cause[1] in message["zh"]


class Sudden(Noisy):
    """A loss that falls until its twentieth step takes the logarithm of 0."""

    def step(self, s: State, p: NoisyParams) -> dict[str, Tensor]:
        s.seen += 1
        return {"loss": 1 / torch.tensor(float(s.seen)) - torch.tensor(float(s.seen != 20)).log()}


def test_a_metric_that_is_finite_in_double_precision_alone_is_named() -> None:
    """Metrics are kept in single precision: the loss of the second step, 10^63, is beyond it."""
    failure, before = diverged(labs()["gradient-flow"], {"gain": 2.0})
    assert (failure.step, failure.tensor) == (2, "loss")
    assert told(failure, before, JUMP)


@pytest.mark.parametrize("params", [{"lr": 10}, TOO_LARGE])
@pytest.mark.parametrize("at_a_time", [1, 50])
def test_a_rate_that_is_too_large_shows_in_a_rise(params: dict[str, Any], at_a_time: int) -> None:
    """Also where the run is driven step by step, and whatever checkpoint is the last."""
    failure, before = diverged(REGRESSION, params, at_a_time=at_a_time)
    assert failure.step > 10
    assert told(failure, before, RISE)


def test_data_that_are_too_large_show_at_the_first_update() -> None:
    """The square of 10^20 is beyond single precision."""
    values = np.stack([np.arange(12), np.linspace(1e19, 1e20, 12)], 1).astype("<f4")
    params = {"data": {"kind": "table", "table": HASH, "x": "x", "y": "y"}}
    table = loaded(Table(("x", "y"), 12, values.tobytes()))
    failure, before = diverged(REGRESSION, params, {HASH: table})
    assert (failure.step, before) == (1, [])
    assert told(failure, before, FIRST)


def test_a_logarithm_of_0_is_a_jump() -> None:
    failure, before = diverged(Sudden(), {})
    assert failure.step == 20
    assert told(failure, before, JUMP)
