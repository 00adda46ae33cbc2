"""A small map made larger in four ways, side by side."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import COUNTS, PIXELS, WEIGHTS, pixels, weights
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, ghost, window

TILES = (
    Tile(uid="spread", title=T("small map, spread", "插零的小图"), shares="pixels"),
    Tile(uid="transposed", title=T("transposed", "转置卷积"), shares="pixels"),
    Tile(uid="taps", title=T("taps on a pixel", "每个像素的抽头数"), shares="counts"),
    Tile(uid="duplicated", title=T("duplicated", "复制"), shares="pixels"),
    Tile(uid="unpooled", title=T("max un-pooled", "最大反池化"), shares="pixels"),
    Tile(uid="bilinear", title=T("bilinear", "双线性插值"), shares="pixels"),
    Tile(uid="w", title=T("its filter", "它的核"), shares="weights", drawn="small"),
)
WINDOWS = (Window(output="transposed", source="spread", kernel="w"),)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """All of one small map, on one scale."""
    made = seen.s.enlarged
    if made is None:
        return None
    return {
        "spread": cells(made.spread),
        "spread.ghost": ghost(made.ghost),
        "transposed": made.transposed,
        "transposed.window": window((len(made.w), len(made.w)), 1),
        "taps": cells(made.taps),
        "duplicated": cells(made.duplicated),
        "unpooled": cells(made.unpooled),
        "bilinear": cells(made.bilinear),
        "w": made.w.flip(0, 1),
        "pixels.range": pixels(made.y, made.transposed),
        "counts.range": torch.tensor([0.0, float(made.taps.max())]),
        "weights.range": weights(made.w),
    }


def figure(p: ConvolutionParams) -> Images | None:
    """Four pictures, and where the last one's pattern comes from."""
    if p.study != "upsampling":
        return None
    return Images(
        title=T("Four ways up", "四种放大方法"),
        caption=T(
            "All four from the same small map, which max pooling made. A transposed convolution slides its filter over the map "
            "with zeros in between: where the stride does not divide the filter, pixels get unequal numbers of taps.",
            "四张图都来自同一张由最大池化得到的小图。转置卷积让核在插零后的图上滑动：步幅不整除核大小时，各像素得到的抽头数不等。",
        ),
        alt=T(
            "A small map with zeros between its cells, and four larger ones made of it.",
            "单元间插零的小图，以及由它得到的四张大图。",
        ),
        linked=LINK,
        scales=(PIXELS, COUNTS, WEIGHTS),
        tiles=TILES,
        windows=WINDOWS,
    )
