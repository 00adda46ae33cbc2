"""What a network of the lab can be asked once it is kept: the class of a picture."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lossland.fields.written import class_names, photographed
from lossland.lab import T
from lossland.lab.trained import Reader, Trained
from lossland.labs.vision.cnn_classifier.experiment import State
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.train import NETS, TrainState, as_input


def trained(s: State, p: CnnClassifierParams) -> Trained | None:
    """The network of the study, where it trains one."""
    match s:
        case TrainState():
            return Trained(s.net, "classify", class_names(p.data))
        case _:
            return None


def reader(p: CnnClassifierParams, classes: tuple[T, ...]) -> Reader:
    """The network that the parameters describe, fed with pictures as its data set would show them."""
    net = NETS[p.network]().eval()

    def read(pictures: Sequence[Tensor]) -> Tensor:
        """Scores (n, 10)."""
        scores: Tensor = net(as_input(torch.stack([photographed(p.data, picture) for picture in pictures])))
        return scores

    return Reader(net, read)
