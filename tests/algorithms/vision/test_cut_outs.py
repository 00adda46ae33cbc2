"""Cut-outs hold what is looked for, and boxes and points move with them."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision.cut_outs import boxes_in, cut_outs, points_in

W, H, WIDE, TALL = 20, 16, 12, 10


def marked(boxes: list[list[int]]) -> Tensor:
    """Black pictures, white where the box is."""
    pictures = torch.zeros(len(boxes), 3, H, W, dtype=torch.uint8)
    for picture, (left, top, right, bottom) in zip(pictures, boxes, strict=True):
        picture[:, top:bottom, left:right] = 255
    return pictures


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(0, 6), st.integers(1, 12), st.integers(1, 10)), min_size=1, max_size=6
    ),
    st.integers(0, 999),
)
def test_a_box_is_whole_and_where_it_is_drawn(found: list[tuple[int, int, int, int]], seed: int) -> None:
    boxes = [[a, b, a + w, b + h] for a, b, w, h in found]
    cuts = cut_outs(marked(boxes), torch.tensor(boxes).float(), WIDE, TALL, torch.Generator().manual_seed(seed))
    assert cuts.pictures.shape == (len(boxes), 3, TALL, WIDE)
    for picture, box in zip(cuts.pictures, boxes_in(cuts, torch.tensor(boxes).float()), strict=True):
        left, top, right, bottom = (int(side) for side in box)
        assert 0 <= left < right <= WIDE
        assert 0 <= top < bottom <= TALL
        assert bool((picture[:, top:bottom, left:right] == 1).all())
        assert float(picture.sum()) == 3 * (right - left) * (bottom - top)


def test_empty_pictures_are_cut_out_anywhere_and_half_are_mirrored() -> None:
    n = 400
    cuts = cut_outs(
        torch.zeros(n, 3, H, W, dtype=torch.uint8), torch.zeros(n, 4), WIDE, TALL, torch.Generator().manual_seed(0)
    )
    assert {int(x) for x in cuts.offsets[:, 0]} == set(range(W - WIDE + 1))
    assert {int(y) for y in cuts.offsets[:, 1]} == set(range(H - TALL + 1))
    assert 160 < int(cuts.mirrored.sum()) < 240


def test_a_mirrored_left_is_a_right() -> None:
    points = torch.tensor([[[5.0, 4.0], [9.0, 4.0]]]).repeat(60, 1, 1)
    spans = torch.cat([points.amin(1), points.amax(1)], 1)
    cuts = cut_outs(torch.zeros(60, 3, H, W, dtype=torch.uint8), spans, WIDE, TALL, torch.Generator().manual_seed(0))
    moved = points_in(cuts, points, torch.tensor([1, 0]))
    assert 10 < int(cuts.mirrored.sum()) < 50
    assert bool((moved[:, 0, 0] < moved[:, 1, 0]).all()), "the first is the left one of every picture"
    torch.testing.assert_close(moved[:, 1, 0] - moved[:, 0, 0], torch.full((60,), 4.0))
    assert bool((moved >= 0).all())
