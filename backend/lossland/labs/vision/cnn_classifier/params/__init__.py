"""The parameters of the lab: those of all studies, of which the page shows the ones of the study that is chosen."""

from __future__ import annotations

from lossland.labs.vision.cnn_classifier.params.augment import AugmentParams
from lossland.labs.vision.cnn_classifier.params.imagenet import ImageNetParams
from lossland.labs.vision.cnn_classifier.params.own import OwnParams
from lossland.labs.vision.cnn_classifier.params.shapes import ShapesParams
from lossland.labs.vision.cnn_classifier.params.train import TrainParams
from lossland.labs.vision.cnn_classifier.params.transfer import TransferParams


class CnnClassifierParams(AugmentParams, ImageNetParams, TransferParams, OwnParams, ShapesParams, TrainParams):
    """What the page shows as controls. The last base's fields come first."""
