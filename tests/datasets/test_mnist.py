from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.datasets.mnist import BOX, MIDDLE, SIDE, centred


def mass(picture: Tensor) -> tuple[float, float]:
    """Centre of the ink as (x, y), from the upper left corner."""
    at = torch.arange(SIDE) + 0.5
    return float(picture.sum(0) @ at / picture.sum()), float(picture.sum(1) @ at / picture.sum())


@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 40), st.integers(0, 40), st.floats(0.2, 1))
def test_a_block_fits_the_box_and_lies_in_the_middle(h: int, w: int, top: int, left: int, grey: float) -> None:
    ink = torch.zeros(140, 131)
    ink[top : top + h, left : left + w] = grey
    picture = centred(ink)
    rows, columns = (picture > 0).any(1).sum(), (picture > 0).any(0).sum()
    assert picture.shape == (SIDE, SIDE)
    assert int(max(rows, columns)) == BOX
    assert int(min(rows, columns)) == max(1, round(min(h, w) * BOX / max(h, w)))
    assert float(picture.max()) == 1
    assert mass(picture) == pytest.approx((MIDDLE, MIDDLE), abs=0.501)


def test_where_it_was_drawn_and_how_large_does_not_matter() -> None:
    shape = torch.rand(40, 30, generator=torch.Generator().manual_seed(0))
    here, there = torch.zeros(80, 80), torch.zeros(200, 100)
    here[3:43, 5:35] = shape
    there[150:190, 60:90] = shape
    assert torch.equal(centred(here), centred(there))
    twice = shape.repeat_interleave(2, 0).repeat_interleave(2, 1)
    assert torch.allclose(centred(twice), centred(shape), atol=0.06)


def test_a_heavy_end_is_moved_to_the_middle_but_not_off_the_paper() -> None:
    ink = torch.zeros(20, 20)
    ink[:, 0] = 1
    ink[0, :] = 0.11  # a light arm
    picture = centred(ink)
    assert float(picture[:, SIDE - BOX].sum()) == pytest.approx(19.11)  # as near to the middle as the box can come
    assert float(picture.sum()) == pytest.approx(float(ink.sum()), abs=1e-4)


def test_no_ink_is_a_black_picture() -> None:
    assert torch.equal(centred(torch.zeros(50, 40)), torch.zeros(SIDE, SIDE))


def test_dust_does_not_move_the_edges() -> None:
    ink = torch.zeros(60, 60)
    ink[20:40, 25:35] = 1
    dusty = ink.clone()
    dusty[0, 0] = 0.05
    assert torch.equal(centred(dusty), centred(ink))
