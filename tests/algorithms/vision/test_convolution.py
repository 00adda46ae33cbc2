"""Convolution against PyTorch and NumPy, and the numbers of the course."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from lossland.algorithms.vision.convolution import (
    convolve,
    dense,
    extent,
    fields,
    ghosts,
    output_size,
    padded,
    parameters,
    pool,
    same,
    windows,
)
from lossland.algorithms.vision.kernels import KERNELS, kernel

NUMPY = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}

numbers = st.integers(1, 4)


def row(*values: float) -> Tensor:
    return torch.tensor([[values]], dtype=torch.float64)


def noise(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(sum(shape)), dtype=torch.float64)


@pytest.mark.parametrize("filling", NUMPY)
@given(h=st.integers(1, 5), w=st.integers(1, 5), p=st.tuples(st.integers(0, 7), st.integers(0, 7)))
def test_padding_is_that_of_numpy_however_wide(filling: str, h: int, w: int, p: tuple[int, int]) -> None:
    x = noise(2, h, w)
    expected = np.pad(x.numpy(), ((0, 0), (p[0], p[0]), (p[1], p[1])), NUMPY[filling])  # type: ignore[call-overload]
    assert padded(x, p, filling).tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("filling", "expected"),
    [
        ("zero", [0, 0, 1, 2, 3, 4, 0, 0]),
        ("reflect", [3, 2, 1, 2, 3, 4, 3, 2]),
        ("replicate", [1, 1, 1, 2, 3, 4, 4, 4]),
        ("circular", [3, 4, 1, 2, 3, 4, 1, 2]),
    ],
)
def test_the_course_pads_1_2_3_4_by_two(filling: str, expected: list[float]) -> None:
    assert padded(row(1, 2, 3, 4), (0, 2), filling).flatten().tolist() == expected
    assert ghosts(row(1, 2, 3, 4), (0, 2)).tolist() == [[True, True, False, False, False, False, True, True]]


@given(channels=st.integers(1, 3), h=st.integers(1, 9), w=st.integers(1, 9), f=numbers, s=numbers, z=st.integers(0, 2))
def test_a_convolution_is_that_of_torch(channels: int, h: int, w: int, f: int, s: int, z: int) -> None:
    x, filters = noise(channels, h, w), noise(channels, f, f)
    size = (output_size(h, f, 0, s, z), output_size(w, f, 0, s, z))
    ours = convolve(x, filters, s, z)
    assert ours.shape == size
    by_hand = (windows(x, (f, f), s, z) * filters[:, None, None]).sum((0, -1, -2))
    torch.testing.assert_close(ours, by_hand)
    if 0 not in size:
        torch.testing.assert_close(ours, nn.functional.conv2d(x[None], filters[None], stride=s, dilation=z + 1)[0, 0])


@given(h=st.integers(1, 9), w=st.integers(1, 9), f=numbers, s=numbers)
def test_pooling_is_that_of_torch(h: int, w: int, f: int, s: int) -> None:
    x = noise(2, h, w)
    largest, mean = pool(x, f, s, "max") if min(h, w) >= f else None, pool(x, f, s, "mean") if min(h, w) >= f else None
    if largest is not None and mean is not None:
        torch.testing.assert_close(largest, nn.functional.max_pool2d(x, f, s))
        torch.testing.assert_close(mean, nn.functional.avg_pool2d(x, f, s))


@given(h=st.integers(1, 6), w=st.integers(1, 6), f=st.integers(1, 3), p=st.integers(0, 2), s=st.integers(1, 3))
def test_a_filter_is_a_matrix(h: int, w: int, f: int, p: int, s: int) -> None:
    x, weights = noise(1, h, w), noise(f, f)
    matrix = dense(weights, (h, w), p, s)
    torch.testing.assert_close(matrix @ x.flatten(), convolve(padded(x, (p, p), "zero"), weights, s).flatten())


def test_the_matrix_of_6x6_with_3x3_is_nine_numbers_repeated() -> None:
    weights = torch.arange(1.0, 10, dtype=torch.float64).view(3, 3)
    matrix = dense(weights, (6, 6))
    assert matrix.shape == (16, 36)
    assert (matrix != 0).sum(1).tolist() == [9] * 16
    assert set(matrix.flatten().tolist()) == set(range(10))
    for i, j in ((0, 0), (1, 2), (3, 3)):
        assert matrix[4 * i + j].view(6, 6)[i : i + 3, j : j + 3].tolist() == weights.tolist()


@pytest.mark.parametrize(
    ("n", "f", "p", "s", "expected"),
    [(6, 3, 0, 1, 4), (6, 3, 1, 1, 6), (39, 3, 0, 1, 37), (37, 5, 0, 2, 17), (17, 5, 0, 2, 7), (227, 11, 0, 4, 55)],
)
def test_sizes_of_the_course(n: int, f: int, p: int, s: int, expected: int) -> None:
    assert output_size(n, f, p, s) == expected


def test_same_keeps_the_size_for_odd_filters() -> None:
    for f in (1, 3, 5, 7):
        for z in (0, 1, 2):
            assert output_size(20, f, same(f, z), 1, z) == 20
    assert output_size(2, 3) == 0


def test_three_taps_with_one_zero_between_reach_five() -> None:
    assert extent(3, 1) == 5
    assert fields([(3, 1, 1)]) == [(5, 1)]


def test_1_0_minus_1_on_1_2_4_7_11() -> None:
    w = row(1, 0, -1)
    line = padded(row(1, 2, 4, 7, 11), (0, 1), "zero")
    assert convolve(line, w).tolist() == [[-2, -3, -5, -7, 7]]
    assert convolve(line, w.flip(-1)).tolist() == [[2, 3, 5, 7, -7]]


@pytest.mark.parametrize(("left", "right", "expected"), [(10, 0, [0, 30, 30, 0]), (0, 10, [0, -30, -30, 0])])
def test_the_edge_filter_on_the_step(left: float, right: float, expected: list[float]) -> None:
    step = torch.tensor([left] * 3 + [right] * 3, dtype=torch.float64).expand(1, 6, 6)
    assert convolve(step, kernel("vertical")).tolist() == [expected] * 4


def test_sobel_weights_the_rows_1_2_1_and_scharr_3_10_3() -> None:
    edge = torch.tensor([1.0, 0, -1], dtype=torch.float64)
    for name, weights in (("vertical", [1, 1, 1]), ("sobel", [1, 2, 1]), ("scharr", [3, 10, 3])):
        assert kernel(name).tolist() == (torch.tensor(weights)[:, None] * edge).tolist()
        turned = {"vertical": "horizontal"}.get(name, f"{name}_horizontal")
        assert kernel(turned).tolist() == kernel(name).T.tolist()


def test_blurs_keep_the_level_and_edges_cancel() -> None:
    for name in ("box", "gauss"):
        assert all(kernel(name, f).sum().item() == pytest.approx(1) for f in range(1, 8))
    assert kernel("gauss").tolist() == [[1 / 16, 1 / 8, 1 / 16], [1 / 8, 1 / 4, 1 / 8], [1 / 16, 1 / 8, 1 / 16]]
    zero = {name for name in KERNELS if kernel(name).sum() == 0}
    assert zero == set(KERNELS) - {"identity", "sharpen", "emboss", "one"}
    assert {kernel(name).sum().item() for name in ("identity", "sharpen", "emboss", "one")} == {1}


def test_receptive_fields_of_the_course() -> None:
    assert [r for r, _ in fields([(3, 1, 0)] * 3)] == [3, 5, 7]
    assert [r for r, _ in fields([(5, 1, 0), (2, 2, 0), (5, 1, 0), (2, 2, 0)])] == [5, 6, 14, 16]


@given(layers=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(0, 1)), min_size=1, max_size=4))
def test_a_receptive_field_is_what_autograd_reaches(layers: list[tuple[int, int, int]]) -> None:
    x = torch.ones(1, 1, 400, dtype=torch.float64, requires_grad=True)
    y = x
    for f, s, z in layers:
        y = nn.functional.conv1d(y, torch.ones(1, 1, f, dtype=torch.float64), stride=s, dilation=z + 1)
    r, jump = fields(layers)[-1]
    for k in (0, 1) if y.shape[-1] > 1 else (0,):
        (reached,) = torch.autograd.grad(y[0, 0, k], x, retain_graph=True)
        there = reached[0, 0].nonzero().flatten()
        assert there[-1] - there[0] + 1 == r
        assert there[0] == k * jump


def test_parameters_of_the_course() -> None:
    assert [sum(parameters(*layer)) for layer in ((3, 3, 10), (5, 10, 20), (5, 20, 40))] == [280, 5_020, 20_040]
    assert sum(parameters(1, 192, 32)) == 6_176
    assert sum(parameters(5, 6, 16)) == 2_416
    assert sum(parameters(5, 3, 6)) == 456
    assert (32 * 32 * 3) * (28 * 28 * 6) == 14_450_688


def test_channels_are_summed_and_filters_counted() -> None:
    x, filters = noise(3, 6, 6), noise(2, 3, 3, 3)
    maps = torch.stack([convolve(x, w) for w in filters])
    assert maps.shape == (2, 4, 4)
    torch.testing.assert_close(maps, nn.functional.conv2d(x[None], filters)[0])
    assert pool(noise(2, 5, 5), 3, 1, "max").shape == (2, 3, 3)
    doubled = torch.tensor([[2.0]], dtype=torch.float64)
    assert torch.equal(convolve(x[:1], doubled), 2 * x[0])


def test_a_shifted_picture_has_a_shifted_map() -> None:
    x = noise(1, 20, 20)
    for dy, dx in ((0, 1), (2, 3)):
        moved = x.roll((dy, dx), (1, 2))
        ours = convolve(padded(x, (1, 1), "circular"), kernel("sobel"))
        theirs = convolve(padded(moved, (1, 1), "circular"), kernel("sobel"))
        torch.testing.assert_close(theirs, ours.roll((dy, dx), (0, 1)))
