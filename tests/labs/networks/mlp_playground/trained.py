"""The neural network playground, and a run of it that has made some steps."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from lossland.algorithms.nets.losses import mean_loss
from lossland.algorithms.nets.mlp import forward
from lossland.lab.actions import parse_action
from lossland.labs.networks.mlp_playground.experiment import State
from lossland.labs.networks.mlp_playground.lab import MlpPlayground
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams

LAB = MlpPlayground()


Frame = dict[str, dict[str, Tensor]]


def run(steps: int, seed: int = 0, **params: Any) -> tuple[State, MlpPlaygroundParams, dict[str, float]]:
    """A run and its newest value of every metric."""
    p = MlpPlaygroundParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s, p, more(s, p, steps)


def more(s: State, p: MlpPlaygroundParams, steps: int) -> dict[str, float]:
    metrics: dict[str, float] = {}
    for _ in range(steps):
        if LAB.done(s, p):
            break
        metrics |= {name: float(value) for name, value in LAB.step(s, p).items()}
    return metrics


def draw(s: State, p: MlpPlaygroundParams, **views: Any) -> Frame:
    return {name: dict(arrays) for name, arrays in LAB.draw(s, p.model_copy(update=views)).items()}


def act(s: State, p: MlpPlaygroundParams, kind: str, **fields: Any) -> None:
    LAB.act(s, p, parse_action(LAB, {"kind": kind, **fields}))


def training_loss(s: State, p: MlpPlaygroundParams) -> float:
    return float(mean_loss(p.loss, forward(s.net, s.x, p.form, training=False)[-1].z, s.y))
