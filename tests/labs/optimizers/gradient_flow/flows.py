"""Deep networks to be looked at, begun or trained a little."""

from __future__ import annotations

from typing import Any

import torch

from lossland.labs.optimizers.gradient_flow.experiment import State
from lossland.labs.optimizers.gradient_flow.lab import GradientFlow
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams

LAB = GradientFlow()


def begin(seed: int = 0, **params: Any) -> tuple[State, GradientFlowParams]:
    p = GradientFlowParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s, p


def run(updates: int, **params: Any) -> tuple[State, GradientFlowParams, list[dict[str, float]]]:
    s, p = begin(**params)
    return s, p, [{name: float(value) for name, value in LAB.step(s, p).items()} for _ in range(updates)]
