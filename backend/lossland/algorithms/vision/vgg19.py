"""The convolutions of VGG-19: sixteen of 3 x 3 pixels in five stages, each stage at half the size of the one before.

Only what style transfer looks at: neither the three layers of a classifier nor a pooling after the last convolution.
Between stages the mean of 2 x 2 pixels is passed on, not their largest: Gatys et al. found that gradients flow better
and pictures look a little better so. The weights were taught with the largest. Source: Simonyan and Zisserman 2014,
"Very deep convolutional networks for large-scale image recognition"; Gatys, Ecker and Bethge 2016.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

from lossland.lab.text import Refused, T

VGG_STAGES = ((64, 2), (128, 2), (256, 4), (512, 4), (512, 4))
"""Channels and convolutions of each stage."""
CONVOLUTIONS = tuple(
    f"conv{stage}_{k}" for stage, (_, repeats) in enumerate(VGG_STAGES, 1) for k in range(1, repeats + 1)
)
"""Their names in the order of the network, as the paper on style transfer has them."""
IMAGENET_MEAN, IMAGENET_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of red, green and blue over ImageNet: those with which torchvision taught the weights."""


def standardised(pictures: Tensor) -> Tensor:
    """Pictures (B, 3, H, W) in [0, 1] as the network was taught to see them: each colour with mean 0, deviation 1."""
    mean, deviation = (
        torch.tensor(values, device=pictures.device, dtype=pictures.dtype).view(3, 1, 1)
        for values in (IMAGENET_MEAN, IMAGENET_DEVIATION)
    )
    return (pictures - mean) / deviation


class Vgg19(nn.Module):
    """The network up to a convolution: 12,944,960 parameters to conv5_1, 20,024,384 to the last, conv5_4.

    Raises `Refused` for a layer that there is not.
    """

    def __init__(self, last: str = CONVOLUTIONS[-1]) -> None:
        super().__init__()
        if last not in CONVOLUTIONS:
            names = ", ".join(CONVOLUTIONS)
            raise Refused(T(f"there is no layer {last!r}: there are {names}", f"没有层 {last!r}：可用 {names}"))
        self.layers = nn.ModuleDict()
        channels = 3
        for name in CONVOLUTIONS[: CONVOLUTIONS.index(last) + 1]:
            width = VGG_STAGES[stage_of(name) - 1][0]
            self.layers[name] = nn.Conv2d(channels, width, 3, padding=1)
            channels = width

    def features(self, x: Tensor) -> list[Tensor]:
        """What each convolution makes of x (B, 3, H, W), after ReLU: relu1_1, relu1_2, relu2_1 and on.

        Those of stage s have H / 2^(s - 1) by W / 2^(s - 1) places, rounded down. Raises `Refused` where none is left.
        """
        least = 2 ** (stage_of(list(self.layers)[-1]) - 1)
        if min(x.shape[-2:]) < least:
            h, w = x.shape[-2:]
            raise Refused(
                T(
                    f"a picture of {w}×{h} pixels is too narrow for VGG-19, which halves it: {least} is the least",
                    f"{w}×{h} 像素的图片对 VGG-19 来说太窄 (它会逐级减半)：每边至少 {least} 像素",
                )
            )
        found: list[Tensor] = []
        for name, convolution in self.layers.items():
            if name.endswith("_1") and found:
                x = avg_pool2d(x, 2)  # (B, N, H / 2, W / 2)
            x = convolution(x).relu()  # (B, N, H, W)
            found.append(x)
        return found


def stage_of(name: str) -> int:
    """Which of the five stages a convolution stands in: 4 for conv4_2."""
    return int(name[4])


def vgg19_with(last: str, weights: dict[str, Tensor]) -> Vgg19:
    """The network up to that layer with these weights, frozen. It shares them: of 52 MB there is one copy."""
    with torch.device("meta"):
        net = Vgg19(last)
    net.load_state_dict(weights, assign=True)
    net.eval().requires_grad_(False)
    return net
