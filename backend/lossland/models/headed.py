"""The detectors of which only the head ships: it stands on the trunk of the ImageNet classifier."""

from __future__ import annotations

from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen
from lossland.algorithms.vision.grid_detector import GridDetector, PictureDetector
from lossland.models.imagenet.package import imagenet_weights
from lossland.models.shipped import weights_of

HEADS = {"streets": (288, 384), "cells": (336, 448)}
"""Height and width of the pictures that each detector learned, as on its card."""


def headed(name: str) -> PictureDetector:
    """The detector of that name; both tell three classes apart."""
    trunk, head = EfficientNetLite0(), GridDetector(classes=3)
    trunk.load_state_dict(imagenet_weights())
    head.load_state_dict(weights_of(name))
    return PictureDetector(frozen(trunk), head.eval().requires_grad_(False), *HEADS[name])
