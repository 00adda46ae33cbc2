from __future__ import annotations

import math
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from lossland.algorithms.vision.average_precision import (
    COCO_THRESHOLDS,
    area_under,
    average_precision,
    matches,
    mean_average_precision,
    precision_recall,
    unfound,
)
from lossland.algorithms.vision.boxes import Detections, Objects

ROW = st.tuples(st.integers(0, 8), st.integers(1, 4), st.integers(0, 1))
"""Where a box 4 wide begins, its score in quarters, its class."""


def detections(rows: list[tuple[int, int, int]]) -> Detections:
    boxes = torch.tensor([[x, 0, x + 4, 4] for x, _, _ in rows], dtype=torch.float32).reshape(-1, 4)
    scores = torch.tensor([score / 4 for _, score, _ in rows])
    return Detections(boxes, scores, torch.tensor([label for _, _, label in rows], dtype=torch.long))


def objects(rows: list[tuple[int, int, int]]) -> Objects:
    found = detections(rows)
    return Objects(found.boxes, found.labels)


def plain(
    found: list[list[tuple[int, int, int]]], real: list[list[tuple[int, int, int]]], label: int, threshold: float
) -> tuple[list[bool], int]:
    """Right or wrong by falling score, and the number of objects: the loop of the VOC paper over (picture, box)."""
    wanted = [[x for x, _, k in rows if k == label] for rows in real]
    rows = [(picture, x, score) for picture, each in enumerate(found) for x, score, k in each if k == label]
    taken: set[tuple[int, int]] = set()
    hits = []
    for picture, x, _ in sorted(rows, key=lambda row: -row[2]):  # stable: by picture, then by index
        best, which = 0.0, -1
        for index, other in enumerate(wanted[picture]):
            shared = max(0, 4 - abs(x - other))
            share = shared / (8 - shared)
            if share > best and (picture, index) not in taken:
                best, which = share, index
        hits.append(which >= 0 and best >= threshold)
        if hits[-1]:
            taken.add((picture, which))
    return hits, sum(map(len, wanted))


def plain_area(hits: list[bool], count: int, points: str) -> float:
    """The area under max-precision-at-recall->=r, exactly or at 101 points."""
    precision = [sum(hits[: k + 1]) / (k + 1) for k in range(len(hits))]
    recall = [sum(hits[: k + 1]) / count for k in range(len(hits))]

    def at(r: float) -> float:
        return max((p for p, q in zip(precision, recall, strict=True) if q >= r), default=0.0)

    if points == "coco":
        return sum(at(float(r)) for r in torch.linspace(0, 1, 101, dtype=torch.float64)) / 101
    steps = [0.0, *(k / count for k in range(1, count + 1))]
    return sum((b - a) * at(b) for a, b in pairwise(steps))


@given(
    st.lists(st.tuples(st.lists(ROW, max_size=5), st.lists(ROW, max_size=4)), min_size=1, max_size=4),
    st.sampled_from([0.3, 0.5, 1.0]),
    st.sampled_from(["all", "coco"]),
)
def test_the_plain_loop_finds_the_same(
    pictures: list[tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]], threshold: float, points: str
) -> None:
    found, real = [rows for rows, _ in pictures], [rows for _, rows in pictures]
    hits, count = plain(found, real, 0, threshold)
    given_found, given_real = [detections(rows) for rows in found], [objects(rows) for rows in real]
    scores, right = matches(given_found, given_real, 0, threshold)
    assert right.bool().tolist() == hits
    assert (scores.diff() <= 0).all()
    assert points in ("all", "coco")
    value = average_precision(given_found, given_real, 0, threshold, "coco" if points == "coco" else "all")
    assert math.isnan(value) if count == 0 else value == pytest.approx(plain_area(hits, count, points), abs=1e-9)


def test_a_curve_by_hand() -> None:
    """Two objects; right, wrong, right: precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1; area 1/2 + 1/2 * 2/3."""
    real = [objects([(0, 0, 0), (40, 0, 0)])]
    found = [detections([(0, 4, 0), (20, 3, 0), (40, 2, 0)])]
    curve = precision_recall(found, real, 0)
    assert curve.precision.tolist() == pytest.approx([1, 1 / 2, 2 / 3])
    assert curve.recall.tolist() == [0.5, 0.5, 1]
    assert curve.scores.tolist() == [1, 0.75, 0.5]
    assert area_under(curve) == pytest.approx(5 / 6)
    assert area_under(curve, "coco") == pytest.approx((51 + 50 * 2 / 3) / 101)


def test_the_hull_lies_on_or_above_the_plain_sum() -> None:
    """scikit-learn takes no hull; where every detection is right both are the share of objects found."""
    rng = torch.Generator().manual_seed(0)
    places = (torch.arange(40) * 20).tolist()
    kept = (torch.rand(40, generator=rng) < 0.6).tolist()
    boxes = torch.tensor([[x, 0, x + 4, 4] for x in places], dtype=torch.float32)
    scores = torch.rand(40, generator=rng)
    labels = torch.zeros(40, dtype=torch.long)
    real = [Objects(boxes[torch.tensor(kept)], labels[torch.tensor(kept)])]
    ours = average_precision([Detections(boxes, scores, labels)], real, 0)
    theirs = float(average_precision_score(kept, scores.numpy()))
    assert theirs - 1e-9 <= ours < theirs + 0.1


def test_an_object_is_found_once_and_only_in_its_picture() -> None:
    real = [objects([(0, 0, 0)]), objects([])]
    twice = [detections([(0, 4, 0), (0, 3, 0)]), detections([(0, 2, 0)])]
    assert matches(twice, real, 0, 0.5)[1].tolist() == [1, 0, 0]


def test_means() -> None:
    real = [objects([(0, 0, 0), (20, 0, 1)])]
    found = [detections([(1, 4, 0), (20, 4, 1)])]  # IoU 3 / 5 and 1
    assert mean_average_precision(found, real, 2) == 1
    assert mean_average_precision(found, real, 3) == 1  # a class that does not occur counts nothing
    # class 0 is found at .5, .55, .6 of ten thresholds
    assert mean_average_precision(found, real, 2, COCO_THRESHOLDS) == pytest.approx((0.3 + 1) / 2)
    assert mean_average_precision([detections([])], real, 2) == 0
    assert pytest.approx([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]) == COCO_THRESHOLDS


@given(st.lists(ROW, max_size=8), st.lists(ROW, max_size=5), st.sampled_from([0.2, 0.5, 1.0]))
def test_objects_that_nothing_finds_are_those_left_over_by_the_plain_loop(
    found: list[tuple[int, int, int]], real: list[tuple[int, int, int]], threshold: float
) -> None:
    alone = unfound(detections(found), objects(real), threshold)
    assert alone.shape == (len(real),)
    for label in (0, 1):
        hits, count = plain([found], [real], label, threshold)
        mine = [lost for lost, (_, _, kind) in zip(alone.tolist(), real, strict=True) if kind == label]
        assert sum(mine) == count - sum(hits)


def test_one_detection_finds_one_object() -> None:
    both = [(0, 4, 0), (1, 4, 0)]
    assert unfound(detections([(0, 4, 0)]), objects(both)).tolist() == [False, True]
    assert unfound(detections([(0, 4, 1)]), objects(both)).tolist() == [True, True]
    assert unfound(detections(both), objects([])).tolist() == []
