from __future__ import annotations

import gzip
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.strokes import Stroke, rasterise
from lossland.datasets.mnist import centred
from lossland.lab.text import Refused
from lossland.models.digits.data import read_mnist
from lossland.models.shipped import digit_reader

DRAWN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "drawn_digits.json").read_text())
"""Several ways to write each digit, as strokes on a page's canvas: with and without serifs, crossed, open, angular."""
DIGITS = torch.tensor([one["digit"] for one in DRAWN])


def read(pictures: list[Tensor]) -> Tensor:
    with torch.no_grad():
        scores: Tensor = digit_reader()(torch.stack(pictures)[:, None])
    return scores.argmax(1)


def moved(strokes: list[Stroke], size: float, angle: float, x: float, y: float) -> list[list[list[float]]]:
    """Strokes scaled and turned about the middle of the canvas, then moved."""
    a, b = size * math.cos(angle), size * math.sin(angle)
    return [
        [[0.5 + x + a * (u - 0.5) - b * (v - 0.5), 0.5 + y + b * (u - 0.5) + a * (v - 0.5)] for u, v in one]
        for one in strokes
    ]


def test_every_digit_is_there_in_several_styles() -> None:
    assert torch.bincount(DIGITS, minlength=10).min() >= 6


def test_drawn_digits_are_read() -> None:
    found = read([centred(rasterise(one["strokes"], 280, 280 * one["pen"])) for one in DRAWN])
    assert float((found == DIGITS).float().mean()) >= 0.97


@pytest.mark.parametrize(("side", "pen"), [(112, 3.0), (280, 14.0), (400, 9.0)])
@pytest.mark.parametrize(("size", "angle", "x", "y"), [(0.5, 0.15, 0.2, -0.2), (0.9, -0.17, -0.05, 0.05)])
def test_other_pens_sizes_places_and_turns(
    side: int, pen: float, size: float, angle: float, x: float, y: float
) -> None:
    pictures = [centred(rasterise(moved(one["strokes"], size, angle, x, y), side, pen)) for one in DRAWN]
    assert float((read(pictures) == DIGITS).float().mean()) >= 0.95


def idx(values: np.ndarray[Any, Any]) -> bytes:
    axes = b"".join(int(n).to_bytes(4, "big") for n in values.shape)
    return b"\0\0\x08" + bytes([values.ndim]) + axes + values.astype(np.uint8).tobytes()


def test_both_forms_of_mnist_are_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.integers(0, 256, (5, 28, 28), np.uint8), rng.integers(0, 10, 5, np.uint8)
    with pytest.raises(Refused, match="neither"):
        read_mnist(tmp_path)
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(x)))
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(y)))
    official = read_mnist(tmp_path)
    np.savez(tmp_path / "mnist_train.npz", x=x, y=y)
    for pictures, labels in (official, read_mnist(tmp_path)):
        assert np.array_equal(pictures.numpy(), x)
        assert np.array_equal(labels.numpy(), y)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no IDX file"),
        (b"\0\0\x08\3" + b"\0" * 5, "head is cut off"),
        (idx(np.zeros((2, 28, 28)))[:-1], "says 2 × 28 × 28 bytes, but 1567 follow"),
        (b"\0\0\x0d\1\0\0\0\1\0", "type 13; 8 "),
    ],
)
def test_a_header_that_lies(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(content))
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(np.zeros(2))))
    with pytest.raises(Refused, match=said):
        read_mnist(tmp_path)
