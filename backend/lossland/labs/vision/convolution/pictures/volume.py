"""Convolution in three dimensions: volumes as boxes, with their channels."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import output_size
from lossland.lab import T
from lossland.lab.marks import axis, line, plot, words
from lossland.lab.views import Plot
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen

MOST = 4
"""Volumes: the input, and one a layer."""
DEPTH = (0.42, 0.3)
"""How far to the right and up the third axis goes, of its length."""
EDGES = "000 100 110 010 000 001 101 111 011 001 | 100 101 | 110 111 | 010 011"
"""Corners of a cube along its edges."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """A box a layer, to scale; what does not fit any more is not there."""
    if seen.p.study != "volume":
        return None
    n, channels, left = seen.p.volume, 1, 0.0
    arrays: dict[str, Tensor] = {}
    for at, filters in enumerate([1, *seen.p.volume_filters]):
        if at:
            n, before, channels = output_size(n, seen.p.volume_f), channels, filters
            arrays |= between(at, left, seen.p.volume_f**3 * before * channels + channels)
            left += 9
        if n == 0:
            break
        corners = [edge if edge == "|" else tuple(n * int(digit) for digit in edge) for edge in EDGES.split()]
        flat = [
            (torch.nan, torch.nan) if isinstance(c, str) else (left + c[0] + DEPTH[0] * c[2], c[1] + DEPTH[1] * c[2])
            for c in corners
        ]
        wide = n * (1 + DEPTH[0])
        arrays |= {
            f"box{at}.x": torch.tensor([x for x, _ in flat]),
            f"box{at}.y": torch.tensor([y for _, y in flat]),
            f"name{at}.x": torch.tensor([left + n / 2]),
            f"name{at}.y": torch.tensor([-1.0]),
            f"name{at}.customdata": torch.tensor([[float(n), float(channels)]]),
        }
        left += wide + 3
    tall = seen.p.volume * (1 + DEPTH[1])
    return arrays | {
        "xaxis.range": torch.tensor([-2.0, left]),
        "yaxis.range": torch.tensor([-0.35 * tall, 1.25 * tall]),
    }


def between(at: int, left: float, count: float) -> dict[str, Tensor]:
    """The arrow to a layer's box, and how many numbers the layer learns."""
    return {
        f"arrow{at}.x": torch.tensor([left - 1, left + 5, left + 3.5, left + 5, left + 3.5]),
        f"arrow{at}.y": torch.tensor([3.0, 3, 4, 3, 2]),
        f"learns{at}.x": torch.tensor([left + 2]),
        f"learns{at}.y": torch.tensor([4.5]),
        f"learns{at}.customdata": torch.tensor([[count]]),
    }


def figure(p: ConvolutionParams) -> Plot | None:
    """Boxes and arrows."""
    if p.study != "volume":
        return None
    size = T(
        "%{customdata[0]:.0f}×%{customdata[0]:.0f}×%{customdata[0]:.0f}×%{customdata[1]:.0f}",
        "%{customdata[0]:.0f}×%{customdata[0]:.0f}×%{customdata[0]:.0f}×%{customdata[1]:.0f}",
    )
    learns = T("%{customdata[0]:,.0f}<br>parameters", "%{customdata[0]:,.0f}<br>个参数")
    marks = []
    for at in range(MOST):
        marks += [
            line(f"box{at}", None, "accent", width=2.5, hoverinfo="skip"),
            words(f"name{at}", size, place="bottom center", textfont_size=14),
        ]
        if at:
            marks += [
                line(f"arrow{at}", None, "ink-3", width=2, hoverinfo="skip"),
                words(f"learns{at}", learns, role="ink-2", place="top center"),
            ]
    hidden = {"showgrid": False, "zeroline": False, "showticklabels": False}
    return Plot(
        title=T("Layer by layer", "逐层形状"),
        caption=T(
            "Height × width × depth × channels. A filter is a cube as deep as there are channels; films have time for depth.",
            "高 × 宽 × 深 × 通道。卷积核是跨越所有通道的立方体；影片以时间为深度。",
        ),
        alt=T("Boxes of shrinking size with their shapes.", "逐层缩小的盒子及其形状。"),
        figure=plot(
            *marks,
            x=axis(T("layers", "层"), **hidden),
            y=axis(T("side", "边长"), scaleanchor="x", **hidden),
        ),
    )
