"""The pictures of the study `imagenet`."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab.pictures import Picture
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.imagenet import photograph, stages
from lossland.labs.vision.cnn_classifier.studies.imagenet import ImageNetState

IMAGENET: Mapping[str, Picture[CnnClassifierParams, ImageNetState]] = {"photograph": photograph, "stages": stages}
