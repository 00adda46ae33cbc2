"""Generated paintings: textures with a handwriting of their own, to take a style from.

Strokes are noise smeared along a field of directions (line integral convolution; Cabral and Leedom 1993, "Imaging vector
fields using line integral convolution").
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache

import torch
from torch import Tensor
from torch.nn.functional import grid_sample, interpolate

TALL, WIDE = 384, 512


def waves(rng: torch.Generator, cells: int, height: int = TALL, width: int = WIDE) -> Tensor:
    """Smooth noise (height, width) of about unit spread, with about `cells` hills across."""
    coarse = torch.randn(1, 1, max(2, cells * height // width), cells, generator=rng)
    return interpolate(coarse, (height, width), mode="bicubic", align_corners=True)[0, 0] * 1.5


def smeared(noise: Tensor, angle: Tensor, length: int) -> Tensor:
    """Each pixel's mean of noise (C, h, w) along the field of directions `angle` (h, w), `length` pixels each way."""
    _, h, w = noise.shape
    step = torch.stack([angle.cos() * 2 / w, angle.sin() * 2 / h], -1)  # (h, w, 2) one pixel, as grid_sample counts
    rows, columns = torch.linspace(-1, 1, h), torch.linspace(-1, 1, w)
    home = torch.stack(torch.meshgrid(columns, rows, indexing="xy"), -1)  # (h, w, 2)
    total = noise.clone()
    for sign in (1, -1):
        place = home
        for _ in range(length):
            way = grid_sample(step.permute(2, 0, 1)[None], place[None], padding_mode="border", align_corners=True)
            place = place + sign * way[0].permute(1, 2, 0)
            total = total + grid_sample(noise[None], place[None], padding_mode="reflection", align_corners=True)[0]
    return total / (2 * length + 1)


def along(palette: str, share: Tensor) -> Tensor:
    """Colours (3, h, w) from a palette "rrggbb rrggbb ..." at shares (h, w) in [0, 1], blended between neighbours."""
    colours = torch.tensor([[int(one[i : i + 2], 16) / 255 for i in (0, 2, 4)] for one in palette.split()])  # (n, 3)
    at = share.clamp(0, 1) * (len(colours) - 1)
    low = at.floor().long().clamp(max=len(colours) - 2)
    mixed = torch.lerp(colours[low], colours[low + 1], (at - low)[..., None])  # (h, w, 3)
    return mixed.permute(2, 0, 1)


def even(values: Tensor) -> Tensor:
    """The rank of each value among all, as a share: every colour of a palette gets as much room."""
    return values.flatten().argsort().argsort().view(values.shape) / values.numel()


def swirls(rng: torch.Generator) -> Tensor:
    """Whirling strokes of blue with lights."""
    y, x = torch.meshgrid(torch.linspace(0, 3, TALL), torch.linspace(0, 4, WIDE), indexing="ij")
    angle = 0.6 * waves(rng, 4)
    light = torch.zeros(TALL, WIDE)
    for _ in range(9):
        cx, cy, size = (float(v) for v in torch.rand(3, generator=rng) * torch.tensor([4.0, 3.0, 0.45]))
        r = ((x - cx) ** 2 + (y - cy) ** 2).sqrt()
        near = torch.exp(-((r / (0.35 + size)) ** 2))
        turn = torch.atan2(y - cy, x - cx) + math.pi / 2
        angle = torch.atan2(torch.lerp(angle.sin(), turn.sin(), near), torch.lerp(angle.cos(), turn.cos(), near))
        light = light.maximum(torch.exp(-((r / (0.1 + 0.3 * size)) ** 2)))
    grain = torch.randn(1, TALL // 3, WIDE // 3, generator=rng)
    grain = interpolate(grain[None], (TALL, WIDE), mode="nearest")[0]
    stroke = smeared(grain, angle, 16)[0]
    sky = even(stroke + 0.12 * waves(rng, 3))
    blue = along("0b1238 14306b 1f55a0 3f86c4 8fc1d8 dfe6c8", sky)
    gold = along("a8641a d99a2b f2cf5b fff3b8", even(stroke))
    return torch.lerp(blue, gold, light.clamp(0, 1) ** 0.7)


def woodcut(rng: torch.Generator) -> Tensor:
    """Carved lines that follow hills, in three inks on paper."""
    hills = waves(rng, 7)
    lines = torch.sin(24 * hills + 0.5 * waves(rng, 28))
    ink = torch.sigmoid(9 * (lines - 0.8 * torch.tanh(waves(rng, 4))))
    colours = along("0d2a4a 12476f 2c7da0 d8c9a0 e8dcc0", even(hills))
    paper = torch.tensor([0.95, 0.91, 0.82])[:, None, None]
    return torch.lerp(paper.expand(3, TALL, WIDE), colours, ink)


def mosaic(rng: torch.Generator) -> Tensor:
    """Coloured glass in lead."""
    sites = torch.rand(420, 2, generator=rng) * torch.tensor([float(WIDE), float(TALL)])
    y, x = torch.meshgrid(torch.arange(TALL), torch.arange(WIDE), indexing="ij")
    distance = torch.cdist(torch.stack([x, y], -1).view(-1, 2).float(), sites)  # (h w, n)
    nearest = distance.topk(2, largest=False)
    edge = (nearest.values[:, 1] - nearest.values[:, 0]).view(TALL, WIDE)
    warm = even(waves(rng, 4))[sites[:, 1].long().clamp(max=TALL - 1), sites[:, 0].long().clamp(max=WIDE - 1)]
    share = (warm + 0.25 * (torch.rand(420, generator=rng) - 0.5)).clamp(0, 1)
    glass = along("7a1022 c8302b e88a2a f4d35e 3fa796 1d6fa3 2a2c7c", share[nearest.indices[:, 0]].view(TALL, WIDE))
    shade = (0.9 + 0.1 * waves(rng, 24)).clamp(0.6, 1.1)
    return (glass * shade).clamp(0, 1) * torch.sigmoid(1.6 * (edge - 3.0))


def dots(rng: torch.Generator) -> Tensor:
    """Thousands of touches of pure colour."""
    warm = even(waves(rng, 5))
    picture = along("2d4739 5b8c5a", torch.rand(TALL, WIDE, generator=rng))
    for radius, count in ((5, 5000), (4, 9000), (3, 12000)):
        x = torch.randint(WIDE, (count,), generator=rng)
        y = torch.randint(TALL, (count,), generator=rng)
        share = (warm[y, x] + 0.35 * (torch.rand(count, generator=rng) - 0.5)).clamp(0, 1)
        colour = along("1b3a8a 3c7dd9 7cc6a0 f5e663 f29e4c d1495b 8e2f6f", share[None])[:, 0]  # (3, count)
        for down in range(-radius, radius + 1):
            reach = round((radius**2 - down**2) ** 0.5)
            for right in range(-reach, reach + 1):
                picture[:, (y + down).clamp(0, TALL - 1), (x + right).clamp(0, WIDE - 1)] = colour
    return picture


PAINTINGS: Mapping[str, Callable[[torch.Generator], Tensor]] = {
    "swirls": swirls,
    "woodcut": woodcut,
    "mosaic": mosaic,
    "dots": dots,
}
"""Name -> (3, 384, 512) in [0, 1] from a generator."""


@cache
def painting(name: str) -> Tensor:
    """A generated painting (384, 512, 3) uint8, always the same."""
    picture = PAINTINGS[name](torch.Generator().manual_seed(7))
    return (picture.clamp(0, 1) * 255).round().to(torch.uint8).permute(1, 2, 0).contiguous()
