"""The gradient check of the small net: every entry of theta."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.nets.gradient_check import COUNTS, PARTS
from lossland.lab import T
from lossland.lab.numbers import told
from lossland.lab.views import Plot, painted
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.powers import POWER, power
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen

PASSES = -7.0
LOWEST = -16.0


def draw(seen: Seen) -> dict[str, Tensor]:
    """Every entry of theta: how far g and g' are apart."""
    s = seen.s
    found = s.check
    g, differences = found.written, found.differences
    apart = (g - differences).abs() / (g.abs() + differences.abs()).clamp(min=1e-300)
    y = power(apart).nan_to_num(LOWEST).clamp(min=LOWEST)
    place = torch.arange(len(g), dtype=torch.float64)
    arrays, start = {}, 0
    for layer in range(3):
        end = start + COUNTS[2 * layer] + COUNTS[2 * layer + 1]
        arrays[f"layer-{layer + 1}.x"], arrays[f"layer-{layer + 1}.y"] = place[start:end], y[start:end]
        start = end
    counts = torch.tensor(COUNTS, dtype=torch.float64)
    arrays["parts.x"] = counts.cumsum(0) - counts / 2
    arrays["parts.y"] = torch.tensor([5.0, 1.6]).repeat(3)  # W above b: there is little room beside each other
    arrays["parts.customdata"] = found.by_part[:, None]
    total = found.distance[None]
    right = bool(total < 10**PASSES)
    for name, shown in (("passes", right), ("fails", not right)):
        arrays[f"{name}.x"] = torch.tensor([36.0])[: int(shown)]
        arrays[f"{name}.y"] = torch.tensor([LOWEST + 1.5])[: int(shown)]
        arrays[f"{name}.customdata"] = total[:, None]
    return arrays


def figure(p: GradientFlowParams) -> Plot:
    """Entries of theta that disagree."""
    figure = go.Figure()
    figure.add_scatter(
        uid="line",
        name=T(f"passes below {told(PASSES)}", f"低于 {told(PASSES)} 即通过"),
        x=[-1, sum(COUNTS)],
        y=[PASSES, PASSES],
        mode="lines",
        line={"dash": "dash", "width": 1.2},
        hoverinfo="skip",
        meta=painted(line="ink-3"),
    )
    for layer, role in ((1, "class-0"), (2, "class-1"), (3, "class-2")):
        figure.add_scatter(
            uid=f"layer-{layer}",
            name=T(f"layer {layer}", f"第 {layer} 层"),
            mode="markers",
            marker_size=6,
            hovertemplate="θ[%{x}]<br>10<sup>%{y:.1f}</sup><extra></extra>",
            meta=painted(marker=role),
        )
    figure.add_scatter(
        uid="parts",
        mode="text",
        text=[f"<b>{part}</b>" for part in PARTS],
        texttemplate="%{text}<br>%{customdata[0]:.3g}",
        textfont_size=11,
        showlegend=False,
        hoverinfo="skip",
        meta=painted(textfont="ink"),
    )
    for uid, role, text in (
        ("passes", "good", T("whole θ: %{customdata[0]:.3g}, passes", "整个 θ：%{customdata[0]:.3g}，通过")),
        ("fails", "bad", T("whole θ: %{customdata[0]:.3g}, fails", "整个 θ：%{customdata[0]:.3g}，未通过")),
    ):
        figure.add_scatter(
            uid=uid,
            mode="text",
            texttemplate=text,
            textfont_size=14,
            showlegend=False,
            hoverinfo="skip",
            meta=painted(textfont=role),
        )
    figure.update_layout(
        xaxis={"title": {"text": T("entry i of θ", "θ 的第 i 个分量")}, "range": [-1.5, sum(COUNTS) + 2.5]},
        yaxis={
            "title": {"text": T("relative distance", "相对距离")},
            "range": [LOWEST - 0.7, 7.5],
            "tickvals": [-15, -10, -5, 0],
            **POWER,
        },
    )
    return Plot(
        title=T("Gradient check", "梯度检验"),
        caption=T(
            "Each dot: one entry of the written-out gradient against central differences. Which layer disagrees, and why?",
            "每个点：手写梯度的一个分量与中心差分之比较。哪一层不一致？为什么？",
        ),
        alt=T(
            "Relative distance of every entry of the gradient of a small network, by layer, on a logarithmic axis.",
            "小网络梯度各分量的相对距离，按层着色，对数轴。",
        ),
        figure=figure,
        max_rate=10,
    )
