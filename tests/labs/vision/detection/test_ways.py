"""Four ways of suppression side by side: what stands on each picture, and what the lesson says of the crowded street."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from lossland.lab.views.boxes import KEPT, MISSED
from lossland.labs.vision.detection.experiment import Detecting
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures import ways
from lossland.labs.vision.detection.pictures.methods import METHODS
from lossland.labs.vision.detection.pictures.seen import Seen
from lossland.labs.vision.detection.presets import PRESETS
from lossland.labs.vision.detection.state import State

LAB = Detecting()
PEDESTRIAN = 0
NONE, GREEDY, LINEAR, GAUSSIAN = range(4)


def seen(**params: Any) -> Seen:
    p = DetectionParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return Seen(s, p)


def crowd(**params: Any) -> Seen:
    return seen(**{**next(one.params for one in PRESETS if one.slug == "crowd"), **params})


def drawn(of: Seen) -> dict[str, np.ndarray[Any, Any]]:
    arrays = ways.draw(of)
    assert arrays is not None
    return {name: part.numpy() for name, part in arrays.items()}


def kept(arrays: dict[str, np.ndarray[Any, Any]], copy: int) -> dict[int, float]:
    """The score of each box that is left on a picture."""
    here = (arrays["copy"] == copy) & (arrays["states"] == KEPT)
    return dict(zip(arrays["key"][here].tolist(), arrays["scores"][here].tolist(), strict=True))


def missed(arrays: dict[str, np.ndarray[Any, Any]], copy: int) -> int:
    return int(((arrays["copy"] == copy) & (arrays["states"] == MISSED)).sum())


def share(a: list[float], b: list[float]) -> float:
    """Intersection over union by hand."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(0.0, wide) * max(0.0, high)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def test_in_a_crowd_greedy_suppression_loses_a_pedestrian_whom_soft_suppression_keeps() -> None:
    of = crowd()
    arrays = drawn(of)
    assert [len(kept(arrays, copy)) for copy in range(4)] == [29, 3, 4, 4]
    assert [missed(arrays, copy) for copy in range(4)] == [0, 1, 0, 0]
    (front,) = kept(arrays, LINEAR).keys() - kept(arrays, GREEDY).keys()
    assert front in kept(arrays, GAUSSIAN)
    other = int(of.s.suppressed.stages.by[front])  # type: ignore[union-attr]
    boxes, scores, labels = of.s.offered.found  # type: ignore[union-attr]
    assert labels[front] == labels[other] == PEDESTRIAN
    overlap = share(boxes[front].tolist(), boxes[other].tolist())
    assert scores[front].item() == pytest.approx(0.63, abs=0.005)
    assert scores[other].item() == pytest.approx(0.65, abs=0.005)
    assert overlap == pytest.approx(0.35, abs=0.005)
    left = kept(arrays, LINEAR)[front]
    assert left == pytest.approx(0.41, abs=0.005)
    assert left == pytest.approx((1 - overlap) * scores[front].item(), abs=1e-5)
    assert kept(arrays, GAUSSIAN)[front] == pytest.approx(0.50, abs=0.005)


def test_the_box_that_greedy_drops_is_a_person_nobody_else_stands_for() -> None:
    of = crowd()
    real = of.s.offered.real  # type: ignore[union-attr]
    assert real is not None
    assert len(real.boxes) == 4
    arrays = drawn(of)
    (lost,) = arrays["boxes"][arrays["states"] == MISSED].tolist()
    boxes = of.s.offered.found.boxes  # type: ignore[union-attr]
    assert lost in real.boxes.tolist()
    assert all(share(lost, boxes[key].tolist()) < 0.5 for key in kept(arrays, GREEDY))
    assert max(share(lost, boxes[key].tolist()) for key in kept(arrays, LINEAR)) > 0.5


def test_what_goes_from_one_thing_overlaps_what_stays_of_it_by_more_than_eight_tenths() -> None:
    of = crowd()
    arrays = drawn(of)
    boxes, _, labels = of.s.offered.found  # type: ignore[union-attr]
    stays = kept(arrays, LINEAR).keys()
    for key in kept(arrays, NONE).keys() - stays:
        same = [k for k in stays if labels[k] == labels[key]]
        assert max(share(boxes[key].tolist(), boxes[k].tolist()) for k in same) > 0.8


def test_what_the_lesson_lets_one_try_in_the_crowd() -> None:
    stricter = drawn(crowd(least=0.45))
    assert [missed(stricter, copy) for copy in range(4)] == [0, 1, 1, 0]
    wider = drawn(crowd(overlap=0.5))
    assert [missed(wider, copy) for copy in range(4)] == [0, 0, 0, 0]
    assert len(kept(wider, GREEDY)) == 4


def test_each_picture_has_what_its_way_leaves_the_surest_first() -> None:
    of = seen()
    arrays = drawn(of)
    assert of.s.suppressed is not None
    for copy, name in enumerate(METHODS):
        ends = of.s.suppressed.soft[name]
        left = kept(arrays, copy)
        assert set(left) == set((ends > 0).nonzero()[:, 0].tolist())
        assert all(score == pytest.approx(ends[key].item()) for key, score in left.items())
        assert list(left.values()) == sorted(left.values(), reverse=True)
    sure = arrays["states"] == KEPT
    assert (arrays["strength"][sure] == arrays["scores"][sure]).all()
    assert np.isnan(arrays["scores"][~sure]).all()


@pytest.mark.parametrize(
    "params", [{"shown": {"kind": "shipped", "name": "coins"}, "least": 1.0}, {"detector": "cells"}]
)
def test_where_no_object_is_known_none_is_missed(params: dict[str, Any]) -> None:
    of = seen(**params)
    arrays = drawn(of)
    assert of.s.offered is not None
    assert (arrays["states"] == KEPT).all()
    assert len(arrays["boxes"]) == len(arrays["copy"]) == len(arrays["key"])


def test_nothing_sure_misses_every_object() -> None:
    of = seen(least=1.0)
    arrays = drawn(of)
    real = of.s.offered.real  # type: ignore[union-attr]
    assert real is not None
    assert [missed(arrays, copy) for copy in range(4)] == [len(real.boxes)] * 4


@pytest.mark.parametrize("study", ["iou", "window"])
def test_it_belongs_to_the_study_of_suppression_alone(study: str) -> None:
    of = seen(study=study)
    assert ways.figure(of.p) is None
    assert ways.draw(of) is None
    assert isinstance(of.s, State)
