"""The presets of the lab, study by study."""

from __future__ import annotations

from lossland.labs.vision.cnn_classifier.presets.imagenet import IMAGENET
from lossland.labs.vision.cnn_classifier.presets.own import OWN
from lossland.labs.vision.cnn_classifier.presets.shapes import SHAPES
from lossland.labs.vision.cnn_classifier.presets.train import TRAIN
from lossland.labs.vision.cnn_classifier.presets.transfer import TRANSFER

PRESETS = (*TRAIN, *SHAPES, *OWN, *TRANSFER, *IMAGENET)
