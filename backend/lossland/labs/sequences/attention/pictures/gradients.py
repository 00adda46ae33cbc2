"""What comes down of the gradient."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, line, log_axis, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """As a share of that at the top."""
    made = seen.s.stacked
    if made is None:
        return None
    return {"g.x": torch.arange(float(len(made.gradient))), "g.y": made.gradient.clamp(1e-20, 1e20)}


def figure(p: AttentionParams) -> Plot | None:
    """On a logarithmic axis."""
    if p.study != "block":
        return None
    return Plot(
        title=T("Gradient on the way down", "向下传的梯度"),
        caption=T(
            "Before any training. Norms before each part keep it near 1; residual paths without norms let it grow with every block.",
            "尚未训练。各部分之前的归一化使它保持在 1 附近；只有残差路径而无归一化时，它随每个模块增长。",
        ),
        alt=T("Size of the gradient at each height, on a logarithmic axis.", "各高度上梯度的大小，对数坐标。"),
        figure=plot(
            line("g", None, "class-0", width=4, mode="lines+markers"),
            x=axis(T("blocks below", "下方的模块数"), rangemode="tozero"),
            y=log_axis(T("gradient, of that at the top", "梯度 (相对于顶层)"), 1e-3, 1e3, autorange=True),
        ),
    )
