"""FastestDet: a detector of 80 kinds of things, COCO's, with 244,490 parameters and one grid of 22 x 22 cells.

The trunk shuffles channels: half of them pass by, half go through a unit, and the halves take turns. Three depths are
brought to one grid, looked at through 5x5, 9x9 and 13x13 windows, and read by three heads. Sources: Ma 2022,
"FastestDet" (github.com/dog-qiuqiu/FastestDet); Ma, Zhang, Zheng and Sun 2018, "ShuffleNet V2".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, interpolate, max_pool2d

from lossland.algorithms.vision.boxes import Detections, clipped
from lossland.algorithms.vision.resize import rescaled, resized

SIDE, COCO_CLASSES = 352, 80
CELL = 16
"""Pixels of a cell."""
JOINED = 96
REPEATS, CHANNELS = (4, 8, 4), (48, 96, 192)
"""Units of each stage, and the channels they give, at strides 8, 16, 32."""


class Layer(nn.Module):
    """Convolution of odd size that keeps height and width (but for the stride), batch norm, ReLU unless `linear`."""

    def __init__(
        self, inputs: int, outputs: int, k: int, stride: int = 1, each: bool = False, linear: bool = False
    ) -> None:
        super().__init__()
        groups = inputs if each else 1  # each channel by itself
        self.conv = nn.Conv2d(inputs, outputs, k, stride, k // 2, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.linear = linear

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.conv(x))
        return x if self.linear else x.relu()


def through(layers: Iterable[nn.Module], x: Tensor) -> Tensor:
    """x after one layer after the other."""
    for layer in layers:
        x = layer(x)
    return x


class ShuffleUnit(nn.Module):
    """With stride 1: every second channel passes by, the others are worked on. With stride 2 both ways get all."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        half = outputs // 2
        entering = inputs if stride == 2 else half
        self.main = nn.ModuleList(
            [
                Layer(entering, half, 1),
                Layer(half, half, 3, stride, each=True, linear=True),
                Layer(half, outputs - (inputs if stride == 2 else half), 1),
            ]
        )
        down = [Layer(inputs, inputs, 3, stride, each=True, linear=True), Layer(inputs, inputs, 1)]
        self.side = nn.ModuleList(down) if stride == 2 else None

    def forward(self, x: Tensor) -> Tensor:
        if self.side is not None:
            return torch.cat([through(self.side, x), through(self.main, x)], 1)  # (B, outputs, H / 2, W / 2)
        return torch.cat([x[:, ::2], through(self.main, x[:, 1::2])], 1)  # (B, outputs, H, W)


class FastestDet(nn.Module):
    """Pictures (B, 3, H, W), blue, green, red in [0, 1], H and W multiples of 32, to (B, 5 + 80, H / 16, W / 16)."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = Layer(3, 24, 3, 2)
        before = (24, *CHANNELS[:-1])
        self.stages = nn.ModuleList(
            nn.ModuleList(ShuffleUnit(a if k == 0 else b, b, 2 if k == 0 else 1) for k in range(repeats))
            for a, b, repeats in zip(before, CHANNELS, REPEATS, strict=True)
        )
        self.squeeze = Layer(sum(CHANNELS), JOINED, 1)
        self.windows = nn.ModuleList(
            nn.ModuleList(Layer(JOINED, JOINED, 5, each=True) for _ in range(depth)) for depth in (1, 2, 3)
        )
        self.join = Layer(3 * JOINED, JOINED, 1, linear=True)
        self.neck = Layer(JOINED, JOINED, 1)
        self.heads = nn.ModuleList(
            nn.ModuleList([Layer(JOINED, JOINED, 5, each=True), Layer(JOINED, outputs, 1, linear=True)])
            for outputs in (1, 4, COCO_CLASSES)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Channel 0: logit of an object; 1 to 4: its midpoint and its size, as `boxes_of` reads them; then the classes."""
        x = max_pool2d(self.stem(x), 3, 2, 1)  # (B, 24, H / 4, W / 4)
        maps = []
        for stage in self.stages:
            assert isinstance(stage, nn.ModuleList)
            x = through(stage, x)
            maps.append(x)
        fine, middle, coarse = maps  # (B, 48, H / 8, ...), (B, 96, H / 16, ...), (B, 192, H / 32, ...)
        grid = torch.cat([avg_pool2d(fine, 3, 2, 1), middle, interpolate(coarse, scale_factor=2.0)], 1)
        z = self.squeeze(grid)  # (B, 96, H / 16, W / 16)
        seen = [through(window, z) for window in self.windows if isinstance(window, nn.ModuleList)]
        z = self.neck((z + self.join(torch.cat(seen, 1))).relu())
        heads = [through(head, z) for head in self.heads if isinstance(head, nn.ModuleList)]
        return torch.cat(heads, 1)  # (B, 85, H / 16, W / 16)


def boxes_of(found: Tensor, threshold: float = 0.25) -> list[Detections]:
    """For each picture the boxes in pixels of the network's input, with scores >= `threshold`, the surest first.

    tanh moves a cell's midpoint by up to one cell; the sigmoid gives sides as shares of the picture. The score is the
    probability of an object times that of its most probable class.
    """
    h, w = found.shape[-2:]
    sure, labels = found[:, 5:].softmax(1).max(1)  # (B, h, w)
    scores = (found[:, 0].sigmoid() * sure).flatten(1)
    rows, columns = torch.meshgrid(torch.arange(h).to(found), torch.arange(w).to(found), indexing="ij")
    x, y = found[:, 1].tanh() + columns, found[:, 2].tanh() + rows  # (B, h, w), in cells
    wide, high = found[:, 3].sigmoid() * w / 2, found[:, 4].sigmoid() * h / 2
    boxes = torch.stack([x - wide, y - high, x + wide, y + high], -1).flatten(1, 2) * CELL  # (B, h w, 4)
    answers = []
    for box, score, label in zip(clipped(boxes, w * CELL, h * CELL), scores, labels.flatten(1), strict=True):
        best = score.argsort(descending=True, stable=True)
        best = best[score[best] >= threshold]
        answers.append(Detections(box[best], score[best], label[best]))
    return answers


@dataclass(frozen=True)
class PhotographDetector:
    """The network as a function of photographs of any size."""

    net: FastestDet

    @torch.no_grad()
    def __call__(self, pictures: Sequence[Tensor], threshold: float = 0.25) -> list[Detections]:
        """What is found on each picture (3, H, W), red, green, blue, bytes or in [0, 1], in its own pixels."""
        if not pictures:
            return []
        x = torch.stack([resized(picture, SIDE, SIDE) for picture in pictures])
        answers = boxes_of(self.net(x.flip(1)), threshold)
        return [
            found._replace(boxes=rescaled(found.boxes, (SIDE, SIDE), (picture.shape[1], picture.shape[2])))
            for picture, found in zip(pictures, answers, strict=True)
        ]
