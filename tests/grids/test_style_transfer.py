"""How far style transfer comes from noise: content loss to a tenth, style loss to a hundredth."""

from __future__ import annotations

import pytest
import torch

from lossland.labs.vision.style_transfer.experiment import StyleTransfer
from lossland.labs.vision.style_transfer.params import StyleTransferParams

LAB = StyleTransfer()


@pytest.mark.parametrize("style", ["swirls", "mosaic", "brick"])
def test_from_noise(style: str) -> None:
    p = StyleTransferParams.model_validate(
        {"begin": "noise", "ratio": 10.0, "style": {"kind": "shipped", "name": style}, "steps": 500}
    )
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    content, look = s.content, s.style.mean(1)
    while not LAB.done(s, p):
        LAB.step(s, p)
    assert float(content[0] / s.content[0]) >= 10
    assert float(look[-1] / s.style.mean(1)[-1]) >= 100
