"""Suppression in stages against the textbook's loop, run one keeper at a time."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision.boxes import iou
from lossland.algorithms.vision.nms_stages import Stages
from lossland.lab.text import Refused

CAR = torch.tensor([[0.0, 0, 10, 10], [1, 0, 11, 10], [0, 1, 10, 11]])


def test_the_course_s_car_keeps_its_surest_box() -> None:
    """.9, .7, .6 on one car: .6 passes the threshold of .6 and goes because of .9."""
    stages = Stages(CAR, torch.tensor([0.9, 0.7, 0.6]), None, least=0.6, threshold=0.5)
    assert len(stages) == 4
    assert not stages[1].gone.any()
    assert stages[2].keeper == 0
    assert stages[2].by.tolist() == [-1, 0, 0]
    assert stages[2].overlap.tolist() == pytest.approx([0, 90 / 110, 90 / 110])
    assert stages[3].keeper == -1
    assert stages[3].kept.tolist() == [True, False, False]


def test_classes_do_not_suppress_each_other() -> None:
    scores, labels = torch.tensor([0.9, 0.8, 0.7]), torch.tensor([0, 1, 0])
    assert Stages(CAR, scores, labels, 0.6, 0.5).keepers.tolist() == [0, 1]
    assert Stages(CAR, scores, None, 0.6, 0.5).keepers.tolist() == [0]


def test_a_box_below_the_least_score_goes_first_and_by_nobody() -> None:
    stages = Stages(CAR, torch.tensor([0.9, 0.7, 0.5]), None, 0.6, 0.5)
    assert not stages[0].gone.any()
    assert stages[1].gone.tolist() == [False, False, True]
    assert stages[9].by.tolist() == [-1, 0, -1]


def test_no_boxes_have_no_keeper() -> None:
    stages = Stages(torch.zeros(0, 4), torch.zeros(0), None, 0.6, 0.5)
    assert len(stages) == 3
    assert [len(part) for part in stages[2][1:]] == [0] * 4
    assert stages[2].keeper == -1


def test_there_is_nothing_before_the_start_and_bad_boxes_are_refused() -> None:
    with pytest.raises(IndexError, match="stage -1 is below 0"):
        Stages(CAR, torch.ones(3), None, 0.6, 0.5)[-1]
    with pytest.raises(Refused, match="threshold 2"):
        Stages(CAR, torch.ones(3), None, 0.6, 2.0)


def loop(boxes: Tensor, scores: Tensor, labels: Tensor, least: float, threshold: float) -> list[tuple[int, set[int]]]:
    """Each keeper with those that it drops."""
    left = [i for i in range(len(boxes)) if scores[i] >= least]
    found = []
    while left:
        best = max(left, key=lambda i: (float(scores[i]), -i))
        left.remove(best)
        drops = {
            i for i in left if labels[i] == labels[best] and iou(boxes[i].double(), boxes[best].double()) > threshold
        }
        left = [i for i in left if i not in drops]
        found.append((best, drops))
    return found


@given(st.integers(0, 10_000), st.integers(0, 14), st.sampled_from([0.0, 0.3, 0.6, 1.0]), st.sampled_from([0.1, 0.5]))
def test_every_stage_is_the_loop_s(seed: int, n: int, least: float, threshold: float) -> None:
    rng = torch.Generator().manual_seed(seed)
    corner = torch.rand(n, 2, generator=rng) * 6
    boxes = torch.cat([corner, corner + 1 + 5 * torch.rand(n, 2, generator=rng)], 1)
    scores = (torch.rand(n, generator=rng) * 10).round() / 10  # many are equal
    labels = torch.randint(0, 2, (n,), generator=rng)
    stages = Stages(boxes, scores, labels, least, threshold)
    gone = {i for i in range(n) if scores[i] < least}
    kept: set[int] = set()
    expected = loop(boxes, scores, labels, least, threshold)
    assert len(stages) == len(expected) + 3
    for turn, (keeper, drops) in enumerate(expected):
        stage = stages[turn + 2]
        kept.add(keeper)
        gone |= drops
        assert stage.keeper == keeper
        assert set(stage.kept.nonzero()[:, 0].tolist()) == kept
        assert set(stage.gone.nonzero()[:, 0].tolist()) == gone
        assert all(int(stage.by[i]) == keeper for i in drops)
    last = stages[len(stages) - 1]
    assert bool((last.kept ^ last.gone).all())
