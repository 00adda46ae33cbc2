"""Who and what is on a generated street: pedestrians, cars, motorcycles, each drawn with its own shape and colours.

A thing is drawn in metres, x to the right from its middle and y up from the ground, on a tile of its own that is as
large as it needs; the tile's opaque part is its box.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from lossland.datasets.street_pen import Dice, Tile, shade

SKIN = ((244, 208, 177), (224, 172, 125), (198, 134, 66), (141, 85, 36), (92, 58, 30))
HAIR = ((35, 28, 24), (88, 56, 30), (160, 120, 60), (140, 140, 140), (120, 40, 20))
CLOTHES = (
    (178, 34, 52), (32, 78, 140), (40, 110, 70), (230, 190, 60), (240, 240, 235), (60, 60, 68),
    (120, 80, 140), (220, 110, 50), (90, 140, 170), (150, 120, 90), (25, 30, 45), (200, 130, 150),
)  # fmt: skip
PAINT = (
    (190, 30, 40), (30, 70, 150), (235, 235, 235), (40, 42, 48), (150, 155, 160), (20, 100, 90),
    (230, 170, 30), (90, 30, 60), (110, 140, 100), (200, 90, 40), (80, 110, 170), (190, 180, 160),
)  # fmt: skip
GLASS, TYRE, METAL = (150, 185, 205), (28, 28, 30), (170, 172, 176)


def pedestrian(dice: Dice, scale: float) -> Tile:
    """Someone walking, standing or waiting, 1.1 to 1.9 m, seen from the side or the front."""
    tall = dice.between(1.5, 1.9) if dice.often(0.85) else dice.between(1.1, 1.4)
    tile = Tile(1.6, tall + 0.25, scale, dice.often(0.5))
    u = tall / 1.75
    skin, hair = dice.near(dice.one(SKIN), 10), dice.near(dice.one(HAIR), 12)
    top, legs, shoe = dice.near(dice.one(CLOTHES)), dice.near(dice.one(CLOTHES)), dice.near(dice.one(HAIR), 20)
    stride, lean = dice.between(0.0, 0.34) * u, dice.between(-0.03, 0.06) * u
    hip, neck = 0.86 * u, 1.45 * u
    wide = dice.between(0.17, 0.25) * u
    swing = stride * dice.between(0.6, 1.1)
    far = shade(top, 0.78)
    tile.limb(
        [(lean, neck - 0.08 * u), (-swing * 0.7 - wide * 0.7, 1.12 * u), (-swing - wide * 0.6, 0.9 * u)], 0.10 * u, far
    )
    skirt = dice.often(0.22)
    for side, colour in ((-1, shade(legs, 0.78)), (1, legs)):
        foot = side * (stride + 0.07 * u)
        leg = skin if skirt else colour
        knee = (foot * 0.55 + 0.04 * u, 0.45 * u)
        tile.limb([(side * 0.06 * u, hip), knee, (foot, 0.08 * u)], (0.13 if not skirt else 0.09) * u, leg)
        tile.limb([(foot - 0.03 * u, 0.045 * u), (foot + 0.11 * u, 0.04 * u)], 0.08 * u, shoe)
    if skirt:
        tile.shape([(-0.14 * u, 0.95 * u), (0.14 * u, 0.95 * u), (0.27 * u, 0.5 * u), (-0.27 * u, 0.5 * u)], legs)
    long_coat = dice.often(0.25)
    hem = (0.62 if long_coat else 0.84) * u
    coat = [(lean - wide, neck - 0.04 * u), (lean + wide, neck - 0.04 * u), (wide * 0.9, hem), (-wide * 0.9, hem)]
    tile.shape(coat, top)
    tile.disc(lean, neck - 0.05 * u, wide, top, 0.45)
    tile.limb(
        [(lean + wide * 0.6, neck - 0.1 * u), (swing * 0.6 + wide * 0.8, 1.12 * u), (swing + wide, 0.92 * u)],
        0.10 * u,
        shade(top, 1.12),
    )
    tile.disc(swing + wide, 0.9 * u, 0.055 * u, skin)
    if dice.often(0.3):  # a bag
        x, y = swing + wide, 0.72 * u
        bag = dice.near(dice.one(CLOTHES))
        tile.shape(
            [
                (x - 0.12 * u, y - 0.16 * u),
                (x + 0.12 * u, y - 0.16 * u),
                (x + 0.10 * u, y + 0.1 * u),
                (x - 0.1 * u, y + 0.1 * u),
            ],
            bag,
        )
    tile.limb([(lean, neck), (lean * 1.3, neck + 0.08 * u)], 0.1 * u, shade(skin, 0.85))
    head = neck + 0.19 * u
    if dice.often(0.35):
        tile.disc(lean * 1.4 - 0.03 * u, head - 0.06 * u, 0.14 * u, hair, 1.3)  # long hair
    tile.disc(lean * 1.4, head + 0.015 * u, 0.125 * u, hair, 1.1)
    tile.disc(lean * 1.4 + 0.025 * u, head - 0.015 * u, 0.108 * u, skin, 1.1)
    if dice.often(0.2):  # a hat
        hat = dice.near(dice.one(CLOTHES))
        tile.shape(
            [
                (lean - 0.2 * u, head + 0.07 * u),
                (lean + 0.22 * u, head + 0.07 * u),
                (lean + 0.1 * u, head + 0.19 * u),
                (lean - 0.1 * u, head + 0.19 * u),
            ],
            hat,
        )
    return tile


def wheel(tile: Tile, x: float, r: float, spokes: bool = False) -> None:
    """A wheel that stands on the ground."""
    tile.disc(x, r, r, TYRE)
    tile.disc(x, r, r * 0.62, METAL if not spokes else (70, 70, 74))
    if spokes:
        for k in range(4):
            a = math.pi * (k / 4 + 0.1)
            dx, dy = math.cos(a) * r * 0.6, math.sin(a) * r * 0.6
            tile.limb([(x - dx, r - dy), (x + dx, r + dy)], 0.025, METAL)
    tile.disc(x, r, r * 0.2, (90, 92, 96))


def car(dice: Dice, scale: float) -> Tile:
    """A saloon, estate, van or pick-up, from the side; one in four from the front or behind."""
    if dice.often(0.25):
        return car_end(dice, scale)
    kind = dice.one(("saloon", "estate", "van", "pick-up", "saloon"))
    long, tall = {"saloon": (4.4, 1.45), "estate": (4.2, 1.5), "van": (4.9, 2.0), "pick-up": (5.0, 1.75)}[kind]
    long, tall = long * dice.between(0.92, 1.06), tall * dice.between(0.95, 1.08)
    paint = dice.near(dice.one(PAINT))
    tile = Tile(long + 0.3, tall + 0.3, scale, dice.often(0.5))
    a, b, belt, r = -long / 2, long / 2, tall * 0.56, dice.between(0.30, 0.36)
    low = 0.28
    hood, tail = b - long * dice.between(0.2, 0.25), a + long * (0.14 if kind == "saloon" else 0.03)
    front = hood - long * dice.between(0.10, 0.15)
    back = tail + long * (0.10 if kind in ("saloon", "estate") else 0.02)
    if kind == "pick-up":
        back, tail = -0.1, -0.2
    roof = [(hood, belt), (front, tall), (back, tall), (tail, belt)]
    body = [
        (a, low + 0.1),
        (a, belt * 0.96),
        (tail, belt),
        *reversed(roof),
        (hood, belt),
        (b - 0.12, belt * 0.84),
        (b, belt * 0.6),
        (b, low + 0.05),
        (b - 0.1, low),
        (a + 0.1, low),
    ]
    tile.shape(body, paint)
    tile.shape([(a, low + 0.02), (b, low + 0.02), (b, low + 0.2), (a, low + 0.2)], shade(paint, 0.72))
    glass = dice.near(GLASS, 14)
    inset, rise = 0.10, tall - 0.1
    middle = (front + back) / 2 + 0.1
    tile.shape(
        [(hood - 0.2, belt + 0.02), (front - 0.03, rise), (middle + 0.05, rise), (middle + 0.05, belt + 0.02)], glass
    )
    if kind != "van" or dice.often(0.4):
        tile.shape(
            [(middle - 0.05, belt + 0.02), (middle - 0.05, rise), (back + inset, rise), (tail + 0.22, belt + 0.02)],
            shade(glass, 0.9),
        )
    for x in (middle, (middle + tail) / 2):
        tile.limb([(x, low + 0.22), (x, belt)], 0.02, shade(paint, 0.6))
    tile.limb([(middle - 0.35, belt - 0.1), (middle - 0.15, belt - 0.1)], 0.05, shade(paint, 0.55))
    tile.shape(
        [(b - 0.22, belt * 0.64), (b - 0.02, belt * 0.6), (b - 0.02, belt * 0.76), (b - 0.2, belt * 0.8)],
        (250, 244, 205),
    )
    tile.shape([(a, belt * 0.62), (a + 0.14, belt * 0.62), (a + 0.14, belt * 0.9), (a, belt * 0.9)], (190, 30, 30))
    for x in (a + long * 0.19, b - long * 0.18):
        tile.disc(x, r + 0.03, r + 0.07, shade(paint, 0.45))
        wheel(tile, x, r)
    return tile


def car_end(dice: Dice, scale: float) -> Tile:
    """A car from the front or from behind."""
    wide, tall = dice.between(1.7, 1.95), dice.between(1.4, 1.75)
    paint, ahead = dice.near(dice.one(PAINT)), dice.often(0.5)
    tile = Tile(wide + 0.5, tall + 0.2, scale, False)
    w, belt = wide / 2, tall * 0.58
    for side in (-1, 1):
        x = side * (w - 0.16)
        tile.shape([(x - 0.11, 0), (x + 0.11, 0), (x + 0.11, 0.5), (x - 0.11, 0.5)], TYRE)
    tile.shape([(-w * 0.9, belt), (-w * 0.7, tall), (w * 0.7, tall), (w * 0.9, belt)], shade(paint, 0.92))
    tile.shape(
        [(-w * 0.8, belt + 0.03), (-w * 0.64, tall - 0.1), (w * 0.64, tall - 0.1), (w * 0.8, belt + 0.03)],
        dice.near(GLASS, 14),
    )
    tile.shape(
        [
            (-w, 0.3),
            (-w, belt * 0.9),
            (-w * 0.92, belt + 0.02),
            (w * 0.92, belt + 0.02),
            (w, belt * 0.9),
            (w, 0.3),
            (w * 0.9, 0.2),
            (-w * 0.9, 0.2),
        ],
        paint,
    )
    tile.shape([(-w, 0.22), (w, 0.22), (w, 0.42), (-w, 0.42)], shade(paint, 0.68))
    lamp = (252, 246, 214) if ahead else (200, 32, 32)
    for side in (-1, 1):
        tile.disc(side * w * 0.76, belt * 0.74, 0.14, lamp, 0.75)
        tile.disc(side * (w + 0.1), belt + 0.1, 0.09, shade(paint, 0.7), 0.8)
    tile.shape(
        [(-0.42, belt * 0.55), (0.42, belt * 0.55), (0.36, belt * 0.78), (-0.36, belt * 0.78)],
        (48, 50, 54) if ahead else shade(paint, 0.8),
    )
    tile.shape([(-0.26, 0.44), (0.26, 0.44), (0.26, 0.56), (-0.26, 0.56)], (236, 236, 226))
    return tile


def motorcycle(dice: Dice, scale: float) -> Tile:
    """A motorcycle or scooter from the side, mostly with somebody on it."""
    paint, r, base = dice.near(dice.one(PAINT)), dice.between(0.29, 0.34), dice.between(1.30, 1.46)
    ridden, scooter = dice.often(0.7), dice.often(0.35)
    tile = Tile(2.5, 1.95, scale, dice.often(0.5))
    a, b = -base / 2, base / 2
    wheel(tile, a, r, spokes=True)
    wheel(tile, b, r, spokes=True)
    bar = (b - 0.28, 1.02)
    tile.limb([(b, r), bar], 0.06, METAL)
    if scooter:
        tile.limb([(b - 0.06, 0.42), (b - 0.22, 0.92)], 0.16, paint)
        tile.limb([(b - 0.1, 0.34), (a + 0.3, 0.34)], 0.12, shade(paint, 0.8))
        tile.shape([(a - 0.3, 0.45), (a + 0.45, 0.36), (a + 0.5, 0.74), (a - 0.28, 0.76)], paint)
    else:
        tile.limb([(a, r), (a + 0.5, 0.4), (b - 0.25, 0.62)], 0.09, (60, 62, 66))
        tile.shape([(-0.28, 0.24), (0.26, 0.24), (0.3, 0.6), (-0.3, 0.6)], (84, 86, 92))
        tile.shape([(-0.12, 0.66), (0.4, 0.7), (0.34, 0.93), (0.0, 0.92)], paint)
        tile.limb([(0.1, 0.22), (a - 0.2, 0.34)], 0.08, METAL)
        tile.limb([(a - 0.26, 0.66), (a + 0.1, 0.7)], 0.08, paint)
    tile.limb([(a - 0.22, 0.78), (-0.02, 0.76)], 0.13, (36, 34, 36))
    tile.limb([bar, (b - 0.42, 1.06)], 0.05, (40, 40, 42))
    tile.disc(b - 0.2, 0.86, 0.1, (250, 244, 205))
    if ridden:
        top, legs, helmet = (dice.near(dice.one(CLOTHES)) for _ in range(3))
        hip, lean = (-0.22, 0.88), dice.between(0.05, 0.28)
        shoulder = (hip[0] + lean, 1.38)
        tile.limb([hip, (0.16, 0.72), (0.06, 0.34)], 0.15, legs)
        tile.limb([(0.04, 0.3), (0.2, 0.29)], 0.1, (40, 34, 30))
        tile.limb([hip, shoulder], 0.3, top)
        tile.limb([shoulder, (shoulder[0] + 0.22, 1.16), (b - 0.42, 1.06)], 0.11, shade(top, 1.12))
        tile.disc(shoulder[0] + 0.08, 1.64, 0.155, helmet)
        tile.shape(
            [
                (shoulder[0] + 0.1, 1.6),
                (shoulder[0] + 0.24, 1.58),
                (shoulder[0] + 0.22, 1.69),
                (shoulder[0] + 0.1, 1.7),
            ],
            (40, 48, 58),
        )
    return tile


THINGS: tuple[tuple[str, Callable[[Dice, float], Tile]], ...] = (
    ("pedestrian", pedestrian),
    ("car", car),
    ("motorcycle", motorcycle),
)
