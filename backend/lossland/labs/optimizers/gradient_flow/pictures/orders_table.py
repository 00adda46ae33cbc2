"""The six orders of a block in numbers."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.nets.signal_flow import ORDERS, factor_per_layer
from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.optimizers.gradient_flow.params import ORDER_TITLES, GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Factors from block to block, and how far the mean has gone at the last."""
    s = seen.s
    variance, mean, gradient = s.orders
    drift = mean[:, -1] / variance[:, -1].sqrt().clamp(min=1e-300)
    return {
        "forwards": torch.stack([factor_per_layer(row) for row in variance]),
        "backwards": torch.stack([factor_per_layer(row.square().flip(0)) for row in gradient]),
        "mean": torch.where(drift.abs() > 1e-9, drift, 0.0),  # behind a norm it is 0 but for rounding
    }


def figure(p: GradientFlowParams) -> Table:
    """Factors of the orders."""
    return Table(
        title=T("Orders in numbers", "顺序的数值"),
        caption=T(
            "Factors from one block to the next: variance forwards, squared gradient backwards; and the mean of the last signal.",
            "相邻块之间的因子：前向的方差，反向的梯度平方；以及末块信号的均值。",
        ),
        alt=T("Factors per block for six orders.", "六种顺序的每块因子。"),
        columns=(
            Column(name="forwards", title=T("Var ×", "方差 ×"), digits=3),
            Column(name="backwards", title=T("|g|² ×", "梯度² ×"), digits=3),
            Column(name="mean", title=T("mean / σ", "均值 / σ"), digits=3),
        ),
        rows=tuple(ORDER_TITLES[name] for name in ORDERS),
    )
