"""Convolutional networks: one in training, and what else there is to look at, a module a study in `studies/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from lossland.lab import Experiment
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.imagenet import ImageNet, ImageNetState
from lossland.labs.vision.cnn_classifier.studies.own import Own, OwnState
from lossland.labs.vision.cnn_classifier.studies.shapes import Shapes, ShapesState
from lossland.labs.vision.cnn_classifier.studies.study import Study
from lossland.labs.vision.cnn_classifier.studies.train import Train, TrainState
from lossland.labs.vision.cnn_classifier.studies.transfer import Transfer, TransferState

State = TrainState | ShapesState | OwnState | TransferState | ImageNetState
"""That of the study which is looked at."""
STUDIES: Mapping[str, Study[Any]] = {
    "train": Train(),
    "shapes": Shapes(),
    "own": Own(),
    "transfer": Transfer(),
    "imagenet": ImageNet(),
}


class Classifying(Experiment[CnnClassifierParams, State, Draw]):
    """The study that is chosen."""

    slug = "cnn-classifier"
    Params = CnnClassifierParams
    actions = (Draw,)

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> State:
        state: State = STUDIES[p.study].start(p, rng, device)
        return state

    def adopt(self, s: State, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        STUDIES[p.study].adopt(s, p, old)

    def step(self, s: State, p: CnnClassifierParams) -> dict[str, Tensor]:
        return STUDIES[p.study].step(s, p)

    def measure(self, s: State, p: CnnClassifierParams) -> dict[str, Tensor]:
        return STUDIES[p.study].measure(s, p)

    def act(self, s: State, p: CnnClassifierParams, action: Draw) -> None:
        STUDIES[p.study].act(s, p, action)

    def done(self, s: State, p: CnnClassifierParams) -> bool:
        return STUDIES[p.study].done(s, p)
