from __future__ import annotations

import torch

from lossland.algorithms.vision.digit_net import DigitNet


def test_shapes_and_size() -> None:
    torch.manual_seed(0)
    net = DigitNet().eval()
    x = torch.rand(3, 1, 28, 28)
    shapes = [tuple(z.shape[1:]) for z in net.features(x)]
    assert shapes == [(16, 28, 28), (32, 28, 28), (64, 14, 14), (128, 7, 7)]
    assert net(x).shape == (3, 10)
    weights = 9 * (1 * 16 + 16 * 32 + 32 * 64 + 64 * 128) + 2 * (16 + 32 + 64 + 128) + 128 * 10 + 10
    assert sum(value.numel() for value in net.parameters()) == weights == 98_682


def test_a_score_is_read_from_the_mean_of_the_last_maps() -> None:
    torch.manual_seed(0)
    net = DigitNet().eval()
    x = torch.rand(2, 1, 28, 28)
    mean = net.features(x)[-1].mean((2, 3))
    assert torch.allclose(net(x), mean @ net.classifier.weight.T + net.classifier.bias, atol=1e-5)
