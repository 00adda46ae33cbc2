"""A filter as the matrix of a fully connected layer: banded, the same few numbers again and again."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, of_picture, signed, window

TILES = (
    Tile(uid="matrix", title=T("the matrix", "矩阵"), scale="signed", rows_of="y"),
    Tile(uid="x", title=T("picture, its pixels numbered", "图片，像素编号")),
    Tile(uid="w", title=T("filter", "卷积核"), scale="signed", drawn="small"),
    Tile(uid="y", title=T("output", "输出"), scale="signed", drawn="small"),
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """One row an output, one column a pixel."""
    made = seen.s.reasons
    if made is None:
        return None
    return {
        "matrix": made.matrix,
        "matrix.range": signed(made.w),
        "x": cells(made.small),
        "x.range": of_picture(made.small),
        "w": made.w,
        "w.range": signed(made.w),
        "y": made.map,
        "y.range": signed(made.map),
        "y.window": window((len(made.w), len(made.w)), 1),
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
        tiles=TILES,
        windows=(Window(output="y", source="x", kernel="w"),),
    )
