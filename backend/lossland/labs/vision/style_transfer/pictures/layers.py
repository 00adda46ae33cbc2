"""The style loss, layer by layer."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import bars, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.vision.style_transfer.params import BLOCKS, STYLE_CONVOLUTIONS, StyleTransferParams
from lossland.labs.vision.style_transfer.pictures.seen import Seen

FLOOR = 1e-4


def names(p: StyleTransferParams) -> list[T]:
    """What the style layers are called."""
    if p.network == "vgg19":
        return [T(name, name) for name in STYLE_CONVOLUTIONS]
    return [T("stem", "首层"), *(T(f"block {block}", f"第 {block} 块") for block in BLOCKS)]


def figure(p: StyleTransferParams) -> Plot:
    """A bar a layer."""
    return Plot(
        title=T("Style by layer", "各层的风格损失"),
        caption=T(
            "1: the layer sees nothing of the style. Shallow layers see colour and grain, deeper ones strokes.",
            "1 表示该层完全看不到风格。浅层看到颜色与颗粒，较深层看到笔触。",
        ),
        alt=T("The style loss of the picture looked at in each layer.", "所查看图片在各层上的风格损失。"),
        figure=plot(
            bars("layers", T("style loss", "风格损失"), "accent", shown=".2~g", showlegend=False),
            x={
                "title": {"text": T("layer", "层")},
                "tickvals": list(range(len(names(p)))),
                "ticktext": names(p),
                "range": [-0.6, len(names(p)) - 0.4],
            },
            y=log_axis(T("style loss", "风格损失"), FLOOR, 10),
        ),
        max_rate=15,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Of the picture that is looked at."""
    return {
        "layers.x": torch.arange(seen.s.style.shape[1], dtype=torch.float32),
        "layers.y": seen.s.style[seen.focus].clamp(min=FLOOR),
    }
