"""The face of the style transfer lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import torch

from lossland.lab import Arrays, Lab, Metric, Moment, T, stills
from lossland.lab.metrics import family
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.vision.style_transfer.experiment import State, StyleTransfer
from lossland.labs.vision.style_transfer.params import ROWS, StyleTransferParams
from lossland.labs.vision.style_transfer.pictures import VIEWS
from lossland.labs.vision.style_transfer.pictures.seen import Seen
from lossland.labs.vision.style_transfer.presets import PREDICTIONS, PRESETS


class StyleTransferLab(StyleTransfer, Lab[StyleTransferParams, State]):
    """Pixels that learn."""

    part = "vision"
    title = T("Style transfer", "风格迁移")
    summary = T(
        "A photograph repainted: its pixels descend until a fixed network sees its content in another picture's style.",
        "重新绘制照片：像素沿梯度下降，直到固定的网络看到它的内容和另一幅图的风格。",
    )
    question = T("How does a network see a style?", "网络如何看到风格？")
    topics = (
        T("Neural style transfer", "神经风格迁移"),
        T("Content and style loss", "内容损失与风格损失"),
        T("Gram matrix", "Gram 矩阵"),
        T("Gradient with respect to an input", "对输入求梯度"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "content": Metric(T("Content loss, middle picture", "内容损失 (中间那幅)"), headline=True),
        "style": Metric(T("Style loss, middle picture", "风格损失 (中间那幅)"), headline=True, better="less"),
        "style_gain": Metric(T("Style loss at the start, over now", "起始风格损失与当前之比")),
        **family("content", T("Content loss,", "内容损失，"), ROWS),
        **family("style", T("Style loss,", "风格损失，"), ROWS),
    }
    layout = (("five", ("originals", "before_after", "trade", "style_loss", "content_loss", "layers", "gram")),)
    moments = (
        Moment(
            "style_gain",
            T("The style loss is a tenth of what it was.", "风格损失降到起始的十分之一。"),
            T("a tenth", "十分之一"),
            least=10.0,
        ),
    )
    reel = stills(0, 4, 12, 50, size="96", pictures="1", ratio=100.0)
    drives = "ratio"
    result = ("originals", 2)
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: StyleTransferParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    @torch.no_grad()
    def draw(self, s: State, p: StyleTransferParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
