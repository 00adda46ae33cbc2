"""Convolution in three dimensions against PyTorch and NumPy; cubes and generated volumes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from lossland.algorithms.vision.convolution import convolve_volume, ghosts, output_size, padded
from lossland.algorithms.vision.kernels import cube
from lossland.datasets.volumes import BALL, BAR, DARK, film, scan, speckled
from tests.support.examples import examples

NUMPY = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@given(
    sizes=st.tuples(*(st.integers(1, 9) for _ in range(3))),
    f=st.tuples(*(st.integers(1, 3) for _ in range(3))),
    s=st.integers(1, 3),
    z=st.integers(0, 2),
    seed=st.integers(0, 99),
)
@examples(60)
def test_it_is_exactly_that_of_torch_on_whole_numbers(
    sizes: tuple[int, int, int], f: tuple[int, int, int], s: int, z: int, seed: int
) -> None:
    rng = torch.Generator().manual_seed(seed)
    x = torch.randint(0, 256, sizes, generator=rng).double()
    w = torch.randint(-9, 10, f, generator=rng).double()
    expected = [output_size(n, k, 0, s, z) for n, k in zip(sizes, f, strict=True)]
    ours = convolve_volume(x, w, s, z)
    assert list(ours.shape) == expected
    if 0 not in expected:
        theirs = nn.functional.conv3d(x[None, None], w[None, None], stride=s, dilation=z + 1)[0, 0]
        assert ours.tolist() == theirs.tolist()


@pytest.mark.parametrize("filling", NUMPY)
def test_a_volume_is_padded_as_numpy_does_it(filling: str) -> None:
    x = torch.arange(24.0).view(2, 3, 4)
    expected = np.pad(x.numpy(), ((1, 1), (2, 2), (3, 3)), NUMPY[filling])  # type: ignore[call-overload]
    assert padded(x, (1, 2, 3), filling).tolist() == expected.tolist()
    inside = ~ghosts(x, (1, 2, 3))
    assert inside.shape == (4, 7, 10)
    assert inside.sum() == 24
    assert padded(x, (1, 2, 3), filling)[inside].tolist() == x.flatten().tolist()


def test_cubes_answer_to_slopes_and_bowls() -> None:
    places = torch.meshgrid(*(torch.arange(5.0, dtype=torch.float64) for _ in range(3)), indexing="ij")
    for axis, name in enumerate(("through", "down", "across")):
        for other, slope in enumerate(places):
            answer = convolve_volume(slope, cube(name))
            assert bool((answer == (-18 if axis == other else 0)).all()), (
                "nine times two cells down, along its own axis only"
            )
    bowl = sum(place**2 for place in places)
    assert bool((convolve_volume(torch.as_tensor(bowl), cube("laplacian")) == 6).all())
    assert convolve_volume(torch.as_tensor(bowl), cube("mean"))[0, 0, 0].item() == pytest.approx(3 * 5 / 3)
    assert convolve_volume(places[1], cube("identity")).tolist() == places[1][1:4, 1:4, 1:4].tolist()
    with pytest.raises(KeyError, match="sobel"):
        cube("sobel")


@pytest.mark.parametrize(("d", "n"), [(14, 14), (6, 24), (24, 6)])
def test_a_scan_has_a_ball_inside_and_a_bar_through_all_slices(d: int, n: int) -> None:
    x = scan(d, n)
    assert x.shape == (d, n, n)
    assert set(x.flatten().tolist()) == {DARK, BAR, BALL}
    assert bool((x[0] != BALL).all())
    assert bool((x[-1] != BALL).all())
    bars = x == BAR
    assert bool((bars == bars[0]).all())


def test_in_a_film_only_the_disc_moves() -> None:
    x = film(14, 14)
    middles = [(frame == BALL).nonzero()[:, 1].double().mean().item() for frame in x]
    assert middles == sorted(middles)
    assert middles[-1] - middles[0] > 8
    assert bool(((x == BAR) == (x == BAR)[0]).all())


def test_noise_leaves_bytes() -> None:
    x = speckled(scan(6, 6), 300 * torch.randn(6, 6, 6, generator=torch.Generator().manual_seed(0)))
    assert x.min() == 0
    assert x.max() == 255
    assert bool((x == x.round()).all())
