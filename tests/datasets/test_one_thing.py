"""Streets with one thing or none."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import area
from lossland.datasets import one_thing as module
from lossland.datasets.one_thing import NOTHING, one_thing
from lossland.datasets.small_pictures import SMALL_HEIGHT, SMALL_WIDTH
from lossland.datasets.street_pen import Dice, Tile
from lossland.datasets.streets import CLASSES


@pytest.fixture(scope="module")
def drawn() -> tuple[Tensor, Tensor, Tensor]:
    return one_thing(200, 3)


def test_kinds_take_turns_and_boxes_lie_in_the_picture(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    pictures, boxes, labels = drawn
    assert len(CLASSES) == NOTHING
    assert pictures.shape == (200, 3, SMALL_HEIGHT, SMALL_WIDTH)
    assert pictures.dtype == torch.uint8
    assert labels.tolist() == [k % 4 for k in range(200)]
    real = labels != NOTHING
    assert not bool(boxes[~real].any())
    assert float(area(boxes[real]).min()) > 80
    assert float(boxes.min()) >= 0
    sides = boxes[real, 2:] - boxes[real, :2]
    assert bool((boxes[real, 2:] <= torch.tensor([SMALL_WIDTH, SMALL_HEIGHT])).all())
    assert bool((sides <= torch.tensor([64.0, 48.0])).all()), "a cut-out holds it"


def test_things_have_the_shapes_of_their_kind(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    _, boxes, labels = drawn
    ratio = [((b[:, 2] - b[:, 0]) / (b[:, 3] - b[:, 1])).median() for b in (boxes[labels == k] for k in range(3))]
    assert float(ratio[0]) < 0.6
    assert float(ratio[1]) > 1.3
    assert 0.8 < float(ratio[2]) < 2


def test_the_same_seed_draws_the_same_and_another_does_not(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    again = one_thing.__wrapped__.__wrapped__(6, 3)  # type: ignore[attr-defined]  # past the cache
    assert all(torch.equal(a[:6], b) for a, b in zip(drawn, again, strict=True))
    assert not torch.equal(one_thing(4, 4)[0], drawn[0][:4])


def test_a_box_is_where_the_thing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Things are made blocks of a colour that no street has, and looked for in the picture."""

    def block(dice: Dice, scale: float) -> Tile:
        tile = Tile(2.0, 1.2, scale, False)
        tile.shape([(-0.8, 0.0), (0.8, 0.0), (0.8, 1.0), (-0.8, 1.0)], (255, 0, 255))
        return tile

    monkeypatch.setattr(module, "THINGS", tuple((name, block) for name in CLASSES))
    dice = Dice(torch.Generator().manual_seed(1))
    street, horizon, light = module.ground(dice)
    for k in range(24):
        picture, box = module.with_thing(dice, street, horizon, light, k % 3)
        red, green, blue = picture.float()
        there = (red > 60) & (blue > 60) & (green < 0.4 * red) & (green < 0.4 * blue)
        left, top, right, bottom = (round(side) for side in box)
        assert there[top + 1 : bottom - 1, left + 1 : right - 1].float().mean() > 0.95
        assert float(there.sum()) <= 1.05 * (right - left + 1) * (bottom - top + 1)
