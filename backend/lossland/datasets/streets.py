"""Generated street scenes with the box of every pedestrian, car and motorcycle: drawn, not photographed.

Things stand on the ground in perspective, so that near ones are large and hide far ones; light, weather, houses and
colours are drawn anew for each scene. A box is that of the whole thing as far as it lies in the picture; things of which
less than half can be seen have none and are not drawn.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.datasets.street_pen import Colour, Dice, shade
from lossland.datasets.street_things import THINGS

WIDTH, HEIGHT = 320, 240
CLASSES = tuple(name for name, _ in THINGS)
LARGER = 2
"""Scenes are drawn this much larger and made smaller, which smooths their edges."""
SEEN, LEAST = 0.5, 12
"""Share of a thing that must be visible, and height in pixels that it must have."""
NEAR = (0.4, 0.85)
"""Where near things stand, from the horizon (0) to the lower edge (1)."""
EYE = 1.6
"""Metres above the ground from which the scene is seen."""

SKIES: tuple[tuple[Colour, Colour, float], ...] = (
    ((96, 156, 222), (206, 226, 240), 1.0),
    ((60, 120, 200), (180, 210, 236), 1.08),
    ((150, 160, 170), (200, 204, 206), 0.86),
    ((90, 84, 130), (246, 170, 110), 0.74),
    ((24, 30, 58), (70, 70, 104), 0.5),
)
WALLS: tuple[Colour, ...] = (
    (190, 150, 120), (170, 90, 74), (208, 196, 170), (150, 150, 156), (196, 170, 110), (130, 110, 100), (176, 190, 196),
)  # fmt: skip


class Street(NamedTuple):
    """A scene: picture (3, 240, 320) uint8, boxes (n, 4) corners in pixels, labels (n,) places in `CLASSES`."""

    picture: Tensor
    boxes: Tensor
    labels: Tensor


def street(rng: torch.Generator, most: int = 9, close: bool = False) -> Street:
    """One scene with at most that many things; with `close` none of them is far off."""
    dice = Dice(rng)
    w, h = WIDTH * LARGER, HEIGHT * LARGER
    horizon = h * dice.between(0.34, 0.46)
    high, low, light = dice.one(SKIES)
    scene = background(dice, w, h, horizon, dice.near(high, 14), dice.near(low, 14))
    placed = []
    for _ in range(round(dice.between(0.6, most + 0.4))):
        label = dice.one((0, 0, 1, 1, 2))
        # a third near, the rest further off: on the ground, height over the horizon is inverse to distance
        near = NEAR if close else (0.1, 0.85) if dice.often(0.6) else (0.08, 0.4)
        ground = horizon + (h - horizon) * dice.between(*near)
        scale = (ground - horizon) / EYE
        tile = THINGS[label][1](dice, scale)
        left = round(dice.between(-0.25 * tile.image.width, w - 0.75 * tile.image.width))
        placed.append((ground, label, tile.image, left, round(ground) - tile.image.height + 2))
    placed.sort(key=lambda thing: thing[0])
    kept = visible(placed, w, h)
    for ground, _, image, left, top in kept:
        cast(scene, ground, image, left)
        scene.paste(image, (left, top), image)
    picture = scene.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    if dice.often(0.3):
        picture = picture.filter(ImageFilter.GaussianBlur(dice.between(0.2, 0.8)))
    pixels = torch.from_numpy(np.array(picture)).permute(2, 0, 1).contiguous().float()  # (3, H, W)
    pixels.mul_(light).mul_(dice.between(0.9, 1.1))
    pixels += torch.randn(pixels.shape, generator=rng).mul_(dice.between(0, 7))
    boxes = torch.tensor([box(image, left, top, w, h) for _, _, image, left, top in kept]).reshape(-1, 4) / LARGER
    return Street(pixels.clamp(0, 255).byte(), boxes, torch.tensor([thing[1] for thing in kept], dtype=torch.long))


def streets(count: int, seed: int) -> list[Street]:
    """That many scenes."""
    rng = torch.Generator().manual_seed(seed)
    return [street(rng) for _ in range(count)]


@embedded
@cache
def scenes(count: int, seed: int, most: int = 9, close: bool = False) -> list[tuple[Tensor, Tensor, Tensor]]:
    """That many scenes with at most `most` things each, as plain tuples, kept for whoever asks again."""
    rng = torch.Generator().manual_seed(seed)
    made = [street(rng, most, close) for _ in range(count)]
    return [(one.picture, one.boxes, one.labels) for one in made]


Placed = tuple[float, int, Image.Image, int, int]
"""Ground line, class, tile, and where the tile's upper left corner lies."""


def box(image: Image.Image, left: int, top: int, w: int, h: int) -> tuple[float, float, float, float]:
    """The opaque part of a tile as far as it lies in the picture."""
    a, b, c, d = image.getchannel("A").getbbox() or (0, 0, 0, 0)
    return max(0.0, left + a), max(0.0, top + b), min(float(w), left + c), min(float(h), top + d)


def visible(placed: list[Placed], w: int, h: int) -> list[Placed]:
    """Those of which enough is seen: from the nearest to the furthest, so that what is left out hides nothing."""
    covered = Image.new("L", (w, h))
    kept: list[Placed] = []
    for thing in reversed(placed):
        _, _, image, left, top = thing
        alpha = image.getchannel("A")
        whole = alpha.histogram()[255]
        hidden = covered.crop((left, top, left + image.width, top + image.height))  # beyond the picture it is 0
        beyond = Image.new("L", image.size, 255)
        beyond.paste(0, (-left, -top, w - left, h - top))
        seen = ImageChops.subtract(alpha, ImageChops.lighter(hidden, beyond)).histogram()[255]
        a, b, c, d = box(image, left, top, w, h)
        if whole and seen >= SEEN * whole and d - b >= LEAST * LARGER and c - a >= LEAST * LARGER / 2:
            kept.append(thing)
            covered.paste(ImageChops.lighter(hidden, alpha), (left, top))
    return kept[::-1]


def cast(scene: Image.Image, ground: float, image: Image.Image, left: int) -> None:
    """A soft shadow below a thing."""
    a, _, c, _ = image.getchannel("A").getbbox() or (0, 0, 0, 0)
    deep = max(2.0, (c - a) * 0.09)
    mask = Image.new("L", (c - a + 12, round(2 * deep) + 8))
    ImageDraw.Draw(mask).ellipse((6, 4, c - a + 6, 4 + 2 * deep), fill=120)
    mask = mask.filter(ImageFilter.GaussianBlur(max(1.0, deep / 4)))
    scene.paste((18, 18, 24), (left + a - 6, round(ground - deep) - 4), mask)


def background(dice: Dice, w: int, h: int, horizon: float, high: Colour, low: Colour) -> Image.Image:
    """Sky, houses, trees, pavement and road."""
    ramp = Image.linear_gradient("L").crop((0, 0, 1, 256)).resize((1, max(1, round(horizon))))
    sky = Image.composite(Image.new("RGB", ramp.size, low), Image.new("RGB", ramp.size, high), ramp)
    scene = Image.new("RGB", (w, h), low)
    scene.paste(sky.resize((w, sky.height), Image.Resampling.NEAREST), (0, 0))  # each row has one colour
    pen = ImageDraw.Draw(scene)
    for _ in range(round(dice.between(0, 4))):
        x, y, r = dice.between(0, w), dice.between(0, horizon * 0.5), dice.between(14, 40)
        for k in range(4):
            pen.ellipse((x + k * r * 0.7 - r, y - r * 0.4, x + k * r * 0.7 + r, y + r * 0.4), fill=shade(low, 1.05))
    kerb = horizon + (h - horizon) * dice.between(0.05, 0.14)
    x = -dice.between(0, 60)
    while x < w:
        wide = dice.between(60, 170)
        if dice.often(0.82):
            house(dice, pen, x, wide, dice.between(0.02, 0.62) * horizon, kerb)
        x += wide + (dice.between(0, 30) if dice.often(0.3) else 0)
    pavement = shade(dice.near((168, 164, 158), 6), dice.between(0.85, 1.1))
    pen.rectangle((0, kerb, w, h), fill=pavement)
    road = horizon + (h - horizon) * dice.between(0.2, 0.3)
    tarmac = shade(dice.near((92, 92, 96), 5), dice.between(0.75, 1.25))
    pen.rectangle((0, road, w, h), fill=tarmac)
    pen.line((0, road, w, road), fill=shade(pavement, 1.15), width=4)
    crossing = dice.between(0, w) if dice.often(0.4) else None
    middle = (road + h) / 2 + dice.between(-10, 20)
    step, thick = dice.between(70, 110), round(dice.between(4, 7))
    for k in range(int(w / step) + 2):
        pen.line((k * step, middle, k * step + step * 0.5, middle), fill=(226, 224, 214), width=thick)
    if crossing is not None:
        for k in range(7):
            y = road + 10 + (h - road) * k / 7
            spread = 24 + (y - horizon) * 0.35
            pen.rectangle((crossing - spread, y, crossing + spread, y + (h - road) / 14), fill=(222, 220, 212))
    for _ in range(round(dice.between(0, 4))):
        tree(dice, pen, dice.between(0, w), kerb + dice.between(0, road - kerb), horizon)
    for _ in range(round(dice.between(0, 3))):
        lamp(dice, pen, dice.between(0, w), kerb + dice.between(4, 14), horizon)
    return scene


def house(dice: Dice, pen: ImageDraw.ImageDraw, x: float, wide: float, top: float, ground: float) -> None:
    """A front with windows, a door and perhaps a shop."""
    wall = dice.near(dice.one(WALLS))
    pen.rectangle((x, top, x + wide, ground), fill=wall)
    if dice.often(0.45):
        roof = dice.near((130, 70, 56), 24)
        pen.polygon(
            [(x - 4, top), (x + wide + 4, top), (x + wide * 0.8, top - 24), (x + wide * 0.2, top - 24)], fill=roof
        )
    columns, pane = max(2, int(wide / dice.between(22, 34))), dice.near((92, 116, 140), 26)
    step = wide / columns
    y = top + 10
    while y + 18 < ground - 26:
        for k in range(columns):
            lit = dice.often(0.12)
            left = x + (k + 0.25) * step
            pen.rectangle(
                (left, y, left + step * 0.5, y + 16), fill=(240, 214, 140) if lit else pane, outline=shade(wall, 0.7)
            )
        y += 28
    if dice.often(0.5):
        pen.rectangle((x + 4, ground - 24, x + wide - 4, ground - 4), fill=shade(pane, 0.8))
        pen.rectangle((x + 2, ground - 30, x + wide - 2, ground - 22), fill=dice.near((170, 60, 60), 60))
    door = x + wide * dice.between(0.1, 0.75)
    pen.rectangle((door, ground - 26, door + 14, ground), fill=dice.near((90, 60, 44), 30))


def tree(dice: Dice, pen: ImageDraw.ImageDraw, x: float, ground: float, horizon: float) -> None:
    """A trunk and a crown."""
    tall = (ground - horizon) / EYE * dice.between(3.0, 5.0) + 20
    pen.rectangle((x - tall * 0.03, ground - tall * 0.5, x + tall * 0.03, ground), fill=(92, 68, 48))
    leaf = dice.near((70, 120, 60), 24)
    for k in range(6):
        dx, dy, r = dice.between(-0.2, 0.2) * tall, dice.between(0.55, 0.9) * tall, dice.between(0.13, 0.2) * tall
        pen.ellipse((x + dx - r, ground - dy - r, x + dx + r, ground - dy + r), fill=shade(leaf, 0.8 + 0.07 * k))


def lamp(dice: Dice, pen: ImageDraw.ImageDraw, x: float, ground: float, horizon: float) -> None:
    """A lamp post or a sign."""
    tall = (ground - horizon) / EYE * dice.between(2.6, 4.2) + 14
    pen.line((x, ground, x, ground - tall), fill=(70, 74, 78), width=4)
    if dice.often(0.5):
        pen.line((x, ground - tall, x + 18, ground - tall - 4), fill=(70, 74, 78), width=4)
        pen.ellipse((x + 12, ground - tall - 6, x + 26, ground - tall + 2), fill=(250, 236, 180))
    else:
        pen.ellipse(
            (x - 10, ground - tall - 10, x + 10, ground - tall + 10),
            fill=dice.one(((190, 40, 40), (40, 80, 170), (230, 190, 50))),
        )
