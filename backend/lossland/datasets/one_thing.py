"""Small pictures of a street with one pedestrian, car or motorcycle, or with none: drawn, not photographed."""

from __future__ import annotations

from functools import cache

import torch
from PIL import Image
from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.datasets.small_pictures import FINER, SMALL_HEIGHT, SMALL_WIDTH, made_small
from lossland.datasets.street_pen import Dice
from lossland.datasets.street_things import THINGS
from lossland.datasets.streets import SKIES, background, cast

NOTHING = 3
"""The label of a street with nothing on it, after those in `streets.CLASSES`."""
LONG = ((24, 46), (32, 62), (26, 52))
"""The least and the greatest length in pixels of each kind: a pedestrian's height, the width of the others."""
METRES = (2.0, 5.2, 2.4)
"""What that length is on the street, for the longest of the kind."""
DARKEST = 0.6
"""Of the light of a street: what is small must be seen by night too."""
GROUNDS = 48
"""Streets that are drawn; every picture shows a part of one of them."""

Corners = tuple[float, float, float, float]


@embedded
@cache
def one_thing(count: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Pictures (n, 3, 60, 80) uint8, boxes (n, 4), corners in pixels, and labels (n,), places in `streets.CLASSES`.

    Pedestrian, car, motorcycle, nothing, and again; where nothing is the box is 0 and the label 3.
    """
    dice = Dice(torch.Generator().manual_seed(seed))
    grounds = [ground(dice) for _ in range(GROUNDS)]
    made = [with_thing(dice, *dice.one(grounds), k % (NOTHING + 1)) for k in range(count)]
    pictures, boxes = zip(*made, strict=True)
    labels = torch.arange(count) % (NOTHING + 1)
    return torch.stack(pictures), torch.tensor(boxes).reshape(-1, 4), labels


def ground(dice: Dice) -> tuple[Image.Image, float, float]:
    """A street with nothing on it, where its horizon is as a share of the height, and how light it is."""
    wide, tall = 2 * SMALL_WIDTH * FINER, 2 * SMALL_HEIGHT * FINER
    high, low, light = dice.one(SKIES)
    horizon = tall * dice.between(0.34, 0.46)
    scene = background(dice, wide, tall, horizon, dice.near(high, 14), dice.near(low, 14))
    return scene.resize((wide * 2 // 3, tall * 2 // 3), Image.Resampling.BOX), horizon / tall, light


def with_thing(dice: Dice, scene: Image.Image, horizon: float, light: float, label: int) -> tuple[Tensor, Corners]:
    """A part of a street with a thing on it, (3, 60, 80) uint8, and the thing's box."""
    wide, tall = SMALL_WIDTH * FINER, SMALL_HEIGHT * FINER
    left, top = round(dice.between(0, scene.width - wide)), round(dice.between(0, scene.height - tall))
    picture = scene.crop((left, top, left + wide, top + tall))
    if dice.often(0.5):
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    corners = (0.0, 0.0, 0.0, 0.0)
    if label != NOTHING:
        tile = THINGS[label][1](dice, FINER * dice.between(*LONG[label]) / METRES[label]).image
        tile = tile.crop(tile.getchannel("A").getbbox())
        lowest = tall - tile.height
        highest = min(max(0.0, horizon * scene.height - top + 4 - tile.height), lowest)  # it stands on the ground
        x, y = round(dice.between(0, wide - tile.width)), round(dice.between(highest, lowest))
        cast(picture, y + tile.height - 2, tile, x)
        picture.paste(tile, (x, y), tile)
        corners = (x / FINER, y / FINER, (x + tile.width) / FINER, (y + tile.height) / FINER)
    return made_small(dice, picture, max(light, DARKEST) * dice.between(0.85, 1.15)), corners
