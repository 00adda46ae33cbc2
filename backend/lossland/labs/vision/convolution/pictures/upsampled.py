"""A small map made larger in four ways, side by side."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, ghost, of_picture, signed, window

TILES = (
    Tile(uid="spread", title=T("the small map, zeros between", "小图，之间插零")),
    Tile(uid="transposed", title=T("transposed convolution", "转置卷积")),
    Tile(uid="taps", title=T("taps on each pixel", "每个像素的抽头数"), scale="sequential"),
    Tile(uid="duplicated", title=T("duplicated", "复制")),
    Tile(uid="unpooled", title=T("max un-pooled", "最大反池化")),
    Tile(uid="bilinear", title=T("bilinear", "双线性插值")),
    Tile(uid="w", title=T("its filter", "它的核"), scale="signed", drawn="small"),
)
WINDOWS = (Window(output="transposed", source="spread", kernel="w"),)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """All of one small map, on one scale."""
    made = seen.s.enlarged
    if made is None:
        return None
    grey = of_picture(made.y)
    arrays = {
        "spread": cells(made.spread),
        "spread.ghost": ghost(made.ghost),
        "transposed": made.transposed,
        "transposed.window": window((len(made.w), len(made.w)), 1),
        "taps": cells(made.taps),
        "duplicated": cells(made.duplicated),
        "unpooled": cells(made.unpooled),
        "bilinear": cells(made.bilinear),
        "w": made.w.flip(0, 1),
        "w.range": signed(made.w),
    }
    return arrays | {f"{name}.range": grey for name in ("spread", "transposed", "duplicated", "unpooled", "bilinear")}


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
        tiles=TILES,
        windows=WINDOWS,
    )
