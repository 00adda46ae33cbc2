"""The activation functions lab, and its state under some parameters."""

from __future__ import annotations

import torch

from lossland.labs.networks.activations.experiment import State
from lossland.labs.networks.activations.lab import Activations
from lossland.labs.networks.activations.params import ActivationsParams

LAB = Activations()


def computed(**params: object) -> State:
    p = ActivationsParams.model_validate(params)
    s = LAB.start(p, torch.Generator(), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s
