"""The six orders of a block, side by side."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.nets.signal_flow import ORDERS
from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.gradient_flow.params import ORDER_TITLES, GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen

ROLES = ("ink-3", "class-0", "class-1", "class-2", "class-3", "class-4")


def draw(seen: Seen) -> dict[str, Tensor]:
    """Gradient norms by block, each order's last as 1."""
    s = seen.s
    l = torch.arange(s.orders.shape[2], dtype=torch.float64)
    gradient = s.orders[2] / s.orders[2, :, -1:].clamp(min=1e-300)  # (6, blocks + 1)
    return {
        key: value for k, name in enumerate(ORDERS) for key, value in ((f"{name}.x", l), (f"{name}.y", gradient[k]))
    }


def figure(p: GradientFlowParams) -> Plot:
    """Six orders, six lines."""
    figure = go.Figure(
        [
            go.Scatter(
                uid=name,
                name=ORDER_TITLES[name],
                mode="lines",
                line={"width": 2.2, "dash": "dash" if name == "plain" else "solid"},
                meta=painted(line=role),
            )
            for name, role in zip(ORDERS, ROLES, strict=True)
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": T("block l", "块 l")}},
        yaxis={
            "title": {"text": T("gradient, last = 1", "梯度，末层 = 1")},
            "type": "log",
            "tickvals": [10**k * m for k in range(-4, 9) for m in (1, 2, 5)],
        },
    )
    return Plot(
        title=T("Block orders", "块内顺序"),
        caption=T(
            "Norm after the addition is steepest after no skip at all: it divides on the skip path in every block. 24 blocks with "
            "batch normalisation and the same He weights, at the start. The other orders flatten with every block; ReLU before "
            "the addition pays with a mean that drifts (see the numbers).",
            "相加之后再归一化，陡度仅次于没有跳跃连接：每个块都在跳跃路径上做除法。24 个带批量归一化的块，相同的 He 权重，起始时刻。"
            "其余顺序逐块变平；相加之前先 ReLU 的缺点是均值漂移 (见数值)。",
        ),
        alt=T("Gradient norm by block for six orders, logarithmic.", "六种顺序下各块的梯度范数，对数轴。"),
        figure=figure,
        max_rate=10,
    )
