"""What both ways cost, counted in multiplications, against the size of the picture and the stride of the window."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.sliding_window import by_convolution, by_crops
from lossland.lab import T
from lossland.lab.marks import axis, dots, line, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen
from lossland.labs.vision.detection.window_params import SIDES

EACH = range(SIDES[0], SIDES[1] + 1, 2)


def figure(p: DetectionParams) -> Plot | None:
    """Two lines for windows, one for the convolution."""
    if p.study != "window":
        return None
    return Plot(
        title=T("Multiplications", "乘法次数"),
        caption=T(
            "The first layer is shared by all crops, the dense ones are not. A stride of 1 costs four times as much as 2.",
            "第一层由所有裁剪共用，全连接层则不能。步幅 1 的代价约为步幅 2 的四倍。",
        ),
        alt=T("Multiplications against the side of the picture.", "乘法次数随图片边长的变化。"),
        figure=plot(
            line("every", T("crops, stride 1", "裁剪，步幅 1"), "class-3", dash="dot"),
            line("crops", T("crops, stride 2", "裁剪，步幅 2"), "class-0", width=3),
            line("whole", T("convolution", "卷积"), "class-1", width=3),
            dots("now", None, "ink", size=11),
            x=axis(T("side of the picture", "图片边长")),
            y=log_axis(T("millions of multiplications", "乘法次数 (百万)"), 0.2, 400),
        ),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The lines, and where this picture stands on them."""
    if seen.s.windows is None:
        return None
    x = torch.tensor(list(EACH), dtype=torch.float32)
    n = seen.p.side
    return {
        "every.x": x,
        "every.y": torch.tensor([by_crops(side, 1) / 1e6 for side in EACH]),
        "crops.x": x,
        "crops.y": torch.tensor([by_crops(side) / 1e6 for side in EACH]),
        "whole.x": x,
        "whole.y": torch.tensor([by_convolution(side) / 1e6 for side in EACH]),
        "now.x": torch.tensor([n, n], dtype=torch.float32),
        "now.y": torch.tensor([by_crops(n) / 1e6, by_convolution(n) / 1e6]),
    }
