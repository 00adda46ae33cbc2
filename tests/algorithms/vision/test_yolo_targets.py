"""Targets against a plain loop; what is encoded comes back."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision.yolo_targets import Grid, cell_and_anchor, decoded, encoded, shape_overlap

HEIGHT, WIDTH, K = 240.0, 320.0, 3
TALL_WIDE = ((98.0, 40.0), (96.0, 170.0))


def grid(S: int = 3, anchors: tuple[tuple[float, float], ...] = TALL_WIDE) -> Grid:
    return Grid(S, K, HEIGHT, WIDTH, torch.tensor(anchors))


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Tensor, Tensor]:
    """Up to eight boxes within a picture, on whole pixels, and their classes."""
    boxes, labels = [], []
    for _ in range(draw(st.integers(0, 8))):
        left, top = draw(st.integers(0, 310)), draw(st.integers(0, 230))
        right, bottom = draw(st.integers(left + 1, 320)), draw(st.integers(top + 1, 240))
        boxes.append([left, top, right, bottom])
        labels.append(draw(st.integers(0, K - 1)))
    return torch.tensor(boxes, dtype=torch.float32).reshape(-1, 4), torch.tensor(labels, dtype=torch.long)


Places = dict[tuple[int, int, int], list[float]]


def looped(boxes: Tensor, labels: Tensor, S: int, anchors: tuple[tuple[float, float], ...]) -> tuple[Places, list[int]]:
    """The places that are taken, with their numbers, and the objects that found theirs taken."""
    taken: Places = {}
    lost = []
    sizes = [(right - left) * (bottom - top) for left, top, right, bottom in boxes.tolist()]
    for n in sorted(range(len(boxes)), key=lambda n: (-sizes[n], n)):
        left, top, right, bottom = boxes[n].tolist()
        x, y, w, h = (left + right) / 2, (top + bottom) / 2, right - left, bottom - top
        column, row = min(int(x * S / WIDTH), S - 1), min(int(y * S / HEIGHT), S - 1)
        shared = [min(h, high) * min(w, wide) for high, wide in anchors]
        overlaps = [both / (h * w + high * wide - both) for both, (high, wide) in zip(shared, anchors, strict=True)]
        place = row, column, overlaps.index(max(overlaps))
        if place in taken:
            lost.append(n)
            continue
        numbers = [1.0, x * S / WIDTH - column, y * S / HEIGHT - row, h * S / HEIGHT, w * S / WIDTH]
        taken[place] = numbers + [float(k == labels[n]) for k in range(K)]
    return taken, sorted(lost)


@given(scenes(), st.integers(3, 7), st.sampled_from([TALL_WIDE, TALL_WIDE[:1], ((50.0, 50.0),)]))
def test_a_target_is_that_of_a_plain_loop(
    scene: tuple[Tensor, Tensor], S: int, anchors: tuple[tuple[float, float], ...]
) -> None:
    target = encoded(*scene, grid(S, anchors))
    taken, lost = looped(*scene, S, anchors)
    assert target.y.shape == (S, S, len(anchors), 5 + K)
    assert target.lost.tolist() == lost
    for row in range(S):
        for column in range(S):
            for anchor in range(len(anchors)):
                y = target.y[row, column, anchor].tolist()
                expected = taken.get((row, column, anchor))
                if expected is None:
                    assert y[0] == 0
                    assert all(math.isnan(number) for number in y[1:])
                else:
                    assert y == pytest.approx(expected, abs=1e-5)


@given(scenes(), st.integers(3, 7))
def test_what_is_encoded_comes_back(scene: tuple[Tensor, Tensor], S: int) -> None:
    boxes, labels = scene
    target = encoded(boxes, labels, grid(S))
    back = decoded(target.y, grid(S))
    told = target.owner[target.owner >= 0]  # in the order in which places are read
    assert torch.allclose(back.boxes, boxes[told], atol=1e-3)
    assert torch.equal(back.labels, labels[told])
    assert torch.equal(back.scores, torch.ones(len(told)))
    assert sorted(told.tolist() + target.lost.tolist()) == list(range(len(boxes)))
    inside = target.y[target.owner >= 0][:, 1:3]
    assert bool(((inside >= 0) & (inside <= 1)).all())


def test_a_grid_of_three_with_two_anchors_has_the_numbers_of_the_course() -> None:
    target = encoded(torch.zeros(0, 4), torch.zeros(0, dtype=torch.long), grid())
    assert target.y.shape == (3, 3, 2, 8)
    assert target.y.flatten(2).shape == (3, 3, 16)
    assert len(decoded(target.y, grid()).boxes) == 0
    assert target.lost.tolist() == []


def test_a_car_and_a_pedestrian_share_a_cell_but_two_pedestrians_do_not() -> None:
    car, one, other = [200, 80, 380, 170], [270, 90, 310, 190], [240, 95, 280, 190]
    both = encoded(torch.tensor([car, one]).float(), torch.tensor([1, 0]), grid())
    assert both.lost.tolist() == []
    assert both.owner[1, 2].tolist() == [1, 0]
    same = encoded(torch.tensor([one, other]).float(), torch.tensor([0, 0]), grid())
    assert same.lost.tolist() == [1]  # the smaller
    three = encoded(torch.tensor([car, one, other]).float(), torch.tensor([1, 0, 0]), grid())
    assert three.lost.tolist() == [2]
    single = encoded(torch.tensor([car, one]).float(), torch.tensor([1, 0]), grid(anchors=((97, 110),)))
    assert single.lost.tolist() == [1]


def test_of_equal_boxes_the_first_has_the_place() -> None:
    boxes = torch.tensor([[10.0, 10, 40, 90], [10, 10, 40, 90]])
    target = encoded(boxes, torch.tensor([0, 2]), grid())
    assert target.lost.tolist() == [1]
    assert target.owner[0, 0].tolist() == [0, -1]


def test_a_midpoint_on_the_far_edge_is_in_the_last_cell() -> None:
    boxes = torch.tensor([[320.0, 240, 320, 240], [310, 0, 330, 10]])
    assert cell_and_anchor(boxes, grid())[:, :2].tolist() == [[2, 2], [0, 2]]


def test_shapes_are_compared_wherever_boxes_lie() -> None:
    found = shape_overlap(torch.tensor([[0.0, 0, 40, 98], [100, 100, 270, 196], [5, 5, 5, 5]]), torch.tensor(TALL_WIDE))
    assert found[0, 0] == pytest.approx(1)
    assert found[1, 1] == pytest.approx(1)
    assert found[0, 1] == pytest.approx(40 * 96 / (40 * 98 + 96 * 170 - 40 * 96), abs=1e-6)
    assert found[2].tolist() == [0, 0]
