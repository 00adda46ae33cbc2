"""What a network of the lab can be asked once it is kept: the class of a picture."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen
from lossland.algorithms.vision.resize import centre_square
from lossland.algorithms.vision.transfer import as_seen, halves
from lossland.fields.classes import names_of
from lossland.fields.written import classes_of, form_of, photographed
from lossland.lab import T
from lossland.lab.trained import Reader, Trained
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.own import OwnState, ways_of
from lossland.labs.vision.cnn_classifier.studies.train import NETS, TrainState, as_input
from lossland.models.imagenet.package import imagenet_weights


def trained(s: object, p: CnnClassifierParams) -> Trained | None:
    """The network of the study, where it trains one."""
    match s:
        case TrainState():
            return Trained(s.net, "classify", classes_of(p.data))
        case OwnState():
            return Trained(s.first.trained, "classify", names_of(p.pictures))
        case _:
            return None


def reader(p: CnnClassifierParams, classes: tuple[T, ...]) -> Reader:
    """The network that the parameters describe, fed with pictures as it has seen them while it learned."""
    if p.study == "own":
        return own_reader(p, len(classes))
    net = NETS[p.network](classes=len(classes)).eval()

    def read(pictures: Sequence[Tensor]) -> Tensor:
        """Scores (n, K)."""
        scores: Tensor = net(as_input(torch.stack([photographed(form_of(p.data), picture) for picture in pictures])))
        return scores

    return Reader(net, read)


def own_reader(p: CnnClassifierParams, K: int) -> Reader:
    """What has been learned stands on the network that learned ImageNet."""
    whole = EfficientNetLite0()
    whole.load_state_dict(imagenet_weights())
    fixed, net = halves(frozen(whole), ways_of(p)[0], K)
    net.eval()

    def read(pictures: Sequence[Tensor]) -> Tensor:
        """Scores (n, K)."""
        side = int(p.side)
        squares = torch.stack([centre_square(picture, side) for picture in pictures])  # (n, 3, S, S) in [0, 1]
        scores: Tensor = net(fixed(as_seen((squares * 255).round().to(torch.uint8), side)))
        return scores

    return Reader(net, read)
