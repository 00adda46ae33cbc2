"""The sliding window and its convolutional form: the same numbers, shapes of the course, multiplications counted by hooks."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from lossland.algorithms.vision.sliding_window import (
    as_convolutions,
    by_convolution,
    by_crops,
    crops,
    dense_classifier,
    places,
)


def counted(net: nn.Sequential, x: Tensor) -> int:
    """Multiplications of convolutions and dense layers, from the shapes that pass."""
    found = []

    def count(layer: Any, _: Any, out: Tensor) -> None:
        each = layer.weight[0].numel()
        found.append(each * out.numel())

    hooks = [layer.register_forward_hook(count) for layer in net if isinstance(layer, nn.Conv2d | nn.Linear)]
    net(x)
    for hook in hooks:
        hook.remove()
    return sum(found)


@pytest.mark.parametrize("side", [14, 16, 28, 33])
def test_each_place_of_the_map_is_one_crop(side: int) -> None:
    rng = torch.Generator().manual_seed(side)
    dense = dense_classifier(rng)
    picture = torch.rand(3, side, side, generator=rng, dtype=torch.float64)
    map_of_scores = as_convolutions(dense)(picture[None])[0]  # (4, k, k)
    k = places(side)
    assert map_of_scores.shape == (4, k, k)
    for i in range(k):
        for j in range(k):
            crop = picture[None, :, 2 * i : 2 * i + 14, 2 * j : 2 * j + 14]
            assert torch.allclose(dense(crop)[0], map_of_scores[:, i, j], atol=1e-12)
    assert torch.equal(crops(picture)[k - 1], picture[:, :14, 2 * k - 2 : 2 * k + 12])


def test_the_shapes_and_parameters_of_the_course() -> None:
    net = as_convolutions(dense_classifier(torch.Generator().manual_seed(0)))
    x = torch.zeros(1, 3, 16, 16, dtype=torch.float64)
    shapes = []
    for layer in net:
        x = layer(x)
        if not isinstance(layer, nn.ReLU):
            shapes.append(tuple(x.shape[1:]))
    assert shapes == [(16, 12, 12), (16, 6, 6), (400, 2, 2), (400, 2, 2), (4, 2, 2)]
    heads = [layer for layer in net if isinstance(layer, nn.Conv2d)][1:]
    assert [sum(w.numel() for w in layer.parameters()) for layer in heads] == [160_400, 160_400, 1_604]


@pytest.mark.parametrize("side", [14, 16, 28])
def test_multiplications_are_counted_as_they_are_made(side: int) -> None:
    dense = dense_classifier(torch.Generator().manual_seed(0))
    picture = torch.zeros(3, side, side, dtype=torch.float64)
    assert counted(dense, crops(picture)) == by_crops(side)
    assert counted(dense, crops(picture, 1)) == by_crops(side, 1)
    assert counted(as_convolutions(dense), picture[None]) == by_convolution(side)


def test_what_the_lesson_says_it_costs() -> None:
    assert pytest.approx(0.69e6, rel=0.01) == (28 - 4) ** 2 * 16 * 75
    assert places(28) ** 2 * 100 * 16 * 75 == 7_680_000
    assert by_crops(28) == pytest.approx(28.3e6, rel=0.005)
    assert by_convolution(28) == pytest.approx(21.3e6, rel=0.005)
    assert by_crops(28, 1) == pytest.approx(99.4e6, rel=0.005)
