"""The convolution lab, its state and what it draws under some parameters."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.labs.vision.convolution.lab import Convolution
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.state import State

LAB = Convolution()


def computed(**params: object) -> State:
    p = ConvolutionParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s


def drawn(**params: object) -> dict[str, dict[str, Tensor]]:
    p = ConvolutionParams.model_validate(params)
    return {view: dict(arrays) for view, arrays in LAB.draw(computed(**params), p).items()}


def preset(slug: str) -> dict[str, object]:
    return dict(next(one for one in LAB.presets if one.slug == slug).params)
