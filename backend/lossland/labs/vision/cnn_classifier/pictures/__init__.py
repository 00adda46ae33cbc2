"""The views of the lab: those of the study that is chosen are there."""

from __future__ import annotations

from typing import assert_never

from lossland.lab import Arrays
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.vision.cnn_classifier.experiment import State
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.imagenet import IMAGENET
from lossland.labs.vision.cnn_classifier.pictures.own import OWN
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen as OwnSeen
from lossland.labs.vision.cnn_classifier.pictures.shapes import SHAPES
from lossland.labs.vision.cnn_classifier.pictures.shapes.seen import Seen as ShapesSeen
from lossland.labs.vision.cnn_classifier.pictures.train import TRAIN
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen as TrainSeen
from lossland.labs.vision.cnn_classifier.pictures.transfer import TRANSFER
from lossland.labs.vision.cnn_classifier.studies.imagenet import ImageNetState
from lossland.labs.vision.cnn_classifier.studies.own import OwnState
from lossland.labs.vision.cnn_classifier.studies.shapes import ShapesState
from lossland.labs.vision.cnn_classifier.studies.train import TrainState
from lossland.labs.vision.cnn_classifier.studies.transfer import TransferState


def figures(p: CnnClassifierParams) -> dict[str, Figure]:
    """Of the study that is chosen."""
    match p.study:
        case "train":
            return figures_of(TRAIN, p)
        case "imagenet":
            return figures_of(IMAGENET, p)
        case "shapes":
            return figures_of(SHAPES, p)
        case "own":
            return figures_of(OWN, p)
        case "transfer":
            return figures_of(TRANSFER, p)
        case _:
            assert_never(p.study)


def arrays(s: State, p: CnnClassifierParams) -> dict[str, Arrays]:
    """A frame of the study whose state it is."""
    match s:
        case TrainState():
            return arrays_of(TRAIN, TrainSeen(s, p))
        case ImageNetState():
            return arrays_of(IMAGENET, s)
        case ShapesState():
            return arrays_of(SHAPES, ShapesSeen(s, p))
        case OwnState():
            return arrays_of(OWN, OwnSeen(s, p))
        case TransferState():
            return arrays_of(TRANSFER, s)
        case _:
            assert_never(s)
