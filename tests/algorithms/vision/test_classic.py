"""Classic networks against published counts of their parameters, and the walk against real tensors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from lossland.algorithms.vision.classic.alexnet import alexnet
from lossland.algorithms.vision.classic.course import course_net
from lossland.algorithms.vision.classic.densenet import dense_block, densenet121, small_densenet
from lossland.algorithms.vision.classic.inception import Inception, course_inception, small_inception
from lossland.algorithms.vision.classic.lenet import lenet5
from lossland.algorithms.vision.classic.resnet import Block, resnet18, resnet50, small_resnet
from lossland.algorithms.vision.classic.stages import Stages
from lossland.algorithms.vision.classic.vgg import small_vgg, vgg16
from lossland.algorithms.vision.classic.walk import layers_of, stages_of

LARGE = (3, 224, 224)


@pytest.mark.parametrize(
    ("build", "shape", "parameters"),
    [
        (lenet5, (1, 32, 32), 61_706),
        (lambda: lenet5(3), (3, 32, 32), 62_006),
        (alexnet, (3, 227, 227), 62_378_344),
        (vgg16, LARGE, 138_357_544),
        (resnet18, LARGE, 11_689_512),
        (resnet50, LARGE, 25_557_032),
        (densenet121, LARGE, 7_978_856),
    ],
)
def test_published_counts(build: Callable[[], Stages], shape: tuple[int, ...], parameters: int) -> None:
    with torch.device("meta"):
        net = build()
    assert sum(weights.numel() for weights in net.parameters()) == parameters
    assert sum(row.parameters for row in stages_of(net, shape)) == parameters
    assert sum(row.parameters for row in layers_of(net, shape)) == parameters


def test_the_courses_shapes() -> None:
    rows = stages_of(course_net(), (3, 39, 39))
    assert [row.shape for row in rows[:3]] == [(10, 37, 37), (20, 17, 17), (40, 7, 7)]
    assert [row.parameters for row in rows[:3]] == [280, 5_020, 20_040]
    with torch.device("meta"):
        alex = stages_of(alexnet(), (3, 227, 227))
        vgg = stages_of(vgg16(), LARGE)
    assert [row.shape for row in alex if row.kind != "dense"] == [
        (96, 55, 55),
        (96, 27, 27),
        (256, 27, 27),
        (256, 13, 13),
        (384, 13, 13),
        (384, 13, 13),
        (256, 13, 13),
        (256, 6, 6),
    ]
    assert [row.shape for row in vgg if row.kind == "pool"] == [
        (64, 112, 112),
        (128, 56, 56),
        (256, 28, 28),
        (512, 14, 14),
        (512, 7, 7),
    ]
    assert [row.kind for row in vgg].count("conv") == 13
    assert [row.kind for row in vgg].count("dense") == 3


def test_lenets_multiplications_by_hand() -> None:
    counts = {row.name: row.multiplications for row in stages_of(lenet5(), (1, 32, 32))}
    assert counts["conv1"] == 28 * 28 * 6 * 25
    assert counts["conv2"] == 10 * 10 * 16 * 25 * 6
    assert [counts[name] for name in ("dense1", "dense2", "scores")] == [400 * 120, 120 * 84, 84 * 10]


def test_inception_and_its_squeeze() -> None:
    five = {
        squeezed: [
            row.multiplications for row in layers_of(course_inception(squeezed), (192, 28, 28)) if ".five" in row.name
        ]
        for squeezed in (False, True)
    }
    assert five[False] == [28 * 28 * 32 * 25 * 192]
    assert five[True] == [28 * 28 * 16 * 192, 28 * 28 * 32 * 25 * 16]
    assert sum(five[True]) == 12_443_648
    assert Inception(192, 64, 128, 32, 32)(torch.zeros(1, 192, 28, 28)).shape == (1, 64 + 128 + 32 + 32, 28, 28)


def test_a_dense_block_joins_and_a_residual_block_adds() -> None:
    x = torch.randn(2, 24, 5, 5)
    y = dense_block(24, 12, 4)(x)
    assert y.shape == (2, 72, 5, 5)
    assert torch.equal(y[:, :24], x)  # what was there is handed on
    block = Block(24, (24, 24), (3, 3), 1)
    for module in block.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.zeros_(module.weight)  # the residual gives nothing
    assert torch.equal(block(x), torch.relu(x))


@pytest.mark.parametrize("build", [lambda: lenet5(padding=2), small_vgg, small_inception, small_resnet, small_densenet])
def test_the_walk_tells_what_really_comes_out(build: Callable[[], Stages]) -> None:
    torch.manual_seed(0)
    net = build()
    net.eval()
    x = torch.rand(2, 1, 28, 28)
    outputs = net.outputs(x)
    assert [tuple(out.shape[1:]) for out in outputs.values()] == [row.shape for row in stages_of(net, (1, 28, 28))]
    assert [row.name for row in stages_of(net, (1, 28, 28))] == list(outputs)
    assert torch.equal(list(outputs.values())[-1], net(x))
    assert next(net.parameters()).device.type == "cpu"  # the network itself was not moved
    k = len(outputs) // 2
    assert torch.equal(net.after(k)(list(outputs.values())[k - 1]), net(x))
