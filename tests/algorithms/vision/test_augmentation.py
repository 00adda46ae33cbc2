"""Augmentation: what changes, how far, and that nothing else does."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from skimage.transform import rotate
from torch.nn.functional import affine_grid

from lossland.algorithms.vision.augmentation import Changes, augmented, moved, places, principal_colours


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def pictures(n: int = 8, channels: int = 3, side: int = 24) -> torch.Tensor:
    return torch.rand(n, channels, side, side, generator=rng(9))


def test_no_change_changes_nothing() -> None:
    x = pictures()
    assert torch.equal(augmented(x, Changes(), rng()), x)


def test_mirrored_pictures_are_the_same_or_left_for_right() -> None:
    x = pictures(40)
    y = augmented(x, Changes(mirror=True), rng())
    same = (y - x).flatten(1).abs().amax(1) < 1e-5
    flipped = (y - x.flip(3)).flatten(1).abs().amax(1) < 1e-5
    assert bool((same ^ flipped).all())
    assert 8 < int(flipped.sum()) < 32


@pytest.mark.parametrize(("H", "W"), [(28, 28), (3, 8), (1, 1)])
def test_places_are_those_of_an_affine_grid(H: int, W: int) -> None:
    theta = torch.randn(5, 2, 3, generator=rng())
    expected = affine_grid(theta, [5, 1, H, W], align_corners=False).permute(0, 3, 1, 2)
    torch.testing.assert_close(places(theta, H, W), expected)


def test_a_rotation_is_the_one_that_scikit_image_makes() -> None:
    side = 41
    y, x = torch.meshgrid(torch.linspace(-1, 1, side), torch.linspace(-1, 1, side), indexing="ij")
    bump = torch.exp(-8 * ((x - 0.4) ** 2 + (y + 0.1) ** 2))
    found = moved(bump.expand(6, 1, -1, -1), Changes(rotation=40), rng())[:, 0].numpy()
    tried = [
        rotate(bump.numpy(), angle, mode="edge")  # type: ignore[no-untyped-call]
        for angle in np.arange(-40, 40.1, 0.5)
    ]
    for one in found:
        assert min(np.abs(one - other).max() for other in tried) < 0.03


@pytest.mark.parametrize("by", [Changes(crop=0.2), Changes(shear=0.4), Changes(warp=0.1), Changes(rotation=90)])
def test_changes_of_place_make_no_new_grey(by: Changes) -> None:
    x = pictures()
    y = augmented(x, by, rng())
    assert y.shape == x.shape
    assert not torch.equal(y, x)
    low, high = x.flatten(1).amin(1), x.flatten(1).amax(1)
    assert bool((y.flatten(1).amin(1) >= low - 1e-5).all())
    assert bool((y.flatten(1).amax(1) <= high + 1e-5).all())
    assert torch.equal(augmented(x, by, rng()), y)
    assert not torch.equal(augmented(x, by, rng(1)), y)


def test_a_shift_adds_one_number_to_each_channel() -> None:
    x = 0.4 + 0.1 * pictures()
    y = augmented(x, Changes(shift=0.2), rng())
    added = (y - x).flatten(2)
    torch.testing.assert_close(added.amax(2), added.amin(2), atol=1e-6, rtol=0)
    assert float(added.abs().max()) <= 0.2
    assert float((added[:, 0, 0] - added[:, 1, 0]).abs().max()) > 0.01


def test_colours_move_along_their_principal_components() -> None:
    x = 0.3 + 0.4 * pictures()
    x[:, 1] = x[:, 0]  # red and green are one
    spread, axes = principal_colours(x)
    pixels = x.transpose(0, 1).flatten(1).double().numpy()
    np.testing.assert_allclose(np.sort(spread.numpy() ** 2), np.sort(np.linalg.eigvalsh(np.cov(pixels))), atol=1e-5)
    y = augmented(x, Changes(colour=0.2), rng())
    added = (y - x).mean((2, 3))  # (8, 3)
    torch.testing.assert_close(added[:, 0], added[:, 1], atol=1e-4, rtol=0)  # nothing varies across
    assert axes.shape == (3, 3)
    grey = pictures(channels=1)
    assert torch.equal(augmented(grey, Changes(colour=1.0), rng()), grey)
