"""Content and style, and what has become of them."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.style_transfer.params import StyleTransferParams
from lossland.labs.vision.style_transfer.pictures.seen import Seen, as_bytes


def figure(p: StyleTransferParams) -> Images:
    """Three pictures."""
    return Images(
        title=T("Content, style, result", "内容、风格、结果"),
        caption=T("The result is the picture looked at.", "结果是正在查看的那一幅。"),
        alt=T("The content picture, the style picture, and the one that forms.", "内容图、风格图和正在形成的图。"),
        names=(T("content C", "内容图 C"), T("style S", "风格图 S"), T("result G", "结果 G")),
        max_rate=10,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Their pixels."""
    return {"images": as_bytes(torch.cat([seen.s.C, seen.style_picture, seen.s.pictures[seen.focus].detach()]))}
