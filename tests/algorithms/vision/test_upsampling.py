"""Four ways up, against PyTorch, and where the checkerboard comes from."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from lossland.algorithms.vision.upsampling import (
    bilinear,
    duplicated,
    pooled_places,
    stuffed,
    transposed,
    transposed_size,
    unpooled,
)


def noise(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(sum(shape)), dtype=torch.float64)


@given(h=st.integers(1, 4), w=st.integers(1, 4), f=st.integers(1, 5), s=st.integers(1, 4), p=st.integers(0, 3))
def test_transposed_is_that_of_torch(h: int, w: int, f: int, s: int, p: int) -> None:
    y, weights = noise(h, w), noise(f, f)
    size = tuple(transposed_size(n, f, s, p) for n in (h, w))
    if min(size) < 1:
        return
    ours = transposed(y, weights, s, p)
    assert ours.shape == size
    torch.testing.assert_close(
        ours, nn.functional.conv_transpose2d(y[None, None], weights[None, None], stride=s, padding=p)[0, 0]
    )


def test_transposed_size_of_the_course() -> None:
    assert transposed_size(4, 3, 2, 1) == 7


def test_the_zeros_between_are_told_from_the_cells() -> None:
    filled, ghost = stuffed(torch.ones(2, 2), 3, 2, 1)
    assert filled.shape == (1, 5, 5)
    assert (~ghost).sum() == 4
    assert torch.equal(filled[0] == 0, ghost)


@given(h=st.integers(1, 4), w=st.integers(1, 4), s=st.integers(1, 4))
def test_duplication_and_interpolation_are_those_of_torch(h: int, w: int, s: int) -> None:
    y = noise(h, w)
    near = nn.functional.interpolate(y[None, None], scale_factor=s, mode="nearest")[0, 0]
    assert torch.equal(duplicated(y, s), near)
    between = nn.functional.interpolate(y[None, None], scale_factor=s, mode="bilinear", align_corners=False)[0, 0]
    torch.testing.assert_close(bilinear(y, s), between)


@given(h=st.integers(1, 9), w=st.integers(1, 9), s=st.integers(1, 3))
def test_unpooling_is_that_of_torch(h: int, w: int, s: int) -> None:
    if min(h, w) < s:
        return
    x = noise(h, w)
    y, places = pooled_places(x, s)
    theirs, at = nn.functional.max_pool2d(x[None, None], s, return_indices=True)
    assert torch.equal(y, theirs[0, 0])
    whole = torch.zeros(h * w, dtype=x.dtype)
    whole[at.flatten()] = theirs.flatten()  # `max_unpool2d` itself refuses to work deterministically
    assert torch.equal(unpooled(y, places, s), whole.view(h, w)[: y.shape[0] * s, : y.shape[1] * s])


def test_1_2_3_4_of_the_course() -> None:
    y = torch.tensor([[1.0, 2], [3, 4]], dtype=torch.float64)
    assert duplicated(y, 2).tolist() == [[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]]
    back = unpooled(y, torch.tensor([[0, 1], [2, 3]]), 2)
    assert back.tolist() == [[1, 0, 0, 2], [0, 0, 0, 0], [0, 0, 0, 0], [3, 0, 0, 4]]


def test_a_checkerboard_is_left_where_the_stride_does_not_divide_the_filter() -> None:
    """Level in the middle of the map: every place gets the same number of taps, or it does not."""
    flat = torch.ones(8, 8, dtype=torch.float64)
    for f in range(2, 7):
        for s in range(2, 4):
            inner = transposed(flat, torch.ones(f, f, dtype=torch.float64), s, 0)[f:-f, f:-f]
            if f >= s:
                assert (len(set(inner.flatten().tolist())) == 1) == (f % s == 0), (f, s)
