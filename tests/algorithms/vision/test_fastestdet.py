from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.fastestdet import (
    COCO_CLASSES,
    SIDE,
    FastestDet,
    PhotographDetector,
    ShuffleUnit,
    boxes_of,
)


@pytest.fixture(scope="module")
def net() -> FastestDet:
    torch.manual_seed(0)
    return FastestDet().eval()


def test_it_is_as_large_as_its_author_says(net: FastestDet) -> None:
    assert sum(value.numel() for value in net.parameters()) == 244_490
    with torch.no_grad():
        assert net(torch.rand(2, 3, SIDE, SIDE)).shape == (2, 5 + COCO_CLASSES, 22, 22)
        assert net(torch.rand(1, 3, 64, 96)).shape == (1, 5 + COCO_CLASSES, 4, 6)


def test_every_second_channel_passes_by() -> None:
    unit = ShuffleUnit(8, 8, 1).eval()
    x = torch.rand(1, 8, 5, 5)
    y = unit(x)
    assert torch.equal(y[:, :4], x[:, [0, 2, 4, 6]])
    changed = x.clone()
    changed[:, 3] += 1
    assert torch.equal(unit(changed)[:, :4], y[:, :4])
    assert not torch.equal(unit(changed)[:, 4:], y[:, 4:])


def cells(*filled: tuple[int, int, list[float], int, float]) -> Tensor:
    """(1, 85, 4, 6) with nothing anywhere but in some cells: row, column, box, class, logit of an object."""
    found = torch.zeros(1, 5 + COCO_CLASSES, 4, 6)
    found[:, 0] = -20
    for row, column, box, label, logit in filled:
        found[0, 0, row, column] = logit
        found[0, 1:5, row, column] = torch.tensor(box)
        found[0, 5 + label, row, column] = 30
    return found


def test_a_cell_is_decoded_by_hand() -> None:
    x, y, w, h = math.atanh(0.5), math.atanh(-0.25), math.log(0.25 / 0.75), 0.0
    boxes, scores, labels = boxes_of(cells((2, 3, [x, y, w, h], 41, 0.0)))[0]
    # midpoint (3.5, 1.75) cells of 16 pixels, a quarter of 96 wide, half of 64 high
    assert boxes[0].tolist() == pytest.approx([56 - 12, 28 - 16, 56 + 12, 28 + 16], abs=1e-4)
    assert scores.tolist() == pytest.approx([0.5])
    assert labels.tolist() == [41]


def test_the_surest_come_first_inside_the_picture() -> None:
    filled = ((0, 0, [0.0, 0, 9, 9], 1, 1.0), (3, 5, [0.0, 0, 9, 9], 2, 2.0), (1, 1, [0.0, 0, 0, 0], 3, -2.0))
    boxes, scores, labels = boxes_of(cells(*filled), 0.25)[0]
    assert labels.tolist() == [2, 1]
    assert (scores.diff() <= 0).all()
    assert (boxes >= 0).all()
    assert (boxes <= torch.tensor([96.0, 64, 96, 64])).all()


def test_pictures_of_any_size_go_in_turned_to_blue_green_red() -> None:
    seen = []

    class Spy(FastestDet):
        def forward(self, x: Tensor) -> Tensor:
            seen.append(x)
            found = torch.zeros(len(x), 5 + COCO_CLASSES, 22, 22)
            found[:, 0] = -20
            found[:, 0, 11, 11] = 20
            found[:, 5, 11, 11] = 30
            return found

    red = torch.zeros(3, 176, 704)
    red[0] = 1
    blue = torch.zeros(3, 50, 60, dtype=torch.uint8)
    blue[2] = 255
    first, second = PhotographDetector(Spy())([red, blue])
    assert torch.allclose(seen[0].mean((2, 3)), torch.tensor([[0.0, 0, 1], [1.0, 0, 0]]), atol=1e-5)
    # cell (11, 11) has its midpoint at the middle, half as wide and high as the picture
    assert first.boxes[0].tolist() == pytest.approx([176, 44, 528, 132], abs=1e-3)
    assert second.boxes[0].tolist() == pytest.approx([15, 12.5, 45, 37.5], abs=1e-3)
    assert PhotographDetector(Spy())([]) == []
