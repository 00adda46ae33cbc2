"""What a chain of layers leaves of the gradient: a bar after each factor, on a logarithmic axis that stays."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, line, plot, words
from lossland.lab.views import Note, Plot, painted
from lossland.labs.networks.activations.experiment import State
from lossland.labs.networks.activations.params import ActivationsParams

FLOOR, CEILING = -12.0, 8.0
"""Powers of ten that the axis reaches: five orders more than ten sigmoids leave, and twenty doublings."""
STUB = 0.12
"""How high a bar is drawn whose value is 0 or below the axis."""
WRITTEN = 12
"""So many bars have room for their numbers."""


def draw(s: State) -> dict[str, Tensor]:
    """Powers of ten, the numbers over and in the bars, and what is left after the last layer in words."""
    n, last = len(s.same), s.same[-1:]
    layer = torch.arange(1, n + 1, dtype=torch.float64)
    height = (exponent(s.same).nan_to_num(FLOOR) - FLOOR).clamp(min=STUB)  # (n,)
    large = (s.same.abs() >= 1e-3) | (s.same == 0)
    factor = (s.same / torch.cat([torch.ones_like(last), s.same[:-1]])).nan_to_num(0.0)  # (n,) 0 / 0 is one more 0
    known = float(last.abs()) > 0
    plain = known and 1e-3 <= float(last.abs()) < 1e6
    room = layer <= (n if n <= WRITTEN else 0)
    high = room & (height > 2)
    arrays = {
        "same.x": layer,
        "same.y": height,
        "chain.x": layer,
        "chain.y": exponent(s.gradients),
        "factor.x": layer[high],
        "factor.y": torch.full_like(layer[high], FLOOR),
        "factor.customdata": factor[high][:, None],
        "xaxis.range": torch.tensor([0.5, n + 0.5]),
        "left.n": torch.tensor([float(n)]),
        "left.value": last,
        "left.shown": torch.tensor([float(plain)]),
        "tiny.n": torch.tensor([float(n)]),
        "tiny.mantissa": mantissa(last),
        "tiny.power": exponent(last).floor(),
        "tiny.shown": torch.tensor([float(known and not plain)]),
        "zero.shown": torch.tensor([float(not known)]),
    }
    for name, here in (("large", large & room), ("small", ~large & room)):
        arrays |= {
            f"{name}.x": layer[here],
            f"{name}.y": height[here] + FLOOR,
            f"{name}.customdata": s.same[here].abs()[:, None],
        }
    return arrays


def exponent(gradients: Tensor) -> Tensor:
    """log10 of the sizes; an exact zero has no logarithm and becomes a gap. (float32 itself would end at 1e-45.)"""
    return torch.where(gradients == 0, torch.nan, gradients.abs().log10())


def mantissa(gradients: Tensor) -> Tensor:
    """The m of m * 10^k with 1 <= m < 10 and k the floor of `exponent`."""
    return 10 ** (exponent(gradients) - exponent(gradients).floor())


def figure(p: ActivationsParams) -> Plot:
    """Both products of slopes."""
    over: dict[str, Any] = {"place": "top center", "textfont_size": 12}
    figure = plot(
        go.Bar(
            uid="same",
            name=T("every layer at this z: |wⁿ⁻¹ f′(z)ⁿ|", "每层都在此 z：|wⁿ⁻¹ f′(z)ⁿ|"),
            base=FLOOR,
            hoverinfo="skip",
            meta=painted(marker="accent/75"),
        ),
        line(
            "chain",
            T("true chain: |∂a[n]/∂z[1]|", "真实的链：|∂a[n]/∂z[1]|"),
            "class-0",
            dash="dot",
            mode="lines+markers",
            marker={"size": 8, "line_width": 1.5},
            meta=painted(**{"line": "class-0", "marker": "class-0", "marker.line": "surface"}),
            hoverinfo="skip",
        ),
        words("large", T("%{customdata[0]:.3~g}", "%{customdata[0]:.3~g}"), **over),
        words("small", T("%{customdata[0]:.2~g}", "%{customdata[0]:.2~g}"), **over),
        words("factor", T("×%{customdata[0]:.3~g}", "×%{customdata[0]:.3~g}"), **over),
        x=axis(T("layers n", "层数 n"), dtick=1),
        y=axis(
            T("size of the gradient", "梯度的大小"),
            range=[FLOOR, CEILING],
            dtick=2,
            tickprefix="10<sup>",
            ticksuffix="</sup>",
            tickformat="~f",
        ),
        bargap=0.25,
    )
    return Plot(
        title=T("What a chain of layers leaves of the gradient", "多层相乘后梯度还剩多少"),
        caption=T(
            "Each bar is the one before times the factor written at its foot. The axis is logarithmic and stays: bars that "
            "shrink by the same amount shrink exponentially.",
            "每根柱是前一根乘以柱脚所写的因子。纵轴为对数且固定不变：每次降低同样高度即指数衰减。",
        ),
        alt=T(
            "Size of the gradient after each layer as bars on a logarithmic axis.",
            "经过每一层之后梯度的大小，柱状图，纵轴为对数。",
        ),
        figure=figure,
        notes=(
            Note(uid="left", text=T("after {n} layers: {value}", "{n} 层之后：{value}")),
            Note(uid="tiny", text=T("after {n} layers: {mantissa}×10^{power}", "{n} 层之后：{mantissa}×10^{power}")),
            Note(
                uid="zero",
                text=T(
                    "A slope is exactly 0: nothing of the gradient comes back.", "有斜率恰好为 0：梯度完全传不回来。"
                ),
                role="bad",
            ),
        ),
    )
