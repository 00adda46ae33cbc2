"""The fixed networks that look at pictures, and the layers in which they see content and style.

A layer is a place among the features of its network, the shallowest first: the stem and the blocks of
EfficientNet-Lite0, or the convolutions of VGG-19.
"""

from __future__ import annotations

from torch import Tensor, nn

from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen, normalised
from lossland.algorithms.vision.vgg19 import CONVOLUTIONS, Vgg19, standardised, vgg19_with
from lossland.labs.vision.style_transfer.params import BLOCKS, STYLE_CONVOLUTIONS, StyleTransferParams
from lossland.models.imagenet.package import imagenet_weights
from lossland.models.vgg19.load import vgg19_weights


def style_layers(p: StyleTransferParams) -> tuple[int, ...]:
    """Where style is read, L layers: the stem and five blocks, or the first convolution of each stage of VGG-19."""
    if p.network == "vgg19":
        return tuple(CONVOLUTIONS.index(name) for name in STYLE_CONVOLUTIONS)
    return (0, *(block + 1 for block in BLOCKS))


def content_layer(p: StyleTransferParams) -> int:
    """Where content is read."""
    return CONVOLUTIONS.index(p.content_convolution) if p.network == "vgg19" else p.content_layer + 1


def style_weights(p: StyleTransferParams) -> list[float]:
    """A number from 0 to 1 for each of the style layers."""
    return p.convolution_weights if p.network == "vgg19" else p.weights


def network(p: StyleTransferParams) -> nn.Module:
    """The network, frozen. Of VGG-19 only what it takes to see content and style; `Refused` where it was not fetched."""
    if p.network == "vgg19":
        last = CONVOLUTIONS[max(content_layer(p), *style_layers(p))]
        return vgg19_with(last, vgg19_weights(last))
    net = EfficientNetLite0()
    net.load_state_dict(imagenet_weights())
    return frozen(net)


def seen(net: nn.Module, pictures: Tensor) -> list[Tensor]:
    """Features of pictures (B, 3, H, W) in [0, 1], by layer: in the stem and blocks 0 to 9, or in the convolutions."""
    if isinstance(net, Vgg19):
        return net.features(standardised(pictures).contiguous())  # dense kernels are quicker with the channels first
    assert isinstance(net, EfficientNetLite0)
    return net.features(normalised(pictures), 9)
