"""Saliency, Grad-CAM and activation maxima against closed forms."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor, nn

from lossland.algorithms.vision.activation_maximum import climbed
from lossland.algorithms.vision.classic.resnet import small_resnet
from lossland.algorithms.vision.grad_cam import grad_cam
from lossland.algorithms.vision.saliency import saliency


def seeded(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


def weighed(weights: Tensor, x: Tensor) -> Tensor:
    return (weights * x.square()).sum((1, 2, 3))


def test_the_saliency_of_a_linear_score_is_its_weights() -> None:
    w = seeded(3, 2, 4, 4)
    found = saliency(lambda x: (w[None] * x[:, None]).sum((2, 3, 4)), seeded(1, 2, 4, 4), 1)
    torch.testing.assert_close(found, w[1])


def test_saliency_is_the_slope_that_finite_differences_find() -> None:
    torch.manual_seed(0)
    net = small_resnet().double().eval()
    x, step = torch.rand(1, 1, 28, 28, dtype=torch.float64), 1e-6
    slope = saliency(net, x, 3)
    for row, column in ((3, 4), (14, 14), (20, 9)):
        more, less = x.clone(), x.clone()
        more[..., row, column] += step
        less[..., row, column] -= step
        with torch.no_grad():
            difference = (net(more) - net(less))[0, 3] / (2 * step)
        torch.testing.assert_close(slope[0, row, column], difference, rtol=1e-4, atol=1e-7)


def test_behind_a_mean_and_a_dense_layer_grad_cam_is_the_class_activation_map() -> None:
    """Zhou et al. 2016: relu(sum_c w_kc A_c), divided by the number of places that the mean is over."""
    A, dense = seeded(1, 5, 3, 4), nn.Linear(5, 4).double()
    found = grad_cam(lambda maps: dense(maps.mean((2, 3))), A, 2)
    expected = torch.relu((dense.weight[2].detach()[:, None, None] * A[0]).sum(0)) / 12
    torch.testing.assert_close(found, expected)
    assert bool((found >= 0).all())


def test_grad_cam_is_zero_where_nothing_speaks_for_the_class() -> None:
    A = seeded(1, 5, 3, 4).abs()
    assert not bool(grad_cam(lambda maps: -maps.sum((1, 2, 3))[:, None], A, 0).any())


def test_climbing_a_linear_activation_ends_at_the_corner_of_the_cube() -> None:
    w = seeded(2, 1, 5, 5)
    x = torch.full((2, 1, 5, 5), 0.5, dtype=torch.float64)
    for _ in range(3000):
        x = climbed(lambda pixels: (w * pixels).sum((1, 2, 3)), x, 0.3)
    torch.testing.assert_close(x, (w > 0).double())


def test_a_step_is_as_long_as_asked_whatever_the_gradient() -> None:
    x = torch.full((1, 1, 6, 6), 0.5, dtype=torch.float64)
    for scale in (1e-4, 1.0, 1e6):
        weights = torch.full_like(x, scale)
        moved = climbed(partial(weighed, weights), x, 0.1)
        torch.testing.assert_close((moved - x).norm(), torch.tensor(0.1, dtype=torch.float64))


def test_blur_takes_single_pixels_away_and_keeps_what_is_level() -> None:
    level = torch.full((1, 1, 6, 6), 0.5)
    torch.testing.assert_close(climbed(lambda x: 0 * x.sum((1, 2, 3)), level, 0.1, blur=1.0), level)
    dot = torch.zeros(1, 1, 7, 7)
    dot[..., 3, 3] = 1
    assert float(climbed(lambda x: 0 * x.sum((1, 2, 3)), dot, 0.1, blur=1.0).max()) < 0.12
