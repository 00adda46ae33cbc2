"""The pictures of the study `shapes`."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab.pictures import Picture
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.shapes import branch, costs, layers, volumes
from lossland.labs.vision.cnn_classifier.pictures.shapes.seen import Seen

SHAPES: Mapping[str, Picture[CnnClassifierParams, Seen]] = {
    "volumes": volumes,
    "costs": costs,
    "layers": layers,
    "branch": branch,
}
