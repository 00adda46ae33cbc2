"""The views of the gradient flow lab."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lossland.algorithms.nets.gradient_check import BUGS, check
from lossland.algorithms.nets.signal_flow import Design
from lossland.lab import Arrays, T
from lossland.lab.views import Curves, Figure
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.checking import (
    check_figure,
    check_table,
    draw_check,
    draw_check_table,
)
from lossland.labs.optimizers.gradient_flow.pictures.layers import (
    draw_layers,
    gradients_figure,
    means_figure,
    signals_figure,
)
from lossland.labs.optimizers.gradient_flow.pictures.orders import (
    draw_orders,
    draw_orders_table,
    orders_figure,
    orders_table,
)

if TYPE_CHECKING:
    from lossland.labs.optimizers.gradient_flow.lab import State


def draw(s: State, p: GradientFlowParams, d: Design) -> dict[str, Arrays]:
    """All views of a frame."""
    found = check(
        s.small, s.small_x, s.small_y, p.l2, p.epsilon, BUGS[s.secret] if p.bug == "surprise" else p.bug, s.masks
    )
    return {
        **draw_layers(s, d.depth),
        "check": draw_check(found),
        "check_table": draw_check_table(found),
        "orders": draw_orders(s),
        "orders_table": draw_orders_table(s),
    }


@lru_cache(maxsize=64)
def figures(depth: int, residual: str) -> dict[str, Figure]:
    """The views by name: they depend on little, and a gain that is dragged asks for them many times a second."""
    return {
        "gradients": gradients_figure(depth, residual),
        "signals": signals_figure(depth, residual),
        "means": means_figure(depth),
        "loss": Curves(
            title=T("Loss", "损失"),
            caption=T("Of each batch while training.", "训练时每个小批量的损失。"),
            alt=T("Training loss against step.", "训练损失随步数的变化。"),
            series=("loss",),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        ),
        "norms": Curves(
            title=T("Clipping", "裁剪"),
            caption=T(
                "Norm of the whole gradient, before and after clipping.",
                "整个梯度的范数，裁剪之前与之后。",
            ),
            alt=T("Gradient norm before and after clipping against step.", "裁剪前后的梯度范数随步数的变化。"),
            series=("gradient_norm", "step_norm"),
            y_title=T("norm", "范数"),
            log=True,
        ),
        "check": check_figure(),
        "check_table": check_table(),
        "orders": orders_figure(),
        "orders_table": orders_table(),
    }
