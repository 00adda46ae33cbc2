"""The loss against sums written out; nothing flows back from what is not asked."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.yolo_head import AnchorHead, LossForm, answer, parts
from lossland.algorithms.vision.yolo_targets import Grid, encoded

GRID = Grid(3, 3, 240.0, 320.0, torch.tensor([[98.0, 40.0], [96.0, 170.0]]))
BOXES, LABELS = torch.tensor([[10.0, 20, 60, 140], [150, 80, 310, 170], [200, 100, 300, 150]]), torch.tensor([0, 1, 2])


def targets() -> Tensor:
    """(2, 3, 3, 2, 8) of a picture with three objects and of an empty one."""
    none = encoded(BOXES[:0], LABELS[:0], GRID)
    return torch.stack([encoded(BOXES, LABELS, GRID).y, none.y])


def raw() -> Tensor:
    """Raw numbers as a head may give."""
    return torch.randn(2, 3, 3, 2, 8, generator=torch.Generator().manual_seed(3), dtype=torch.float64)


@pytest.mark.parametrize("form", ["log", "squared"])
def test_the_loss_is_the_sum_over_places(form: LossForm) -> None:
    z, y = raw(), targets().double()
    expected = {"object": 0.0, "box": 0.0, "class": 0.0}
    anchors = [(98 / 80, 40 / (320 / 3)), (96 / 80, 170 / (320 / 3))]  # in cells
    for vector, wanted, place in zip(z.reshape(-1, 8).tolist(), y.reshape(-1, 8).tolist(), range(36), strict=True):
        p, x, down = (1 / (1 + math.exp(-v)) for v in vector[:3])
        p_c = wanted[0]
        expected["object"] += (p - p_c) ** 2 if form == "squared" else -math.log(p if p_c else 1 - p)
        if p_c == 0:
            continue
        high, wide = anchors[place % 2]
        said = [x, down, high * math.exp(vector[3]), wide * math.exp(vector[4])]
        expected["box"] += sum((a - b) ** 2 for a, b in zip(said, wanted[1:5], strict=True))
        total = sum(math.exp(v) for v in vector[5:])
        shares = [math.exp(v) / total for v in vector[5:]]
        if form == "squared":
            expected["class"] += sum((a - b) ** 2 for a, b in zip(shares, wanted[5:], strict=True))
        else:
            expected["class"] -= math.log(shares[wanted[5:].index(1)])
    found = parts(z, y, GRID, form)
    for name, value in expected.items():
        assert float(found[name]) == pytest.approx(value / 2, rel=1e-6)


@pytest.mark.parametrize("form", ["log", "squared"])
def test_where_nothing_is_only_p_c_is_asked(form: LossForm) -> None:
    z, y = raw().requires_grad_(), targets().double()
    (slope,) = torch.autograd.grad(sum(parts(z, y, GRID, form).values(), torch.tensor(0.0)), z)
    empty = y[..., 0] == 0
    assert bool(slope.isfinite().all())
    assert bool((slope[empty][:, 1:] == 0).all())
    assert bool((slope[..., 0] != 0).all())
    assert bool((slope[~empty] != 0).all())


def test_pictures_without_objects_have_a_loss_too() -> None:
    z = raw().requires_grad_()
    found = parts(z, targets()[1:].double().expand(2, -1, -1, -1, -1), GRID)
    assert (found["box"].item(), found["class"].item()) == (0, 0)
    assert found["object"].item() > 0
    (slope,) = torch.autograd.grad(sum(found.values(), torch.tensor(0.0)), z)
    assert bool(slope.isfinite().all())


def test_an_output_of_three_tenths_where_nothing_is_costs_nine_hundredths() -> None:
    z = torch.full((1, 3, 3, 2, 8), -30.0)
    z[0, 1, 1, 0, 0] = math.log(0.3 / 0.7)
    assert float(parts(z, targets()[1:], GRID, "squared")["object"]) == pytest.approx(0.09, abs=1e-6)


def test_a_head_says_as_many_numbers_as_the_target_has() -> None:
    torch.manual_seed(0)
    head = AnchorHead(7, 4, 2, 3, width=5)
    z = head(torch.randn(2, 7, 12, 12))
    assert z.shape == (2, 3, 3, 2, 8)
    said = answer(z, GRID)
    assert bool((said[..., 3:5] > 0).all())
    assert torch.allclose(said[..., 5:].sum(-1), torch.ones(2, 3, 3, 2))
    assert bool(((said[..., :3] > 0) & (said[..., :3] < 1)).all())


def test_a_cell_reads_its_own_places_alone() -> None:
    torch.manual_seed(0)
    head = AnchorHead(4, 3, 1, 3, width=6)
    x = torch.randn(1, 4, 9, 9)
    other = x.clone()
    other[:, :, 3:6, 6:9] += 1  # row 2, column 3
    differs = (head(x) != head(other)).flatten(3).any(-1)[0]  # (3, 3)
    assert differs.nonzero().tolist() == [[1, 2]]


def test_raw_zeros_say_the_anchors() -> None:
    said = answer(torch.zeros(1, 3, 3, 2, 8), GRID)[0, 0, 0]
    assert said[:, 3].tolist() == pytest.approx([98 / 80, 96 / 80])
    assert said[:, 4].tolist() == pytest.approx([40 * 3 / 320, 170 * 3 / 320])
    assert said[:, :3].tolist() == [[0.5] * 3] * 2
