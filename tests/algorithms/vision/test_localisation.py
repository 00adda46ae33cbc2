"""Labels of one object or face, and the loss with its don't-cares, against plain loops."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision.localisation import (
    Form,
    answers,
    corners_of,
    landmark_targets,
    loss_terms,
    object_targets,
    points_of,
)
from lossland.algorithms.vision.localiser import Localiser, levelled

SQUARED, MIXED, FACES = Form(False, 5), Form(True, 5), Form(True, None)


def labels() -> Tensor:
    boxes = torch.tensor([[10.0, 20.0, 30.0, 26.0], [0.0, 0.0, 0.0, 0.0]])
    return object_targets(boxes, torch.tensor([1, 3]), 3, width=100, height=50)


def test_a_label_has_the_order_of_the_course() -> None:
    there, empty = labels()
    assert there.tolist() == pytest.approx([1, 0.2, 0.46, 0.12, 0.2, 0, 1, 0])
    assert empty[0] == 0
    assert bool(empty[1:].isnan().all())


def test_sixty_four_landmarks_need_129_outputs() -> None:
    y = landmark_targets(torch.zeros(2, 64, 2), torch.tensor([True, False]), 64, 48)
    assert y.shape == (2, 129)
    assert y[1].isnan().sum() == 128


@given(st.lists(st.tuples(st.floats(0, 64), st.floats(0, 48)), min_size=1, max_size=5))
def test_boxes_and_points_come_back(found: list[tuple[float, float]]) -> None:
    points = torch.tensor([found], dtype=torch.float64)
    y = landmark_targets(points, torch.tensor([True]), 64, 48)
    torch.testing.assert_close(points_of(y, 64, 48), points)
    boxes = torch.cat([points[0], points[0] + 3], 1)
    y = object_targets(boxes, torch.zeros(len(boxes), dtype=torch.long), 3, 64, 48)
    torch.testing.assert_close(corners_of(y, 64, 48), boxes)


def by_hand(z: list[float], y: list[float], form: Form) -> list[float]:
    """One picture, number by number."""
    if not form.mixed:
        return [0.0 if math.isnan(b) else (a - b) ** 2 for a, b in zip(z, y, strict=True)]
    first = len(z) if form.classes is None else form.classes
    p = 1 / (1 + math.exp(-z[0]))
    costs = [-math.log(p) if y[0] == 1 else -math.log(1 - p)]
    total = sum(math.exp(a) for a in z[first:])
    for k in range(1, len(z)):
        if math.isnan(y[k]):
            costs.append(0.0)
        elif k < first:
            costs.append((z[k] - y[k]) ** 2)
        else:
            costs.append(-y[k] * math.log(math.exp(z[k]) / total))
    return costs


@pytest.mark.parametrize("form", [SQUARED, MIXED, FACES])
@given(seed=st.integers(0, 10_000))
def test_the_loss_is_that_of_a_plain_loop(form: Form, seed: int) -> None:
    z = torch.randn(2, 8, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    y = labels().double()
    found = loss_terms(z, y, form)
    expected = [by_hand(a, b, form) for a, b in zip(z.tolist(), y.tolist(), strict=True)]
    torch.testing.assert_close(found, torch.tensor(expected, dtype=torch.float64))


@pytest.mark.parametrize("form", [SQUARED, MIXED, FACES])
def test_what_nobody_cares_for_costs_nothing_and_teaches_nothing(form: Form) -> None:
    z = torch.full((2, 8), 3.0, requires_grad=True)
    terms = loss_terms(z, labels(), form)
    (slope,) = torch.autograd.grad(terms.sum(), z)
    assert bool((terms[1, 1:] == 0).all())
    assert bool((slope[1, 1:] == 0).all())
    assert slope[1, 0] != 0
    assert bool(torch.isfinite(slope).all())
    counted = loss_terms(z, labels().nan_to_num(0.0), SQUARED)
    (slope,) = torch.autograd.grad(counted.sum(), z)
    assert bool((slope[1] != 0).all())


def test_the_exam_question_of_an_empty_picture() -> None:
    z = torch.tensor([[0.3, 0.9, 0.1, 0.5, 0.5, 0.2, 0.7, 0.1]])
    assert float(loss_terms(z, labels()[1:], SQUARED).sum()) == pytest.approx(0.09)


def test_answers_are_probabilities_in_the_mixed_form_alone() -> None:
    z = torch.randn(4, 8, generator=torch.Generator().manual_seed(0))
    assert torch.equal(answers(z, SQUARED), z)
    y_hat = answers(z, MIXED)
    torch.testing.assert_close(y_hat[:, 0], torch.sigmoid(z[:, 0]))
    torch.testing.assert_close(y_hat[:, 5:].sum(1), torch.ones(4))
    assert torch.equal(y_hat[:, 1:5], z[:, 1:5])
    assert torch.equal(answers(z, FACES)[:, 1:], z[:, 1:])


def test_the_network_is_as_large_as_it_says_and_sees_the_same_by_night() -> None:
    net = Localiser(8)
    assert sum(w.numel() for w in net.parameters()) == 221_024 + 65 * 8
    x = torch.rand(3, 3, 48, 64, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(levelled(x), levelled(0.4 * x + 0.1), atol=1e-4, rtol=1e-4)
    assert bool(torch.isfinite(levelled(torch.ones(1, 3, 4, 4))).all())
    with torch.no_grad():
        assert net(x).shape == (3, 8)
