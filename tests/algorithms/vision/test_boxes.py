from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision.boxes import (
    area,
    clipped,
    complete_iou,
    iou,
    iou_matrix,
    to_centres,
    to_corners,
)

WHOLE = st.integers(0, 12)


def box(*sides: float) -> Tensor:
    return torch.tensor(sides, dtype=torch.float64)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0, 0, 2, 2), (1, 1, 3, 3), 1 / 7),
        ((0, 0, 2, 2), (1, 0, 3, 2), 1 / 3),
        ((0, 0, 2, 2), (2, 0, 4, 2), 0),  # they touch
        ((0, 0, 2, 2), (5, 5, 6, 6), 0),
        ((0, 0, 2, 2), (0, 0, 2, 2), 1),
        ((0, 0, 4, 4), (1, 1, 2, 2), 1 / 16),
        ((1, 1, 1, 1), (1, 1, 1, 1), 0),  # no area
        ((1, 1, 1, 5), (0, 0, 4, 4), 0),
        ((3, 3, 1, 1), (0, 0, 4, 4), 0),  # inverted
        ((3, 3, 1, 1), (3, 3, 1, 1), 0),
    ],
)
def test_iou_of_known_pairs(a: tuple[float, ...], b: tuple[float, ...], expected: float) -> None:
    assert float(iou(box(*a), box(*b))) == pytest.approx(expected, abs=1e-15)
    assert float(iou(box(*b), box(*a))) == pytest.approx(expected, abs=1e-15)


def counted(a: list[int], b: list[int]) -> float:
    """IoU by counting unit squares."""

    def squares(sides: list[int]) -> set[tuple[int, int]]:
        return {(x, y) for x in range(sides[0], sides[2]) for y in range(sides[1], sides[3])}

    p, q = squares(a), squares(b)
    return len(p & q) / len(p | q) if p | q else 0.0


@given(st.lists(WHOLE, min_size=4, max_size=4), st.lists(WHOLE, min_size=4, max_size=4))
def test_iou_counts_squares(a: list[int], b: list[int]) -> None:
    assert float(iou(box(*a), box(*b))) == pytest.approx(counted(a, b), abs=1e-12)


def test_the_matrix_is_all_pairs() -> None:
    rng = torch.Generator().manual_seed(0)
    a, b = torch.rand(5, 4, generator=rng), torch.rand(7, 4, generator=rng)
    a[:, 2:] += a[:, :2]
    b[:, 2:] += b[:, :2]
    expected = torch.stack([torch.stack([iou(p, q) for q in b]) for p in a])
    assert torch.equal(iou_matrix(a, b), expected)
    assert iou_matrix(a, b[:0]).shape == (5, 0)


@given(st.lists(WHOLE, min_size=4, max_size=4))
def test_forms_are_each_others_inverse(sides: list[int]) -> None:
    corners = box(*sides)
    assert torch.equal(to_corners(to_centres(corners)), corners)


def test_forms_areas_and_edges() -> None:
    assert to_centres(box(0, 2, 4, 8)).tolist() == [2, 5, 4, 6]
    assert float(area(box(0, 2, 4, 8))) == 24
    assert float(area(box(4, 8, 0, 2))) == 0
    assert clipped(box(-3, 1, 9, 20), 8, 10).tolist() == [0, 1, 8, 10]


def test_iou_has_a_gradient_that_is_finite_also_without_area() -> None:
    a = torch.tensor([[1.0, 1, 1, 1], [0, 0, 2, 2]], requires_grad=True)
    torch.autograd.backward(iou(a, torch.tensor([[1.0, 1, 1, 1], [1, 1, 3, 3]])).sum())
    assert a.grad is not None
    assert a.grad.isfinite().all()


def test_complete_iou_knows_the_way_where_iou_does_not() -> None:
    target = torch.tensor([10.0, 10, 14, 14])
    apart = torch.tensor([0.0, 0, 4, 4], requires_grad=True)
    torch.autograd.backward(complete_iou(apart, target))
    assert apart.grad is not None
    assert (apart.grad[:2] + apart.grad[2:] > 0).all()  # to the right and down
    assert float(complete_iou(target, target)) == pytest.approx(1)
    # same shape, apart by (10, 10) in a hull of (14, 14), nothing shared
    assert float(complete_iou(apart.detach(), target)) == pytest.approx(-200 / 392)
    # midpoints agree, shapes 2 x 8 and 8 x 2: IoU 4 / 28, v = 4 / pi^2 (atan 4 - atan 1/4)^2
    a, b = torch.tensor([3.0, 0, 5, 8]), torch.tensor([0.0, 3, 8, 5])
    v = 4 / torch.pi**2 * (torch.atan(torch.tensor(4.0)) - torch.atan(torch.tensor(0.25))) ** 2
    expected = 1 / 7 - v * v / (1 - 1 / 7 + v)
    assert float(complete_iou(a, b)) == pytest.approx(float(expected), abs=1e-6)
