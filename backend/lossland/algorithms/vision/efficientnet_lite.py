"""EfficientNet-Lite0: an ImageNet classifier of inverted residual blocks, small enough for one core.

A block widens the channels by a 1x1 convolution, filters each channel by its own k x k convolution, and narrows them
again; where its input has the size of its output it adds it. Lite leaves out squeeze-and-excitation and takes ReLU6,
so that it can be computed with 8-bit numbers. Source: Tan and Le 2019, "EfficientNet"; Liu 2020, "Higher accuracy on
vision models with EfficientNet-Lite", TensorFlow blog.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import pad, relu6

from lossland.lab.text import Refused, T

SIDE = 224
"""Height and width in pixels of the pictures it was trained on."""
STEM, HEAD, CLASSES = 32, 1280, 1000


class Stage(NamedTuple):
    """Blocks of one width: only the first has the stride, and a number of input channels of its own."""

    kernel: int
    stride: int
    expansion: int
    inputs: int
    outputs: int
    repeats: int


STAGES = (
    Stage(3, 1, 1, 32, 16, 1),
    Stage(3, 2, 6, 16, 24, 2),
    Stage(5, 2, 6, 24, 40, 2),
    Stage(3, 2, 6, 40, 80, 3),
    Stage(5, 1, 6, 80, 112, 3),
    Stage(5, 2, 6, 112, 192, 4),
    Stage(3, 1, 6, 192, 320, 1),
)


def normalised(pictures: Tensor) -> Tensor:
    """Pictures (B, 3, H, W) in [0, 1] as the network was taught to see them: (x - 127) / 128 of bytes."""
    return (pictures * 255 - 127) / 128


class ConvNorm(nn.Module):
    """Convolution, batch norm and, unless it is `linear`, ReLU6. Its output has ceil(n / stride) pixels a side."""

    def __init__(
        self, inputs: int, outputs: int, k: int, stride: int = 1, groups: int = 1, linear: bool = False
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, k, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01)
        self.k, self.stride, self.linear = k, stride, linear

    def forward(self, x: Tensor) -> Tensor:
        height, width = (missing(n, self.k, self.stride) for n in x.shape[-2:])
        if height or width:  # an odd pixel goes to the right and below, as in TensorFlow
            x = pad(x, (width // 2, width - width // 2, height // 2, height - height // 2))
        x = self.norm(self.conv(x))  # (B, outputs, ceil(H / stride), ceil(W / stride))
        return x if self.linear else relu6(x, inplace=True)


def missing(n: int, k: int, stride: int) -> int:
    """Pixels of padding with which n pixels become ceil(n / stride)."""
    return max((-(-n // stride) - 1) * stride + k - n, 0)


class InvertedResidual(nn.Module):
    """1x1 to `expansion` times the channels, k x k channel by channel, 1x1 back; plus the input where shapes agree."""

    def __init__(self, k: int, stride: int, expansion: int, inputs: int, outputs: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = ConvNorm(inputs, wide, 1) if expansion > 1 else None
        self.depthwise = ConvNorm(wide, wide, k, stride, groups=wide)
        self.project = ConvNorm(wide, outputs, 1, linear=True)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        z: Tensor = x if self.expand is None else self.expand(x)  # (B, wide, H, W)
        z = self.project(self.depthwise(z))  # (B, outputs, H / stride, W / stride)
        return x + z if self.residual else z


class EfficientNetLite0(nn.Module):
    """16 blocks in 7 stages between a stem and a head; 4,652,008 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = ConvNorm(3, STEM, 3, stride=2)
        self.blocks = nn.ModuleList(
            InvertedResidual(s.kernel, 1 if i else s.stride, s.expansion, s.outputs if i else s.inputs, s.outputs)
            for s in STAGES
            for i in range(s.repeats)
        )
        self.head = ConvNorm(STAGES[-1].outputs, HEAD, 1)
        self.classifier = nn.Linear(HEAD, CLASSES)

    def features(self, x: Tensor, upto: int | None = None) -> list[Tensor]:
        """What the stem and each block make of x (B, 3, H, W): entry 0 is the stem's, entry k + 1 that of block k.

        `upto` is the last block wanted (-1: the stem alone; None: all 16). Strides: stem and block 0: 2, blocks 1 and
        2: 4, 3 and 4: 8, 5 to 10: 16, from 11 on: 32. Raises `Refused` for a block that there is not.
        """
        last = len(self.blocks) - 1 if upto is None else upto
        if not -1 <= last < len(self.blocks):
            last = len(self.blocks) - 1
            raise Refused(
                T(
                    f"there is no block {upto}: the stem and blocks 0 to {last} are there",
                    f"没有第 {upto} 块：有首层和第 0 到 {last} 块",
                )
            )
        found = [self.stem(x)]  # (B, 32, H / 2, W / 2)
        for block in self.blocks[: last + 1]:
            found.append(block(found[-1]))
        return found

    def embedding(self, x: Tensor) -> Tensor:
        """1,280 numbers a picture, from which the classifier reads: (B, 1280)."""
        z: Tensor = self.head(self.features(x)[-1])  # (B, 1280, H / 32, W / 32)
        return z.mean((2, 3))

    def forward(self, x: Tensor) -> Tensor:
        """Scores of the 1,000 classes (B, 1000) for normalised pictures (B, 3, H, W)."""
        scores: Tensor = self.classifier(self.embedding(x))
        return scores


def strides() -> tuple[int, ...]:
    """Pixels of the picture a pixel of each entry of `features` stands for."""
    found = [2]
    for stage in STAGES:
        found += [found[-1] * stage.stride] + [found[-1] * stage.stride] * (stage.repeats - 1)
    return tuple(found)


def channels() -> tuple[int, ...]:
    """Channels of each entry of `features`."""
    return (STEM, *(stage.outputs for stage in STAGES for _ in range(stage.repeats)))


def frozen(net: EfficientNetLite0) -> EfficientNetLite0:
    """The network as a fixed measure: batch norm by its running mean, no gradients for its weights.

    Its kernels are laid out with the channels last, which convolutions channel by channel take half the time for.
    """
    for weight in net.eval().requires_grad_(False).parameters():
        if weight.ndim == 4:
            weight.data = weight.data.contiguous(memory_format=torch.channels_last)
    return net


@torch.no_grad()
def top(scores: Tensor, k: int = 5) -> tuple[Tensor, Tensor]:
    """Probabilities (B, k) and classes (B, k) of the k largest scores (B, 1000), the largest first."""
    probabilities, classes = scores.softmax(1).topk(k, 1)
    return probabilities, classes
