from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import area, clipped
from lossland.datasets import streets as module
from lossland.datasets.street_pen import Dice, Tile, shade
from lossland.datasets.street_things import THINGS
from lossland.datasets.streets import CLASSES, HEIGHT, LEAST, WIDTH, Street, street, streets


@pytest.fixture(scope="module")
def scenes() -> list[Street]:
    return streets(60, 3)


def test_scenes_have_their_sizes_and_classes(scenes: list[Street]) -> None:
    assert CLASSES == ("pedestrian", "car", "motorcycle")
    for scene in scenes:
        assert scene.picture.shape == (3, HEIGHT, WIDTH)
        assert scene.picture.dtype == torch.uint8
        assert scene.boxes.shape == (len(scene.labels), 4)
        assert torch.equal(clipped(scene.boxes, WIDTH, HEIGHT), scene.boxes)
        assert (area(scene.boxes) > 0).all()
        assert (scene.boxes[:, 3] - scene.boxes[:, 1] >= LEAST - 1).all()
    labels = torch.cat([scene.labels for scene in scenes])
    assert torch.bincount(labels, minlength=3).min() > 20
    heights = torch.cat([scene.boxes[:, 3] - scene.boxes[:, 1] for scene in scenes])
    assert float(heights.min()) < 25  # near and far
    assert float(heights.max()) > 120
    counts = [len(scene.labels) for scene in scenes]
    assert min(counts) <= 1
    assert max(counts) >= 6


def test_the_same_seed_draws_the_same_and_another_does_not(scenes: list[Street]) -> None:
    for once, again in zip(scenes, streets(4, 3), strict=False):
        assert all(torch.equal(a, b) for a, b in zip(once, again, strict=True))
    assert not torch.equal(streets(1, 4)[0].picture, scenes[0].picture)


def test_no_two_look_the_same(scenes: list[Street]) -> None:
    means = torch.stack([scene.picture.float().mean((1, 2)) for scene in scenes])
    assert float(means.std(0).min()) > 10  # light and colours
    assert len({tuple(row) for row in means.round().tolist()}) > 50


def block(dice: Dice, scale: float) -> Tile:
    tile = Tile(2.0, 1.2, scale, False)
    tile.shape([(-0.8, 0.0), (0.8, 0.0), (0.8, 1.0), (-0.8, 1.0)], (255, 0, 255))
    return tile


def test_a_box_is_where_the_thing_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Things are made blocks of a colour that no street has, and looked for in the picture."""
    monkeypatch.setattr(module, "THINGS", (("pedestrian", block), ("car", block), ("motorcycle", block)))
    rng, checked = torch.Generator().manual_seed(1), 0
    for _ in range(60):
        picture, boxes, _ = street(rng, most=1)
        red, green, blue = picture.float()
        there = (red > 60) & (blue > 60) & (green < 0.4 * red) & (green < 0.4 * blue)
        if len(boxes):
            checked += 1
            left, top, right, bottom = boxes[0].round().long().tolist()
            assert there[top + 1 : bottom - 1, left + 1 : right - 1].float().mean() > 0.97
            around = there[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4].sum()
            assert float(around) <= 1.02 * (bottom - top + 2) * (right - left + 2)
    assert checked > 25


def test_what_is_hidden_has_no_box() -> None:
    """Of things that lie wholly behind a nearer one nothing is left."""
    image = block(Dice(torch.Generator()), 90.0).image
    small = block(Dice(torch.Generator()), 30.0).image
    far, near, beside = (100.0, 0, small, 30, 30), (140.0, 1, image, 10, 10), (100.0, 2, small, 300, 30)
    assert [thing[1] for thing in module.visible([far, beside, near], 500, 300)] == [2, 1]
    assert [thing[1] for thing in module.visible([far, beside], 500, 300)] == [0, 2]


@pytest.mark.parametrize(("name", "draw"), THINGS)
def test_things_stand_on_the_ground_in_their_proportions(name: str, draw: object) -> None:
    assert callable(draw)
    dice, shapes = Dice(torch.Generator().manual_seed(0)), []
    for _ in range(30):
        tile = draw(dice, 60.0)
        found = tile.image.getchannel("A").getbbox()
        assert found is not None
        left, top, right, bottom = found
        assert bottom >= tile.image.height - 8  # on the ground
        assert top > 0  # not cut off
        assert left > 0
        assert right < tile.image.width
        shapes.append((right - left) / (bottom - top))
    ratios: Tensor = torch.tensor(shapes)
    limits = {"pedestrian": (0.15, 0.9), "car": (0.9, 3.6), "motorcycle": (0.8, 2.2)}[name]
    assert limits[0] < float(ratios.min())
    assert float(ratios.max()) < limits[1]
    assert float(ratios.std()) > 0.04


def test_dice_and_shades() -> None:
    dice = Dice(torch.Generator().manual_seed(0))
    numbers = [dice.between(2, 3) for _ in range(200)]
    assert 2 <= min(numbers) < 2.1
    assert 2.9 < max(numbers) <= 3
    assert {dice.one("abc") for _ in range(40)} == set("abc")
    assert 60 < sum(dice.often(0.4) for _ in range(200)) < 100
    assert shade((100, 200, 10), 2) == (200, 255, 20)
    assert shade((100, 0, 10), 1, -120, 3, 0.4) == (0, 3, 10)
