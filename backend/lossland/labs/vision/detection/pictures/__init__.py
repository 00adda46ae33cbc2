"""The views of the detection lab: those of the study that is chosen are there."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab.pictures import Picture
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures import (
    cost,
    curve,
    fraction,
    methods,
    numbers,
    order,
    overlap,
    quality,
    same,
    single,
    slid,
    suppression,
    ways,
)
from lossland.labs.vision.detection.pictures.grid import GRID
from lossland.labs.vision.detection.pictures.learning import DISTANCE, FIT, LOSSES
from lossland.labs.vision.detection.pictures.regions import REGIONS
from lossland.labs.vision.detection.pictures.seen import Seen

VIEWS: Mapping[str, Picture[DetectionParams, Seen]] = {
    "suppression": suppression,
    "ways": ways,
    "overlap": overlap,
    "order": order,
    "methods": methods,
    "curve": curve,
    "quality": quality,
    "fraction": fraction,
    "slid": slid,
    "same": same,
    "cost": cost,
    **REGIONS,
    **GRID,
    "single": single,
    "numbers": numbers,
    "single_losses": LOSSES,
    "fit": FIT,
    "landmark_distance": DISTANCE,
}
