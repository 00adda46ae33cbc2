"""What every study has; `experiment.py` calls that of the study which is chosen."""

from __future__ import annotations

from typing import Protocol, TypeVar

import torch
from torch import Tensor

from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams

S = TypeVar("S")


class Study(Protocol[S]):
    """An experiment in the small: see `lab.Experiment`. `S` is a dataclass of its own, which is the lab's whole state."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> S:
        """The state before the first step."""

    def adopt(self, s: S, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        """Makes what is derived fit the parameters."""

    def step(self, s: S, p: CnnClassifierParams) -> dict[str, Tensor]:
        """One step, its metrics."""

    def measure(self, s: S, p: CnnClassifierParams) -> dict[str, Tensor]:
        """The metrics as they stand."""

    def act(self, s: S, p: CnnClassifierParams, action: Draw) -> None:
        """What a hand does; raises `Refused` where the study has no use for it."""

    def done(self, s: S, p: CnnClassifierParams) -> bool:
        """Whether it has come to its end."""
