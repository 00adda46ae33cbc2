"""The linear regression lab, and a run of it that has made some steps."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from lossland.labs.regression.linear_regression.experiment import State
from lossland.labs.regression.linear_regression.lab import LinearRegression
from lossland.labs.regression.linear_regression.params import LinearRegressionParams

LAB = LinearRegression()


WHOLE = 5000


def run(steps: int, seed: int = 0, **params: Any) -> tuple[State, LinearRegressionParams, dict[str, Tensor]]:
    p = LinearRegressionParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    metrics: dict[str, Tensor] = {}
    for _ in range(steps):
        metrics = LAB.step(s, p)
    return s, p, metrics
