"""What generated street scenes are drawn with: dice, colours, and a tile measured in metres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import torch
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]
V = TypeVar("V")


class Dice:
    """Random numbers of a generator as plain ones."""

    def __init__(self, rng: torch.Generator) -> None:
        self.rng = rng
        self._drawn = torch.empty(())  # a new tensor for each number would take twice as long

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._drawn.uniform_(generator=self.rng).item()

    def one(self, values: Sequence[V]) -> V:
        return values[int(torch.randint(len(values), (), generator=self.rng))]

    def often(self, probability: float) -> bool:
        return self.between(0, 1) < probability

    def near(self, colour: Colour, by: float = 22) -> Colour:
        """A colour a little off."""
        return shade(colour, 1, *(self.between(-by, by) for _ in range(3)))


def shade(colour: Colour, light: float, *more: float) -> Colour:
    """The colour times `light`, plus what is given for red, green, blue."""
    added = more or (0.0, 0.0, 0.0)
    r, g, b = (round(min(255.0, max(0.0, c * light + a))) for c, a in zip(colour, added, strict=True))
    return r, g, b


class Tile:
    """A transparent picture `width` x `height` metres, at `scale` pixels a metre."""

    def __init__(self, width: float, height: float, scale: float, flip: bool) -> None:
        self.width, self.height, self.scale, self.flip = width, height, scale, flip
        self.image = Image.new("RGBA", (math.ceil(width * scale) + 4, math.ceil(height * scale) + 4))
        self.pen = ImageDraw.Draw(self.image)

    def at(self, x: float, y: float) -> Point:
        """Pixels of a point in metres."""
        return (self.width / 2 + (-x if self.flip else x)) * self.scale + 2, (self.height - y) * self.scale + 2

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon([self.at(*point) for point in points], fill=colour)

    def disc(self, x: float, y: float, r: float, colour: Colour, tall: float = 1.0) -> None:
        (u, v), a = self.at(x, y), r * self.scale
        self.pen.ellipse((u - a, v - a * tall, u + a, v + a * tall), fill=colour)

    def limb(self, points: Sequence[Point], wide: float, colour: Colour) -> None:
        """A thick line with round ends."""
        thick = max(1, round(wide * self.scale))
        self.pen.line([self.at(*point) for point in points], fill=colour, width=thick, joint="curve")
        for x, y in points:
            self.disc(x, y, wide / 2, colour)
