"""States of the optimizer race to be looked at."""

from __future__ import annotations

from typing import Any

import torch

from lossland.labs.optimizers.optimizer_race.experiment import State
from lossland.labs.optimizers.optimizer_race.lab import OptimizerRace

LAB = OptimizerRace()


def params(**changes: Any) -> Any:
    return LAB.Params.model_validate(changes)


def begun(p: Any, seed: int = 0) -> State:
    state = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(state, p, None)
    return state


def preset(slug: str) -> Any:
    return params(**next(dict(one.params) for one in LAB.presets if one.slug == slug))
