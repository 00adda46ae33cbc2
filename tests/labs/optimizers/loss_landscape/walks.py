"""Walks over the loss landscape to be looked at."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import loss_and_accuracy, outputs
from lossland.algorithms.surfaces.landscape import Plane
from lossland.lab.actions import parse_action
from lossland.labs.optimizers.loss_landscape.lab import LossLandscape
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.state import State

LAB = LossLandscape()
SMALL = {"count": 60, "units": 6}
Frame = dict[str, dict[str, Tensor]]


def begun(p: LossLandscapeParams, seed: int = 0) -> State:
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s


def run(steps: int, seed: int = 0, **params: Any) -> tuple[State, LossLandscapeParams]:
    p = LossLandscapeParams.model_validate(SMALL | params)
    s = begun(p, seed)
    for _ in range(steps):
        LAB.step(s, p)
    return s, p


def draw(s: State, p: LossLandscapeParams, **views: Any) -> Frame:
    return {name: dict(arrays) for name, arrays in LAB.draw(s, p.model_copy(update=views)).items()}


def act(s: State, p: LossLandscapeParams, **action: Any) -> None:
    LAB.act(s, p, parse_action(LAB, action))


def loss_at(s: State, theta: Tensor, residual: bool = False) -> Tensor:
    return loss_and_accuracy(outputs(s.net, theta, s.train, residual), s.train)[0]


def plane(s: State, f: int = 0) -> Plane:
    return Plane(s.surface.centre[f], s.surface.D[f])
