"""The recipe of `digits`: MNIST, each picture bent, turned and drawn with a thicker or thinner pen anew each time.

MNIST alone teaches pens of one width and the hands of its writers; a mouse on a page draws otherwise.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, avg_pool2d, cross_entropy, grid_sample, interpolate, max_pool2d

from lossland.algorithms.vision.digit_net import SIDE, DigitNet
from lossland.lab.text import T
from lossland.models.training import About, Recipe

HELD_OUT, BATCH, PASSES = 10_000, 128, 14


class Digits(Recipe[DigitNet]):
    """Trains on all but the last 10,000 of the pictures (N, 28, 28) uint8, which tell the quality."""

    name = "digits"
    about = About(
        title=T("Handwritten digits", "手写数字"),
        data=T(
            "MNIST, 60,000 pictures of digits (training part): LeCun, Cortes, Burges; LeCun et al. 1998.",
            "MNIST，60,000 张数字图片（训练部分）：LeCun、Cortes、Burges；LeCun 等，1998。",
        ),
        licence="CC BY-SA 3.0",
        measured=T("the last 10,000 of the training part", "训练部分的最后 10,000 张"),
        architecture="DigitNet",
        classes=tuple(T(str(k), str(k)) for k in range(10)),
        size=(SIDE, SIDE),
    )
    rate = 4e-3

    def __init__(self, pictures: Tensor, labels: Tensor, seed: int = 0, steps: int | None = None) -> None:
        held_out = min(HELD_OUT, len(labels) // 6)
        self.pictures, self.labels = pictures[:-held_out], labels[:-held_out].long()
        self.held_out = pictures[-held_out:], labels[-held_out:].long()
        torch.manual_seed(seed)
        super().__init__(DigitNet(), steps or PASSES * len(self.labels) // BATCH, seed)

    def loss(self) -> Tensor:
        chosen = torch.randint(len(self.labels), (BATCH,), generator=self.rng)
        x = augmented(self.pictures[chosen][:, None].float() / 255, self.rng)  # (B, 1, 28, 28)
        return cross_entropy(self.net(x), self.labels[chosen], label_smoothing=0.03)

    @torch.no_grad()
    def quality(self) -> dict[str, float]:
        self.average.eval()
        pictures, labels = self.held_out
        right = sum(
            int((self.average(x[:, None].float() / 255).argmax(1) == y).sum())
            for x, y in zip(torch.split(pictures, 500), torch.split(labels, 500), strict=True)
        )
        return {"accuracy": right / len(labels)}


def augmented(x: Tensor, rng: torch.Generator) -> Tensor:
    """Pictures (B, 1, 28, 28) as other hands and pens would have drawn them."""
    B = len(x)

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand(B, *shape, generator=rng)

    angle, shear = uniform(-0.3, 0.3), uniform(-0.3, 0.3)
    wide, high = uniform(math.log(0.8), math.log(1.3)).exp(), uniform(math.log(0.85), math.log(1.2)).exp()
    cos, sin = angle.cos(), angle.sin()
    rows = torch.stack([wide * cos, wide * (shear * cos - sin), high * sin, high * (shear * sin + cos)], 1)
    turn = torch.cat([rows.reshape(B, 2, 2), uniform(-0.15, 0.15, 2, 1)], 2)  # (B, 2, 3)
    grid = affine_grid(turn, list(x.shape), align_corners=False)  # (B, 28, 28, 2)
    bend = interpolate(uniform(-1, 1, 2, 4, 4), size=28, mode="bicubic", align_corners=True)  # (B, 2, 28, 28)
    grid = grid + 0.12 * uniform(0, 1, 1, 1, 1) * bend.permute(0, 2, 3, 1)
    x = grid_sample(x, grid, align_corners=False)
    pen = uniform(-1, 1, 1, 1, 1)
    thick, thin = max_pool2d(x, 3, 1, 1), -max_pool2d(-x, (2, 2), 1, 1)[:, :, :28, :28]
    other = torch.where(pen > 0, thick, thin)
    x = x + pen.abs().square() * (other - x)
    soft = avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    x = x + uniform(-0.3, 0.6, 1, 1, 1) * (soft - x)
    return x.mul(uniform(0.8, 1.25, 1, 1, 1)).clamp(0, 1)
