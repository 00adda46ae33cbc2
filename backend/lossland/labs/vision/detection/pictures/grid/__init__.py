"""The pictures of the study of a grid with anchors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lossland.lab.pictures import Picture
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.grid import cell, certain, curves, scene, shapes

if TYPE_CHECKING:
    from lossland.labs.vision.detection.pictures.seen import Seen

GRID: Mapping[str, Picture[DetectionParams, Seen]] = {
    "grid": scene,
    "cell": cell,
    "shapes": shapes,
    "certain": certain,
    "precision": curves.PRECISION,
    "losses": curves.LOSSES,
    "parts": curves.PARTS,
}
