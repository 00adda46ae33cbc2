from __future__ import annotations

import pytest
import torch

from lossland.algorithms.vision.efficientnet_lite import (
    STAGES,
    ConvNorm,
    EfficientNetLite0,
    channels,
    frozen,
    missing,
    normalised,
    strides,
    top,
)


@pytest.fixture(scope="module")
def net() -> EfficientNetLite0:
    torch.manual_seed(0)
    return frozen(EfficientNetLite0())


def test_its_parameters_and_tensors_are_those_of_the_paper(net: EfficientNetLite0) -> None:
    assert sum(value.numel() for value in net.parameters()) == 4_652_008
    assert len(net.state_dict()) == 296
    assert len(net.blocks) == sum(stage.repeats for stage in STAGES) == 16


@pytest.mark.parametrize(("height", "width"), [(224, 224), (97, 130), (32, 32), (1, 1)])
def test_features_have_the_channels_and_strides_said(net: EfficientNetLite0, height: int, width: int) -> None:
    found = net.features(torch.rand(2, 3, height, width))
    for x, C, stride in zip(found, channels(), strides(), strict=True):
        assert x.shape == (2, C, -(-height // stride), -(-width // stride))


def test_features_up_to_a_block_are_the_first_of_all(net: EfficientNetLite0) -> None:
    x = torch.rand(1, 3, 64, 64)
    every = net.features(x)
    for upto in (-1, 0, 4, 15):
        some = net.features(x, upto)
        assert len(some) == upto + 2
        assert all(torch.equal(a, b) for a, b in zip(some, every, strict=False))
    for upto in (-2, 16):
        with pytest.raises(ValueError, match=f"no block {upto}"):
            net.features(x, upto)


def test_scores_are_read_from_the_embedding(net: EfficientNetLite0) -> None:
    x = torch.rand(2, 3, 64, 64)
    z = net.embedding(x)
    assert z.shape == (2, 1280)
    assert torch.allclose(net(x), z @ net.classifier.weight.T + net.classifier.bias, atol=1e-5)


@pytest.mark.parametrize(("n", "k", "stride"), [(224, 3, 2), (7, 3, 2), (8, 5, 2), (9, 5, 1), (1, 5, 2), (6, 3, 1)])
def test_padding_is_tensorflows_same(n: int, k: int, stride: int) -> None:
    """ceil(n / stride) outputs, one pixel more on the right where the padding is odd."""
    padding = missing(n, k, stride)
    assert (n + padding - k) // stride + 1 == -(-n // stride)
    layer = ConvNorm(1, 1, k, stride, linear=True).eval()
    layer.conv.weight.data.fill_(1.0)
    ones = layer(torch.ones(1, 1, n, n))[0, 0] * (1 + layer.norm.eps) ** 0.5
    # how many of the window's k places lie on the picture, along one side
    first = [range(o * stride - padding // 2, o * stride - padding // 2 + k) for o in range(-(-n // stride))]
    seen = torch.tensor([sum(0 <= place < n for place in window) for window in first]).float()
    assert torch.allclose(ones, seen[:, None] * seen, atol=1e-4)


def test_gradients_reach_the_picture(net: EfficientNetLite0) -> None:
    x = torch.rand(1, 3, 48, 48, requires_grad=True)
    torch.autograd.backward(net.features(normalised(x), 9)[-1].square().sum())
    assert x.grad is not None
    assert x.grad.abs().sum() > 0
    assert all(value.grad is None for value in net.parameters())


def test_preprocessing_and_the_best_classes() -> None:
    bytes_ = torch.tensor([0.0, 127, 255])
    assert normalised(bytes_ / 255).tolist() == pytest.approx([-127 / 128, 0, 1], abs=1e-6)
    scores = torch.zeros(1, 1000)
    scores[0, 7], scores[0, 3] = 3.0, 2.0
    probabilities, classes = top(scores, 2)
    assert classes.tolist() == [[7, 3]]
    total = torch.tensor([3.0, 2.0]).exp()
    assert torch.allclose(probabilities[0], total / (total.sum() + 998))
