"""The attention lab, its state and what it draws under some parameters."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.labs.sequences.attention.lab import Attention
from lossland.labs.sequences.attention.state import State

LAB = Attention()


def computed(**params: object) -> State:
    p = LAB.Params.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s


def drawn(**params: object) -> dict[str, dict[str, Tensor]]:
    p = LAB.Params.model_validate(params)
    return {view: dict(arrays) for view, arrays in LAB.draw(computed(**params), p).items()}


def preset(slug: str) -> dict[str, object]:
    return dict(next(one for one in LAB.presets if one.slug == slug).params)
