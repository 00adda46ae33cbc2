"""Five pictures form at once, from most content to most style, and the style beside them."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.style_transfer.params import StyleTransferParams
from lossland.labs.vision.style_transfer.pictures.seen import NAMES, Seen, as_bytes


def figure(p: StyleTransferParams) -> Images:
    """Five pictures, named by their ratio, and where they would end."""
    return Images(
        title=T("Five ratios at once", "五种比例同时形成"),
        caption=T(
            "From left to right each weighs style ten times as much against content; last, the style. A click enlarges one.",
            "从左到右，风格相对内容的权重依次增大十倍；最后一幅是风格图。点击可放大。",
        ),
        alt=T(
            "Five versions of the content picture, the first nearly as it was, the last nearly all style.",
            "内容图的五个版本，第一幅几乎未变，最后一幅几乎全是风格。",
        ),
        names=(*(NAMES[k] for k in p.forming), T("style S", "风格图 S")),
        max_rate=10,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Their pixels."""
    return {"images": as_bytes(torch.cat([*(G.detach() for G in seen.s.pictures), seen.style_picture]))}
