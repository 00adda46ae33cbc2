from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from lossland.algorithms.vision.resize import as_fractions, centre_square, rescaled, resized


def test_it_is_pillows_bilinear_reduction() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (90, 70, 3), np.uint8)
    ours = resized(torch.from_numpy(pixels).permute(2, 0, 1), 40, 30)
    theirs = np.asarray(Image.fromarray(pixels).resize((30, 40), Image.Resampling.BILINEAR))
    assert np.abs(ours.permute(1, 2, 0).numpy() * 255 - theirs).max() <= 1.01  # Pillow rounds twice


def test_bytes_and_fractions_are_the_same_picture() -> None:
    pixels = torch.randint(0, 256, (3, 20, 30), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    assert torch.equal(resized(pixels, 8, 9), resized(pixels.float() / 255, 8, 9))
    assert torch.allclose(resized(pixels, 20, 30), as_fractions(pixels), atol=1e-6)


@pytest.mark.parametrize(("H", "W"), [(60, 100), (100, 60), (50, 50), (1, 1), (1, 400)])
def test_the_square_is_the_middle(H: int, W: int) -> None:
    picture = torch.zeros(3, H, W)
    n = min(H, W)
    picture[:, (H - n) // 2 : (H - n) // 2 + n, (W - n) // 2 : (W - n) // 2 + n] = 0.5
    square = centre_square(picture, 24)
    assert square.shape == (3, 24, 24)
    assert torch.allclose(square, torch.full_like(square, 0.5), atol=1e-6)


def test_boxes_go_along() -> None:
    boxes = torch.tensor([[10.0, 20, 30, 40]])
    there = rescaled(boxes, (100, 200), (50, 400))
    assert there.tolist() == [[20, 10, 60, 20]]
    assert torch.allclose(rescaled(there, (50, 400), (100, 200)), boxes)
