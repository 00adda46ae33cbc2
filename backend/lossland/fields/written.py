"""Small grey pictures of ten classes: where they come from, and how a drawing is made into one of them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate, pad

from lossland.algorithms.vision.ink import ink
from lossland.algorithms.vision.resize import resized
from lossland.algorithms.vision.strokes import Stroke, fitted, rasterise
from lossland.assets.here import files_of
from lossland.datasets.digits import digit_pictures
from lossland.datasets.embedded import embedded
from lossland.datasets.mnist import centred
from lossland.lab import T
from lossland.uploads.idx import read_idx

SHEET = 28
"""Pixels of the pictures' side, whatever they were."""
Written = Literal["digits", "mnist", "fashion-mnist"]
WRITTEN = {
    "digits": T("Digits (scikit-learn)", "手写数字 (scikit-learn)"),
    "mnist": T("MNIST (fetched)", "MNIST (需下载)"),
    "fashion-mnist": T("Fashion-MNIST (fetched)", "Fashion-MNIST (需下载)"),
}
DIGITS = tuple(T(str(k), str(k)) for k in range(10))
CLOTHES = (
    T("T-shirt", "T 恤"),
    T("trousers", "裤子"),
    T("pullover", "套衫"),
    T("dress", "连衣裙"),
    T("coat", "外套"),
    T("sandal", "凉鞋"),
    T("shirt", "衬衫"),
    T("sneaker", "运动鞋"),
    T("bag", "包"),
    T("boot", "短靴"),
)
HELD_OUT = 0.2
"""Share of scikit-learn's digits that is kept for the test."""
MOST_TESTED = 2000
"""Of the 10,000 test pictures of the others: a measurement takes a tenth of a second."""
FILES = {"train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")}
FILES |= {"test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")}
BLOCK, BLOCKS = 4, 8
PEN, THIN_PEN = 4.5, 2.4
"""How wide strokes are in scikit-learn's digits, of 32 pixels, and in MNIST's, of 20."""
FINE = 4
"""Times that MNIST's 20 pixels are drawn larger before they are made small with grey edges."""


@dataclass(frozen=True)
class Pictures:
    """Pictures (n, 28, 28) uint8, white on black, and their classes (n,) int64: to learn from, and kept for the test."""

    x: Tensor
    y: Tensor
    x_test: Tensor
    y_test: Tensor


def pictures_of(data: Written, count: int, rng: torch.Generator) -> Pictures:
    """At most `count` pictures to learn from. Raises `Refused` where a data set has not been fetched.

    Of scikit-learn's digits `rng` draws a fifth for the test; the others have a test set of their own.
    """
    if data == "digits":
        counts, digits = digit_pictures()
        x, y = enlarged(counts.view(-1, BLOCKS, BLOCKS)), digits.long()
        order = torch.randperm(len(y), generator=rng)
        held = round(HELD_OUT * len(y))
        test, rest = order[:held], order[held:][:count]
        return Pictures(x[rest], y[rest], x[test], y[test])
    return Pictures(*fetched(data, "train", count), *fetched(data, "test", MOST_TESTED))


def class_names(data: Written) -> tuple[T, ...]:
    """What the ten classes are called."""
    return CLOTHES if data == "fashion-mnist" else DIGITS


@embedded
def fetched(name: str, part: str, count: int) -> tuple[Tensor, Tensor]:
    """The first `count` pictures and classes of a data set in MNIST's form, "train" or "test"."""
    x, y = _whole(name, part)
    return x[:count].clone(), y[:count].long()


@lru_cache(maxsize=4)
def _whole(name: str, part: str) -> tuple[Tensor, Tensor]:
    paths = files_of(name)
    x, y = (read_idx(gzip.decompress(paths[file].read_bytes()), file) for file in FILES[part])
    return torch.from_numpy(x.copy()), torch.from_numpy(y.copy())


def drawn(data: Written, strokes: Sequence[Stroke]) -> Tensor:
    """A drawing (28, 28) uint8 as the data set would show it; black where nothing is drawn.

    It is written with the pen of the data set, as large as there, wherever and however large it was drawn.
    """
    if not any(strokes):
        return torch.zeros(SHEET, SHEET, dtype=torch.uint8)
    if data == "digits":
        return enlarged(counted(strokes)[None])[0]
    wet = rasterise(inside(strokes, THIN_PEN / 20), 20 * FINE, THIN_PEN * FINE)
    return (centred(wet) * 255).round().to(torch.uint8)


def inside(strokes: Sequence[Stroke], pen: float) -> list[list[list[float]]]:
    """The drawing as large as it fits into [0, 1] with a pen so wide."""
    return [[[0.5 + (v - 0.5) * (1 - pen) for v in point] for point in stroke] for stroke in fitted(strokes)]


def counted(strokes: Sequence[Stroke]) -> Tensor:
    """(8, 8) uint8, 0 to 16: dots of ink in each 4x4 block of 32x32, as UCI counted them."""
    wide = BLOCK * BLOCKS
    dots = (rasterise(inside(strokes, PEN / wide), wide, PEN) > 0.5).float()  # (32, 32)
    return (avg_pool2d(dots[None], BLOCK)[0] * BLOCK**2).round().to(torch.uint8)  # (8, 8)


def enlarged(counts: Tensor) -> Tensor:
    """Counts (n, 8, 8) from 0 to 16 as pictures (n, 28, 28) uint8."""
    x = interpolate(counts[:, None].float() / BLOCK**2, size=SHEET, mode="bilinear", align_corners=False)
    return (x[:, 0] * 255).round().to(torch.uint8)


def photographed(data: Written, picture: Tensor) -> Tensor:
    """A picture (3, H, W) of bytes, dark on light or light on dark, as the data set would show it: (28, 28) uint8."""
    found = ink(picture)  # (H, W)
    if data == "fashion-mnist":
        return (resized(found[None] / found.max().clamp(min=1e-6), SHEET, SHEET)[0] * 255).round().to(torch.uint8)
    small = centred(found)  # (28, 28)
    if data == "mnist":
        return (small * 255).round().to(torch.uint8)
    there = small > 0
    if not there.any():
        return torch.zeros(SHEET, SHEET, dtype=torch.uint8)
    rows, columns = (there.any(axis).nonzero()[:, 0].tolist() for axis in (1, 0))
    h, w = rows[-1] + 1 - rows[0], columns[-1] + 1 - columns[0]
    wide = BLOCK * BLOCKS
    digit = small[None, None, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    size = [max(1, round(n * wide / max(h, w))) for n in (h, w)]
    dots = (interpolate(digit, size=size, mode="bilinear", align_corners=False)[0, 0] > 0.5).float()
    left, top = (wide - size[1]) // 2, (wide - size[0]) // 2
    sheet = pad(dots, (left, wide - size[1] - left, top, wide - size[0] - top))  # (32, 32)
    return enlarged((avg_pool2d(sheet[None], BLOCK) * BLOCK**2).round())[0]
