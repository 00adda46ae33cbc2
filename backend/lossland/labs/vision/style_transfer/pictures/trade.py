"""What each picture pays in content for its style."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, log_axis, plot
from lossland.lab.views import Plot, painted
from lossland.labs.vision.style_transfer.params import PICTURES, StyleTransferParams
from lossland.labs.vision.style_transfer.pictures.seen import Seen

LEAST, MOST = 1e-3, 10.0


def figure(p: StyleTransferParams) -> Plot:
    """Five points between their two losses."""
    return Plot(
        title=T("Content against style", "内容与风格的取舍"),
        caption=T(
            "Each point is a picture. Left: its content is kept. Below: its style is reached. All drift down; none gets both.",
            "每个点是一幅图。越靠左，内容保持得越好；越靠下，风格越接近。所有点都向下移动，但无法两者兼得。",
        ),
        alt=T("Style loss against content loss of the five pictures.", "五幅图的风格损失与内容损失。"),
        figure=plot(
            dots(
                "pictures",
                T("pictures", "图片"),
                "ramp",
                mode="lines+markers+text",
                line_width=1.5,
                marker={"size": 14, "color": list(p.forming), "cmin": 0, "cmax": PICTURES - 1},
                texttemplate="%{customdata:.3~g}",
                textposition="top center",
                cliponaxis=False,
                hovertemplate="β/α = %{customdata:.3~g}<br>%{x:.3g}, %{y:.3g}<extra></extra>",
                showlegend=False,
                meta=painted(line="ink-3", marker="ramp", textfont="ink"),
            ),
            x=log_axis(T("content loss", "内容损失"), LEAST, MOST),
            y=log_axis(T("style loss", "风格损失"), LEAST, MOST),
        ),
        max_rate=15,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Their losses; a loss of 0 has no place on a logarithmic axis and stands at its edge."""
    return {
        "pictures.x": seen.s.content.clamp(LEAST, MOST),
        "pictures.y": seen.style.clamp(LEAST, MOST),
        "pictures.customdata": seen.ratios.to(torch.float32),
    }
