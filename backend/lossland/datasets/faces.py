"""Generated faces with their landmarks: drawn, not photographed. Landmark k is the same point of every face.

Left and right are those of whoever looks at the picture, before the head is tilted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import torch
from PIL import Image, ImageDraw
from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.datasets.small_pictures import FINER, SMALL_HEIGHT, SMALL_WIDTH, made_small
from lossland.datasets.street_pen import Colour, Dice, Point, shade
from lossland.datasets.street_things import CLOTHES, HAIR, SKIN

LANDMARKS = (
    "left_eye_outer",
    "left_eye_inner",
    "right_eye_inner",
    "right_eye_outer",
    "nose_tip",
    "mouth_left",
    "mouth_right",
    "chin",
)
MIRRORED = (3, 2, 1, 0, 4, 6, 5, 7)
"""Which landmark each one becomes where left and right change places."""
NO_FACE = 4
"""One picture in so many has no face."""
PAPERS: tuple[Colour, ...] = (
    (120, 150, 170),
    (190, 180, 160),
    (90, 110, 90),
    (150, 120, 140),
    (70, 74, 90),
    (210, 214, 218),
)
EYES: tuple[Colour, ...] = ((60, 40, 30), (50, 90, 130), (70, 110, 70), (110, 80, 40))


@embedded
@cache
def faces(count: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Pictures (n, 3, 60, 80) uint8, landmarks (n, 8, 2) as x and y in pixels, and whether there is a face (n,) bool.

    Of four pictures the last has no face; its landmarks are 0.
    """
    dice = Dice(torch.Generator().manual_seed(seed))
    there = torch.arange(count) % NO_FACE != NO_FACE - 1
    made = [portrait(dice, bool(face)) for face in there]
    pictures, points = zip(*made, strict=True)
    return torch.stack(pictures), torch.tensor(points), there


def portrait(dice: Dice, face: bool) -> tuple[Tensor, list[Point]]:
    """A picture (3, 60, 80) uint8 and its landmarks."""
    picture = Image.new("RGB", (SMALL_WIDTH * FINER, SMALL_HEIGHT * FINER), dice.near(dice.one(PAPERS)))
    clutter(dice, ImageDraw.Draw(picture))
    points = [(0.0, 0.0)] * len(LANDMARKS)
    if face:
        size = dice.between(14, 23) * FINER
        x = dice.between(0.35, 0.65) * SMALL_WIDTH * FINER
        y = dice.between(0.42, 0.55) * SMALL_HEIGHT * FINER
        head = Head(ImageDraw.Draw(picture), (x, y), size, math.radians(dice.between(-28, 28)))
        points = [(a / FINER, b / FINER) for a, b in head.drawn(dice)]
    return made_small(dice, picture, dice.between(0.7, 1.15)), points


def clutter(dice: Dice, pen: ImageDraw.ImageDraw) -> None:
    """What stands behind: pictures on the wall, and balls that are round as a head is."""
    for _ in range(round(dice.between(0, 3.4))):
        x, y = dice.between(0, SMALL_WIDTH * FINER), dice.between(0, SMALL_HEIGHT * FINER)
        w, h = dice.between(20, 70), dice.between(20, 70)
        colour = dice.near(dice.one((*CLOTHES, *SKIN)))
        draw = pen.ellipse if dice.often(0.5) else pen.rectangle
        draw((x - w / 2, y - h / 2, x + w / 2, y + h / 2), fill=colour)


class Head:
    """A head of its own: points are given in half heights of it, x to the right and y up from its middle, untilted."""

    def __init__(self, pen: ImageDraw.ImageDraw, middle: Point, size: float, tilt: float) -> None:
        self.pen, self.middle, self.size = pen, middle, size
        self.cos, self.sin = math.cos(tilt), math.sin(tilt)

    def at(self, x: float, y: float) -> Point:
        """Pixels of a point."""
        right, down = self.size * x, -self.size * y
        return (
            self.middle[0] + right * self.cos - down * self.sin,
            self.middle[1] + right * self.sin + down * self.cos,
        )

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon([self.at(*point) for point in points], fill=colour)

    def disc(self, x: float, y: float, wide: float, tall: float, colour: Colour) -> None:
        """An ellipse with these half axes."""
        turns = (math.tau * k / 40 for k in range(40))
        self.shape([(x + wide * math.cos(a), y + tall * math.sin(a)) for a in turns], colour)

    def stroke(self, points: Sequence[Point], wide: float, colour: Colour) -> None:
        self.pen.line(
            [self.at(*point) for point in points], fill=colour, width=max(1, round(wide * self.size)), joint="curve"
        )

    def drawn(self, dice: Dice) -> list[Point]:
        """Draws hair, head, eyes, nose and mouth; the landmarks in pixels, in the order of `LANDMARKS`."""
        skin, hair = dice.near(dice.one(SKIN), 10), dice.near(dice.one(HAIR), 12)
        wide = dice.between(0.66, 0.8)
        self.shape([(-1.1, -1.7), (1.1, -1.7), (0.7, -0.95), (-0.7, -0.95)], dice.near(dice.one(CLOTHES)))
        self.shape([(-0.3, -1.3), (0.3, -1.3), (0.3, -0.6), (-0.3, -0.6)], shade(skin, 0.85))
        if dice.often(0.4):  # long hair
            self.disc(0, -0.1, wide * 1.16, 1.08, shade(hair, 0.9))
        for side in (-1, 1):
            self.disc(side * wide, 0.02, 0.12, 0.2, shade(skin, 0.9))
        self.disc(0, 0.12, wide * 1.05, 0.98, hair)
        self.disc(0, 0, wide, 1, skin)
        fringe = dice.between(0.55, 0.75)
        turns = [math.asin(fringe) + (math.pi - 2 * math.asin(fringe)) * k / 16 for k in range(17)]
        self.shape([(1.03 * wide * math.cos(a), 1.03 * math.sin(a)) for a in turns], hair)
        eyes = self.eyes(dice, hair)
        nose = self.nose(dice, skin)
        mouth = self.mouth(dice)
        return [self.at(*point) for point in (*eyes, nose, *mouth, (0.0, -1.0))]

    def eyes(self, dice: Dice, hair: Colour) -> list[Point]:
        """Both eyes with their brows; outer and inner corner of the left one, inner and outer of the right one."""
        apart, y, half = dice.between(0.3, 0.38), dice.between(0.1, 0.24), dice.between(0.13, 0.18)
        opened, iris, look = dice.between(0.07, 0.12), dice.one(EYES), dice.between(-0.05, 0.05)
        brow, raised = dice.between(0.2, 0.28), dice.between(-0.05, 0.08)
        corners = []
        for side in (-1, 1):
            x = side * apart
            self.disc(x, y, half, opened, (246, 246, 242))
            self.disc(x + look, y, opened * 0.95, opened * 0.95, iris)
            self.disc(x + look, y, opened * 0.45, opened * 0.45, (16, 14, 14))
            self.stroke(
                [(x - side * half, y + brow), (x + side * half * 1.2, y + brow + raised)], 0.07, shade(hair, 0.8)
            )
            corners += sorted([(x - half, y), (x + half, y)])
        return corners

    def nose(self, dice: Dice, skin: Colour) -> Point:
        """A nose and its tip."""
        y, wide = dice.between(-0.3, -0.16), dice.between(0.09, 0.15)
        self.shape([(0, 0.12), (wide, y), (-wide, y)], shade(skin, 0.84))
        self.disc(0, y, wide, 0.07, shade(skin, 0.78))
        return 0.0, y

    def mouth(self, dice: Dice) -> list[Point]:
        """A mouth, smiling or not, open or not; its left and right corner."""
        y, half, smile = dice.between(-0.62, -0.5), dice.between(0.2, 0.34), dice.between(-0.08, 0.14)
        opened, lips = dice.between(0.03, 0.14), dice.near((176, 70, 76), 26)
        xs = [half * (k / 6 - 1) for k in range(13)]
        below = [(x, y + smile * ((x / half) ** 2 - 1) - opened * (1 - (x / half) ** 2)) for x in xs]
        above = [(x, y + smile * ((x / half) ** 2 - 1) + 0.5 * opened * (1 - (x / half) ** 2)) for x in xs]
        self.shape([*below, *reversed(above)], lips)
        return [(-half, y), (half, y)]
