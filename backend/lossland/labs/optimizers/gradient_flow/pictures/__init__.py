"""The views of the gradient flow lab."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from lossland.lab import T
from lossland.lab.pictures import Picture, Still, figures_of
from lossland.lab.views import Curves, Figure
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures import (
    check_table,
    checking,
    gradients,
    means,
    orders,
    orders_table,
    signals,
)
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen

VIEWS: dict[str, Picture[GradientFlowParams, Seen]] = {
    "gradients": gradients,
    "signals": signals,
    "means": means,
    "loss": Still(
        Curves(
            title=T("Loss", "损失"),
            caption=T("Of each batch while training.", "训练时每个小批量的损失。"),
            alt=T("Training loss against step.", "训练损失随步数的变化。"),
            series=("loss",),
            roles=("train",),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        )
    ),
    "norms": Still(
        Curves(
            title=T("Clipping", "裁剪"),
            caption=T(
                "Norm of the whole gradient, before and after clipping.",
                "整个梯度的范数，裁剪之前与之后。",
            ),
            alt=T("Gradient norm before and after clipping against step.", "裁剪前后的梯度范数随步数的变化。"),
            series=("gradient_norm", "step_norm"),
            y_title=T("norm", "范数"),
            log=True,
        )
    ),
    "check": checking,
    "check_table": check_table,
    "orders": orders,
    "orders_table": orders_table,
}


@lru_cache(maxsize=64)
def figures(depth: int, residual: Literal["none", "add", "root2"]) -> dict[str, Figure]:
    """The views by name: they depend on little, and a gain that is dragged asks for them many times a second."""
    return figures_of(VIEWS, GradientFlowParams(depth=depth, residual=residual))
