"""Small grey pictures in classes: where they come from, and how a drawing is made into one of them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal

import torch
from pydantic import Field
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate, pad

from lossland.algorithms.vision.ink import ink
from lossland.algorithms.vision.resize import resized
from lossland.algorithms.vision.strokes import Stroke, fitted, rasterise
from lossland.assets.here import files_of
from lossland.datasets.digits import digit_pictures
from lossland.datasets.embedded import embedded
from lossland.datasets.mnist import centred
from lossland.fields.classes import HELD_SHARE, OwnClasses, labelled, names_of, parted
from lossland.lab import Params, T, structural
from lossland.uploads.idx import read_idx

SHEET = 28
"""Pixels of the pictures' side, whatever they were."""
WrittenSet = Literal["digits", "mnist", "fashion-mnist"]
Form = WrittenSet | Literal["own"]
"""What a picture is made to look like before a network is given it."""
WRITTEN: dict[str, T] = {
    "digits": T("Digits (scikit-learn)", "手写数字 (scikit-learn)"),
    "mnist": T("MNIST", "MNIST"),
    "fashion-mnist": T("Fashion-MNIST", "Fashion-MNIST"),
}
FETCHED = {"mnist": "mnist", "fashion-mnist": "fashion-mnist"}
"""What has to be fetched for it, by its name among the assets."""
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
MOST_TESTED = 2000
"""Of the 10,000 test pictures of the others: a measurement takes a tenth of a second."""
FILES = {"train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")}
FILES |= {"test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")}
BLOCK, BLOCKS = 4, 8
PEN, THIN_PEN = 4.5, 2.4
"""How wide strokes are in scikit-learn's digits, of 32 pixels, and in MNIST's, of 20."""
FINE = 4
"""Times that MNIST's 20 pixels are drawn larger before they are made small with grey edges."""


class ShippedWritten(Params):
    """Ten classes that others have gathered."""

    kind: Literal["shipped"] = "shipped"
    name: WrittenSet = Field(
        "digits",
        title=T("Pictures", "图片"),
        description=T(
            "scikit-learn's digits have 8×8 counts and are enlarged; the others have 28×28 pixels.",
            "scikit-learn 的数字只有 8×8 个计数，已放大；其余为 28×28 像素。",
        ),
        json_schema_extra=structural(options=WRITTEN, assets=FETCHED),
    )


Written = Annotated[ShippedWritten | OwnClasses, Field(discriminator="kind")]


def written_field(**hints: Any) -> Any:
    """A `Written` parameter that begins with scikit-learn's digits."""
    options = {"shipped": T("Shipped or fetched", "自带或下载"), "own": T("Your own", "自己的")}
    return Field(
        ShippedWritten(),
        title=T("Data", "数据"),
        description=T(
            "Pictures of 28×28 pixels in classes. Those of your own are cut to their middle square, grey and as small.",
            "28×28 像素的分类图片。自己的图片会取中央正方形，转为灰度并缩小。",
        ),
        json_schema_extra=structural(options=options, **hints),
    )


@dataclass(frozen=True)
class Pictures:
    """Pictures (n, 28, 28) uint8, white on black, and their classes (n,) int64: to learn from, and kept for the test."""

    x: Tensor
    y: Tensor
    x_test: Tensor
    y_test: Tensor


def pictures_of(data: ShippedWritten | OwnClasses, count: int, rng: torch.Generator) -> Pictures:
    """At most `count` pictures to learn from. Raises `Refused` where a data set is not there.

    Of scikit-learn's digits, and of each class of one's own, `rng` draws a fifth for the test; the others have a test set.
    """
    if data.kind == "own":
        sent = labelled(data, rng)
        names = names_of(data)
        learned, held = parted(sent.y, names, max(2, round(count / (1 - HELD_SHARE) / len(names))), rng)
        x = on_sheets(sent.x)
        return Pictures(x[learned], sent.y[learned], x[held], sent.y[held])
    if data.name == "digits":
        counts, digits = digit_pictures()
        x, y = enlarged(counts.view(-1, BLOCKS, BLOCKS)), digits.long()
        order = torch.randperm(len(y), generator=rng)
        held = order[: round(HELD_SHARE * len(y))]
        rest = order[len(held) :][:count]
        return Pictures(x[rest], y[rest], x[held], y[held])
    return Pictures(*fetched(data.name, "train", count), *fetched(data.name, "test", MOST_TESTED))


def form_of(data: ShippedWritten | OwnClasses) -> Form:
    """As what drawings and photographs are shown to a network that learned from this."""
    return "own" if data.kind == "own" else data.name


def classes_of(data: ShippedWritten | OwnClasses) -> tuple[T, ...]:
    """What the classes are called; nothing where sent ones are not there."""
    if data.kind == "own":
        return names_of(data)
    return CLOTHES if data.name == "fashion-mnist" else DIGITS


def on_sheets(x: Tensor) -> Tensor:
    """Pictures (n, 1 or 3, h, w) uint8 of any size as (n, 28, 28) uint8: their middle square, grey."""
    h, w = x.shape[2:]
    n = min(h, w)
    top, left = (h - n) // 2, (w - n) // 2
    square = x[:, :, top : top + n, left : left + n].float().mean(1, keepdim=True)  # (n, 1, n, n)
    small = interpolate(square, size=(SHEET, SHEET), mode="bilinear", antialias=True)
    return small[:, 0].round().clamp(0, 255).to(torch.uint8)


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


def drawn(form: Form, strokes: Sequence[Stroke]) -> Tensor:
    """A drawing (28, 28) uint8 as the data set would show it; black where nothing is drawn.

    It is written with the pen of the data set, as large as there, wherever and however large it was drawn; for classes of
    one's own as for MNIST.
    """
    if not any(strokes):
        return torch.zeros(SHEET, SHEET, dtype=torch.uint8)
    if form == "digits":
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


def photographed(form: Form, picture: Tensor) -> Tensor:
    """A picture (3, H, W) of bytes, dark on light or light on dark, as the data set would show it: (28, 28) uint8."""
    if form == "own":
        return on_sheets(picture[None])[0]
    found = ink(picture)  # (H, W)
    if form == "fashion-mnist":
        return (resized(found[None] / found.max().clamp(min=1e-6), SHEET, SHEET)[0] * 255).round().to(torch.uint8)
    small = centred(found)  # (28, 28)
    if form == "mnist":
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
