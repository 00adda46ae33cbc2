"""A filter as the matrix of a fully connected layer: banded, the same few numbers again and again."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import OUTPUTS, PIXELS, WEIGHTS, layer
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, window

TILES = (
    Tile(uid="matrix", title=T("the matrix", "矩阵"), shares="weights", rows_of="y"),
    Tile(uid="x", title=T("picture, its pixels numbered", "图片，像素编号"), shares="pixels"),
    Tile(uid="w", title=T("filter", "卷积核"), shares="weights", drawn="small"),
    Tile(uid="y", title=T("output", "输出"), shares="outputs", drawn="small"),
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """One row an output, one column a pixel."""
    made = seen.s.reasons
    if made is None:
        return None
    return {
        "matrix": made.matrix,
        "x": cells(made.small),
        "w": made.w,
        "y": made.map,
        "y.window": window((len(made.w), len(made.w)), 1),
        **layer(seen.p, made.small, made.w[None], made.map[None], 0.0, "linear"),
    }


def figure(p: ConvolutionParams) -> Images | None:
    """The matrix, and what it belongs to."""
    if p.study != "why":
        return None
    return Images(
        title=T("The same as one matrix", "等价的矩阵"),
        caption=T(
            "A fully connected layer that does the same: a row for each output, a column for each pixel. Most entries are 0 "
            "(sparse), and each row holds the same numbers (shared).",
            "做同样事情的全连接层：每个输出一行，每个像素一列。大多数元素为 0 (稀疏)，每行都是同样的几个数 (共享)。",
        ),
        alt=T("A banded matrix, a small picture, a filter and the output.", "带状矩阵、小图片、卷积核与输出。"),
        linked=LINK,
        scales=(PIXELS, OUTPUTS, WEIGHTS),
        tiles=TILES,
        windows=(Window(output="y", source="x", kernel="w"),),
    )
