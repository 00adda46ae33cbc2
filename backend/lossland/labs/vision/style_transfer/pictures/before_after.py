"""The content and what forms of it in one place, a line between them."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.style_transfer.params import StyleTransferParams
from lossland.labs.vision.style_transfer.pictures.seen import Seen, as_bytes


def figure(p: StyleTransferParams) -> Images:
    """Two pictures of one size."""
    return Images(
        title=T("Before and after", "前后对比"),
        caption=T(
            "Drag the line: content on its left, the picture looked at on its right.",
            "拖动分界线：左侧为内容图，右侧为正在查看的那一幅。",
        ),
        alt=T("The content picture, and the one that forms, in one place.", "同一位置的内容图和正在形成的图。"),
        names=(T("content C", "内容图 C"), T("result G", "结果 G")),
        compare=True,
        max_rate=10,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Their pixels."""
    return {"images": as_bytes(torch.cat([seen.s.C, seen.s.pictures[seen.focus].detach()]))}
