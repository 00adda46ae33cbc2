"""What a chain of layers leaves of the gradient, on a logarithmic axis."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Plot, painted
from lossland.labs.networks.activations.experiment import State
from lossland.labs.networks.activations.params import ActivationsParams


def draw(s: State) -> dict[str, Tensor]:
    """Powers of ten, and what is left after the last layer in words."""
    layer, last = torch.arange(1, len(s.same) + 1, dtype=torch.float64), s.same[-1:]
    return {
        "same.x": layer,
        "same.y": exponent(s.same),
        "chain.x": layer,
        "chain.y": exponent(s.gradients),
        "last.x": layer[-1:],
        "last.y": exponent(last),
        "last.customdata": torch.stack([mantissa(last), exponent(last).floor()], dim=1),  # (1, 2)
    }


def exponent(gradients: Tensor) -> Tensor:
    """log10 of the sizes; an exact zero has no logarithm and becomes a gap. (float32 itself would end at 1e-45.)"""
    return torch.where(gradients == 0, torch.nan, gradients.abs().log10())


def mantissa(gradients: Tensor) -> Tensor:
    """The m of m * 10^k with 1 <= m < 10 and k the floor of `exponent`."""
    return 10 ** (exponent(gradients) - exponent(gradients).floor())


def figure(p: ActivationsParams) -> Plot:
    """Both products of slopes."""
    figure = go.Figure(
        [
            go.Scatter(
                uid="same",
                name=T("every layer at this z: |wⁿ⁻¹ f′(z)ⁿ|", "每层都在此 z：|wⁿ⁻¹ f′(z)ⁿ|"),
                mode="lines+markers",
                meta=painted(line="accent", marker="accent"),
            ),
            go.Scatter(
                uid="chain",
                name=T("true chain: |∂a[n]/∂z[1]|", "真实的链：|∂a[n]/∂z[1]|"),
                mode="lines+markers",
                line_dash="dash",
                meta=painted(line="class-0", marker="class-0"),
            ),
            go.Scatter(
                uid="last",
                name=T("left after n layers", "n 层之后剩余"),
                mode="text",
                texttemplate="\u2002%{customdata[0]:.2f} × 10<sup>%{customdata[1]:.0f}</sup>",
                textposition="middle right",
                cliponaxis=False,
                showlegend=False,
                meta=painted(textfont="ink"),
            ),
        ]
    )
    figure.update_layout(margin={"r": 76})  # what is left is written beside the line's end
    figure.update_xaxes(title=T("layers n", "层数 n"), dtick=1)
    figure.update_yaxes(
        title=T("size of the gradient", "梯度的大小"), tickprefix="10<sup>", ticksuffix="</sup>", tickformat="~f"
    )
    return Plot(
        title=T("What a chain of layers leaves of the gradient", "多层相乘后梯度还剩多少"),
        caption=T(
            "A straight line down is exponential decay. The line ends where the gradient is exactly 0.",
            "向下的直线表示指数衰减。梯度恰为 0 处曲线中断。",
        ),
        alt=T(
            "Size of the gradient against the number of layers on a logarithmic axis.",
            "梯度大小随层数的变化，纵轴为对数。",
        ),
        figure=figure,
    )
