"""Region proposals against flood fill, unions of masks and boxes that are known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy import ndimage  # type: ignore[import-untyped]

from lossland.algorithms.vision.region_proposals import Merges, merges, segments


def blocks(H: int = 12, W: int = 20) -> torch.Tensor:
    """A red ground with a green and a blue block on it."""
    x = torch.zeros(3, H, W)
    x[0] = 1
    x[:, 2:6, 3:8] = torch.tensor([0.0, 1.0, 0.0])[:, None, None]
    x[:, 7:10, 12:18] = torch.tensor([0.0, 0.0, 1.0])[:, None, None]
    return x


def noisy(seed: int = 0, H: int = 24, W: int = 32) -> torch.Tensor:
    return torch.rand(3, H, W, generator=torch.Generator().manual_seed(seed))


def found(x: torch.Tensor, scale: float = 0.5, least: int = 4) -> Merges:
    return merges(x, segments(x, scale, least))


def test_blocks_of_one_colour_are_the_regions() -> None:
    labels = segments(blocks(), 0.1, 1)
    assert int(labels.max()) == 2
    for label in range(3):
        colours = blocks()[:, labels == label]
        assert bool((colours == colours[:, :1]).all())


@pytest.mark.parametrize("scale", [0.05, 0.5, 2.0])
def test_regions_are_connected_large_enough_and_numbered_without_gaps(scale: float) -> None:
    labels = segments(noisy(), scale, 6).numpy()
    assert set(np.unique(labels)) == set(range(labels.max() + 1))
    for label in range(labels.max() + 1):
        assert ndimage.label(labels == label)[1] == 1
        assert (labels == label).sum() >= 6


def test_a_larger_scale_gives_fewer_regions_and_a_huge_one_a_single_one() -> None:
    counts = [int(segments(noisy(), scale, 1).max()) + 1 for scale in (0.05, 0.5, 2.0, 1e6)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1


@pytest.mark.parametrize("seed", range(3))
def test_every_region_is_the_union_of_its_parts_and_its_box_is_tight(seed: int) -> None:
    x = noisy(seed)
    all_of = found(x)
    n = all_of.first
    masks = [all_of.labels == label for label in range(n)]
    for i, j in all_of.parts.tolist():
        grown = ndimage.binary_dilation(masks[i].numpy())
        assert bool((grown & masks[j].numpy()).any())  # neighbours
        masks.append(masks[i] | masks[j])
    assert bool(masks[-1].all())
    assert len(masks) == len(all_of.boxes) == 2 * n - 1
    for mask, (left, top, right, bottom) in zip(masks, all_of.boxes.long().tolist(), strict=True):
        down, across = mask.nonzero(as_tuple=True)
        assert (left, top) == (int(across.min()), int(down.min()))
        assert (right, bottom) == (int(across.max()) + 1, int(down.max()) + 1)


def test_the_partition_after_some_merges_is_that_of_unions_done_by_hand() -> None:
    all_of = found(noisy(4))
    by_hand = all_of.labels.clone()
    for t, pair in enumerate(all_of.parts):
        assert torch.equal(all_of.after(t), by_hand)
        by_hand[torch.isin(by_hand, pair)] = all_of.first + t
    assert torch.equal(all_of.after(len(all_of.parts)), by_hand)
    assert len(by_hand.unique()) == 1  # type: ignore[no-untyped-call]


def test_the_first_pair_is_the_most_alike_by_the_formula_alone() -> None:
    x = noisy(5, 12, 12)
    labels = segments(x, 1.0, 8)
    all_of = merges(x, labels)
    n, whole = all_of.first, labels.numel()

    def likeness(i: int, j: int) -> float:
        sides = [x[:, labels == k] for k in (i, j)]
        shares = [torch.stack([torch.histc(channel, 25, 0, 1) for channel in side]) / side.numel() for side in sides]
        both = labels.eq(i) | labels.eq(j)
        down, across = both.nonzero(as_tuple=True)
        around = int((down.max() - down.min() + 1) * (across.max() - across.min() + 1))
        size = int(both.sum())
        return float(torch.minimum(*shares).sum()) + 1 - size / whole + 1 - (around - size) / whole

    def neighbours(i: int, j: int) -> bool:
        return bool((ndimage.binary_dilation((labels == i).numpy()) & (labels == j).numpy()).any())

    best = max(likeness(i, j) for i in range(n) for j in range(i + 1, n) if neighbours(i, j))
    assert float(all_of.alike[0]) == pytest.approx(best, abs=1e-5)
    assert likeness(*all_of.parts[0].tolist()) == pytest.approx(best, abs=1e-5)


def test_a_single_pixel_is_one_region_that_merges_with_nothing() -> None:
    all_of = found(torch.ones(3, 1, 1))
    assert (all_of.first, len(all_of.parts)) == (1, 0)
    assert all_of.boxes.tolist() == [[0, 0, 1, 1]]
    assert all_of.after(0).tolist() == [[0]]
