"""What several pictures of the study `own` need of a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from lossland.algorithms.vision.transfer import computed
from lossland.fields.classes import names_of
from lossland.lab import T
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.own import OwnState, probabilities

SHOWN = 20
"""Characters of the name of a class that stand in a picture."""


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: OwnState
    p: CnnClassifierParams

    @cached_property
    def probabilities(self) -> Tensor:
        """(K,) of the picture that is read."""
        return probabilities(self.s, self.p)

    @cached_property
    def looked(self) -> Tensor:
        """(1, N) what the frozen layers make of the picture that is read, the mean over places of maps."""
        return pooled(computed(self.s.first.fixed, self.s.looked, int(self.p.side)))

    @cached_property
    def said(self) -> Tensor:
        """(n,) the class that each picture was taken for when it was last looked at; −1 before."""
        return torch.where(self.s.told, self.s.scores.argmax(1), -1)


def pooled(features: Tensor) -> Tensor:
    """(n, N) of features (n, N) or of maps (n, N, h, w)."""
    return features if features.ndim == 2 else features.mean((2, 3))


def titles(p: CnnClassifierParams) -> tuple[T, ...]:
    """What the classes are called, a long name shortened."""
    return tuple(T(_short(name), _short(name.zh)) for name in names_of(p.pictures))


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else name[: SHOWN - 1] + "…"
