"""The scores of all crops, as far as the window has come, beside the map that a convolution gives at once."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Note, Scale, Tile
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen


def figure(p: DetectionParams) -> Images | None:
    """Two maps with one scale."""
    if p.study != "window":
        return None
    return Images(
        title=T("The same numbers", "同样的数"),
        caption=T(
            "Each cell is the score of one crop. The dense layers as convolutions give all of them in one pass.",
            "每格是一个裁剪的分数。把全连接层写成卷积，一次就得到全部。",
        ),
        alt=T("Two maps of scores, cell by cell the same.", "两张分数图，逐格相同。"),
        scales=(Scale(uid="scores", title=T("score", "分数"), colours="signed"),),
        tiles=(
            Tile(uid="slid", title=T("crop by crop", "逐个裁剪"), shares="scores"),
            Tile(uid="convolved", title=T("one convolution", "一次卷积"), shares="scores"),
        ),
        notes=(Note(uid="apart", text=T("largest difference {value}", "最大差 {value}")),),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Crops that the window has not come to are empty."""
    if seen.s.windows is None:
        return None
    slid, convolved = seen.s.windows.slid, seen.s.windows.convolved
    waits = torch.arange(slid.numel()).view_as(slid) > seen.s.t
    most = convolved.abs().max().clamp(min=1e-9)
    return {
        "slid": slid.masked_fill(waits, 0.0),
        "slid.ghost": waits.to(torch.uint8),
        "convolved": convolved,
        "scores.range": torch.stack([-most, most]),
        "apart.value": torch.tensor([seen.s.windows.apart]),
    }
