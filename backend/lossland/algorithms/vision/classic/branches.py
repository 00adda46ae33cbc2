"""A small softmax on every stage of a network: how well the classes can be told there, and help for early layers.

Source: Szegedy et al. 2014, "Going deeper with convolutions", whose branches have a convolution and a dense layer more;
Alain and Bengio 2016, "Understanding intermediate layers using linear classifier probes".
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from lossland.algorithms.vision.classic.stages import Stages


def map_channels(net: Stages, shape: tuple[int, int, int]) -> dict[str, int]:
    """Channels of each stage that gives maps, by its name, for pictures (C, H, W): found on meta tensors."""
    kept = net.training
    with torch.no_grad():
        found = net.to("meta").eval().outputs(torch.zeros(1, *shape, device="meta"))
    net.train(kept)
    return {name: out.shape[1] for name, out in found.items() if out.dim() == 4}


class Branches(nn.Module):
    """A dense layer to `classes` scores on the mean over all places of each stage that gives maps."""

    def __init__(self, channels: Mapping[str, int], classes: int) -> None:
        super().__init__()
        self.heads = nn.ModuleDict({name: nn.Linear(C, classes) for name, C in channels.items()})

    def forward(self, outputs: Mapping[str, Tensor], *, reach: bool) -> list[Tensor]:
        """Scores (B, K) at each stage. Gradients reach the network itself only with `reach`."""
        means = ((head, outputs[name].mean((2, 3))) for name, head in self.heads.items())
        return [head(mean if reach else mean.detach()) for head, mean in means]
