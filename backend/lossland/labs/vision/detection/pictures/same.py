"""The scores of all crops, as far as the window has come, beside the map that a convolution gives at once."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.vision.sliding_window import places
from lossland.lab import T
from lossland.lab.views import Note, Plot, painted
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen


def figure(p: DetectionParams) -> Plot | None:
    """Two maps with one scale."""
    if p.study != "window":
        return None
    k = places(p.side)
    maps = [
        go.Heatmap(
            uid=uid,
            showscale=False,
            xgap=2,
            ygap=2,
            coloraxis=None,
            xaxis=f"x{n}",
            yaxis=f"y{n}",
            texttemplate="%{z:.2f}" if k <= 4 else None,
            meta=painted(colorscale="diverging"),
        )
        for n, uid in ((1, "slid"), (2, "convolved"))
    ]
    ends = [-0.5, k - 0.5]
    across = {"range": ends, "showticklabels": False, "constrain": "domain"}
    figure = go.Figure(maps)
    for n, (domain, title) in enumerate(
        (((0, 0.48), T("crop by crop", "逐个裁剪")), ((0.52, 1), T("one convolution", "一次卷积"))), 1
    ):
        key = "" if n == 1 else str(n)
        figure.update_layout(
            {
                f"xaxis{key}": {**across, "domain": domain, "title": {"text": title}, "anchor": f"y{n}"},
                f"yaxis{key}": {
                    "range": ends[::-1],
                    "title": {"text": T("down", "向下")},
                    "showticklabels": False,
                    "scaleanchor": f"x{n}",
                    "constrain": "domain",
                    "anchor": f"x{n}",
                },
            }
        )
    return Plot(
        title=T("The same numbers", "同样的数"),
        caption=T(
            "Each cell is the score of one crop. The dense layers as convolutions give all of them in one pass.",
            "每格是一个裁剪的分数。把全连接层写成卷积，一次就得到全部。",
        ),
        alt=T("Two maps of scores, cell by cell the same.", "两张分数图，逐格相同。"),
        figure=figure,
        notes=(Note(uid="apart", text=T("largest difference {value}", "最大差 {value}")),),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Crops that the window has not come to are empty."""
    if seen.s.windows is None:
        return None
    slid, convolved = seen.s.windows.slid, seen.s.windows.convolved
    come = torch.arange(slid.numel()).view_as(slid) <= seen.s.t
    most = convolved.abs().max().clamp(min=1e-9)
    ends = {f"{uid}.{end}": sign * most for uid in ("slid", "convolved") for end, sign in (("zmin", -1), ("zmax", 1))}
    return {
        "slid.z": torch.where(come, slid, torch.nan),
        "convolved.z": convolved,
        "apart.value": torch.tensor([seen.s.windows.apart]),
        **ends,
    }
