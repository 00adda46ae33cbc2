from __future__ import annotations

from lossland.algorithms.vision.average_precision import average_precision, mean_average_precision
from lossland.algorithms.vision.boxes import Detections, Objects
from lossland.algorithms.vision.nms import greedy
from lossland.datasets.streets import streets
from lossland.models.shipped import detector

SEED = 777
"""Neither that of the training nor that of the card."""


def test_things_are_found_on_scenes_it_has_not_seen() -> None:
    scenes = streets(30, SEED)
    found = []
    for boxes, scores, labels in detector("streets")([scene.picture for scene in scenes], 0.02):
        kept = greedy(boxes, scores, labels, 0.5).kept
        found.append(Detections(boxes[kept], scores[kept], labels[kept]))
    real = [Objects(scene.boxes, scene.labels) for scene in scenes]
    assert mean_average_precision(found, real, 3) >= 0.9
    assert min(average_precision(found, real, k) for k in range(3)) >= 0.85
