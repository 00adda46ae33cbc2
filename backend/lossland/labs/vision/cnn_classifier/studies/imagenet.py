"""A network with a thousand classes reads a photograph, and shows what in the picture speaks for its answer.

Sources: Deng et al. 2009, "ImageNet"; Selvaraju et al. 2017, "Grad-CAM".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from lossland.algorithms.vision.efficientnet_lite import SIDE, STAGES, EfficientNetLite0, frozen, normalised
from lossland.algorithms.vision.grad_cam import grad_cam
from lossland.algorithms.vision.resize import centre_square
from lossland.fields.picture import pixels
from lossland.lab import Refused, T, constant, derived
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.models.imagenet.package import imagenet_weights

LONGEST = 1024
ENDS = (0, *accumulate(stage.repeats for stage in STAGES))
"""Entries of `EfficientNetLite0.features` that are looked at: the stem, and the last block of each stage."""


@dataclass
class ImageNetState:
    """What the network makes of one photograph."""

    net: nn.Module = constant()
    x: Tensor = constant()
    """(3, 224, 224) in [0, 1]."""
    maps: list[Tensor] = constant()
    """Eight of (1, C, h, w): feature maps after the stem and after each stage."""
    p: Tensor = constant()
    """(1000,) probabilities."""
    heat: Tensor = derived()
    """(224, 224) in [0, 1]: Grad-CAM for the answer that is looked at, at the stage that is."""


class ImageNet:
    """EfficientNet-Lite0, as its authors trained it."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> ImageNetState:
        net = EfficientNetLite0()
        net.load_state_dict(imagenet_weights())
        net = frozen(net).to(device)
        x = centre_square(pixels(p.photograph, LONGEST).permute(2, 0, 1), SIDE).to(device)  # (3, 224, 224)
        with torch.no_grad():
            found = net.features(normalised(x[None]))
            scores = rest_of(net, found[-1], len(net.blocks))  # (1, 1000)
        return ImageNetState(net, x, [found[k] for k in ENDS], scores.softmax(1)[0])

    def adopt(self, s: ImageNetState, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        asked = (p.answer, p.depth)
        if old is None or asked != (old.answer, old.depth):
            k = int(s.p.topk(p.answer).indices[-1])
            heat = grad_cam(lambda A: rest_of(s.net, A, ENDS[p.depth]), s.maps[p.depth], k)  # (h, w)
            heat = heat / heat.max().clamp(min=1e-12)
            s.heat = interpolate(heat[None, None], (SIDE, SIDE), mode="bilinear", align_corners=False)[0, 0]

    def step(self, s: ImageNetState, p: CnnClassifierParams) -> dict[str, Tensor]:
        return {}

    def measure(self, s: ImageNetState, p: CnnClassifierParams) -> dict[str, Tensor]:
        return {"sure": s.p.topk(p.answer).values[-1]}

    def act(self, s: ImageNetState, p: CnnClassifierParams, action: Draw) -> None:
        raise Refused(T("there is nothing to draw on here", "此处不能绘画"))

    def done(self, s: ImageNetState, p: CnnClassifierParams) -> bool:
        return True  # it has been trained


def rest_of(net: nn.Module, A: Tensor, entry: int) -> Tensor:
    """Scores (1, 1000) of what entry `entry` of the features gives, (1, C, h, w)."""
    assert isinstance(net, EfficientNetLite0)
    for block in net.blocks[entry:]:
        A = block(A)
    scores: Tensor = net.classifier(net.head(A).mean((2, 3)))
    return scores
